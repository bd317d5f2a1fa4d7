import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { listColumns } from '../../src/model/send-list.js';
import { runNurture } from './run-nurture.js';
import { monday, Project, query } from './state-project.js';
import { temporaryFolder } from './temporary-folder.js';

const leads = `lead_id,email,first_name,company,employees,notes,phone
a,anna@corp.example,Anna,"=cmd|' /C calc'!A0",5,"tab	and ""quote""",+49 30 1
b,bob@corp.example,,"Größe & Co, 北京",500,"line
break",
c,Carla@corp.example,Carla,,,@sum,
`;

/** Mails, a task and an ad, for everybody at once. */
const config = (lists: string) => `version: 1
sources:
  leads: [{ files: leads.csv, key: lead_id }]
  events: [{ files: events.csv }]
  suppressions: [{ files: stops.csv }]
score: { ready: 100, pain: { rules: [{ id: trial, event: trial.started, class: product, points: 30 }] } }
personas: [{ id: big, when: { employees: { gte: 100 } } }]
partitions: [{ id: size, of: [{ id: big, when: { employees: { gte: 100 } } }] }]
policy: { consent: { required: false }, min_gap: none, blast: { max_sends: 100 } }
campaigns:
  - id: welcome
    kind: welcome
    owner: marketing
    goal: { event: document.created }
    entry: { event: trial.started }
    steps:
      - id: hello
        template: hello-1
        sender: team
        variables: { offer: "{{ first_name | default: 'friend' }}: 20 %" }
        variants:
          - { id: x, subject: 'Hi {{ first_name | default: "there" }}' }
          - { id: y, subject: "Willkommen,\\n  liebe {{ first_name | default: 'Leute' }}" }
  - id: fixed
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: same, template: same-1, subject: Same for all, variables: { company: everybody } }]
  - id: sales
    owner: sales
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: call, channel: task, subject: Call them }]
  - id: ads
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: show, channel: audience, template: banner }]
${lists === '' ? '' : `outputs:\n  send_lists:\n${lists}`}`;

const formats = ['csv', 'tsv', 'json', 'jsonl', 'parquet'] as const;
const everyFormat = `${formats.map((format) => `    - { id: ${format}, format: ${format}, columns: [email, company, notes] }`).join('\n')}
    - { id: people, format: csv, for: people, columns: [company, email, notes, score] }
    - { id: ads, format: google }
`;

function project(lists: string): Project {
  const made = new Project(config(lists));
  made.write('leads.csv', leads);
  return made;
}

/** The rows of a list of any format, as texts. */
async function rowsOf(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const text = () => readFileSync(path, 'utf8');
  switch (path.split('.').at(-1)) {
    case 'csv':
      return parse(text(), { columns: true, bom: true });
    case 'tsv':
      return parse(text(), { columns: true, delimiter: '\t' });
    case 'json':
      return JSON.parse(text()).sends;
    case 'jsonl':
      return text()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    default: {
      const [columns] = [await query(`DESCRIBE FROM read_parquet('${path}')`)];
      const rows = await query(`FROM read_parquet('${path}')`);
      return rows.map((row) =>
        Object.fromEntries(row.map((value, index) => [String(columns[index]?.[0]), value])),
      );
    }
  }
}

const standing = [
  ...['send_id', 'campaign', 'step', 'variant', 'template', 'subject', 'send_at', 'send_at_local', 'zone'],
  ...['run_id', 'run_sequence'],
];

describe('the usual list of a config that says nothing about lists', () => {
  it('holds what is needed to write to somebody, and what the exports have of it', async () => {
    const made = project('');
    const { code, stderr } = await made.nurture('plan -o plan', monday);
    expect(code).toBe(0);
    expect(stderr).toContain('send lists: sends/sends.csv 6, sends/sends-task.csv 3\n');
    expect(stderr).toContain('3 sends are in no send list: 3 of ads/show (audience)');
    expect(readdirSync(made.path('plan/sends'))).toEqual(['sends-task.csv', 'sends.csv']);
    const rows = await rowsOf(made.path('plan/sends/sends.csv'));
    expect(Object.keys(rows[0] ?? {})).toEqual(['lead_id', 'email', 'first_name', ...standing]);
    const { runId } = made.manifest('plan');
    expect(rows[1]).toMatchObject({
      ...{ lead_id: 'a', email: 'anna@corp.example', first_name: 'Anna', campaign: 'fixed', step: 'same' },
      ...{ variant: '', template: 'same-1', subject: 'Same for all', zone: 'UTC' },
      ...{ send_at: '2026-03-02T08:00:00.000Z', send_at_local: '2026-03-02T08:00:00' },
      ...{ run_id: runId, run_sequence: '1' },
    });
    expect(rows.map(({ lead_id, campaign }) => `${lead_id} ${campaign}`)).toEqual([
      ...['a welcome', 'a fixed', 'b welcome', 'b fixed', 'c welcome', 'c fixed'],
    ]);
  });

  it('is none where an empty list says so', async () => {
    const made = new Project(config('').replace(/$/, 'outputs: { send_lists: [] }\n'));
    const { code, stderr } = await made.nurture('plan -o plan', monday);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('send list')]);
    expect(existsSync(made.path('plan/sends'))).toBe(false);
  });
});

describe('J4 J5 J7 send lists', () => {
  it('hold every send once per list, in every format alike', async () => {
    const made = project(everyFormat);
    const { code, stdout } = await made.nurture('plan -o plan --json', monday);
    expect(code).toBe(0);
    const { lists } = JSON.parse(stdout) as { lists: readonly { name: string; rows: number }[] };
    expect(lists.map(({ name }) => name).sort()).toEqual(
      readdirSync(made.path('plan/sends'))
        .map((name) => `sends/${name}`)
        .sort(),
    );
    const planned = await query(
      `SELECT send_id FROM read_parquet('${made.path('plan/ledger.parquet')}') WHERE kind = 'send' AND channel <> 'audience' ORDER BY send_id`,
    );
    const known = await rowsOf(made.path('plan/sends/jsonl.jsonl'));
    for (const format of formats) {
      const [mails, tasks] = await Promise.all(
        ['', '-task'].map((end) => rowsOf(made.path(`plan/sends/${format}${end}.${format}`))),
      );
      const ids = [...(mails ?? []), ...(tasks ?? [])].map(({ send_id: id }) => id);
      expect(ids.toSorted(), format).toEqual(planned.map(([id]) => id));
      const values = (rows: typeof mails) =>
        rows?.map(({ send_at: _, send_at_local: __, run_sequence: ___, ...row }) =>
          Object.entries(row).map(([name, value]) => `${name}=${value ?? ''}`),
        );
      expect(values(mails), format).toEqual(values(known));
      expect(Object.keys(mails?.[0] ?? {}), format).toEqual(['email', 'company', 'notes', ...standing]);
    }
    const parquet = await query(
      `SELECT column_type FROM (DESCRIBE FROM read_parquet('${made.path('plan/sends/parquet.parquet')}')) WHERE column_name LIKE 'send_at%' OR column_name = 'run_sequence'`,
    );
    expect(parquet.flat()).toEqual(['TIMESTAMP WITH TIME ZONE', 'TIMESTAMP', 'INTEGER']);
    expect(JSON.parse(readFileSync(made.path('plan/sends/json.json'), 'utf8'))).toMatchObject({
      ...{ schemaVersion: 1, runId: made.manifest('plan').runId, runSequence: 1 },
      asOf: '2026-03-02T08:00:00.000Z',
    });
  });

  it('are exact for machines, and hold no formula for people (CWE-1236)', async () => {
    const made = project(everyFormat);
    await made.nurture('plan -o plan', monday);
    const machine = readFileSync(made.path('plan/sends/csv.csv'), 'utf8');
    const [exact, people] = await Promise.all(
      ['csv', 'people'].map((list) => rowsOf(made.path(`plan/sends/${list}.csv`))),
    );
    expect(machine.startsWith('email,')).toBe(true);
    expect(
      exact?.filter(({ step }) => step === 'hello').map(({ company, notes }) => [company, notes]),
    ).toEqual([
      ["=cmd|' /C calc'!A0", 'tab\tand "quote"'],
      ['Größe & Co, 北京', 'line\nbreak'],
      ['', '@sum'],
    ]);
    expect(readFileSync(made.path('plan/sends/people.csv'), 'utf8').startsWith('\ufeffcompany,')).toBe(true);
    const shown = people?.filter(({ step }) => step === 'hello') ?? [];
    expect(shown.map(({ company, notes, score }) => [company, notes, score])).toEqual([
      ["'=cmd|' /C calc'!A0", 'tab\tand "quote"', '30.0'],
      ['Größe & Co, 北京', 'line\nbreak', '30.0'],
      ['', "'@sum", '30.0'],
    ]);
  });

  it('hold texts as they go out, and facts that are worked out', async () => {
    const columns =
      'offer, company, greeting, persona, score, channel, sender, attempt, email.domain, subject';
    const made = project(`    - { format: jsonl, columns: [${columns}] }\n`);
    const { code } = await made.nurture('plan -o plan', monday);
    expect(code).toBe(0);
    const rows = await rowsOf(made.path('plan/sends/sends.jsonl'));
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...columns.split(', '),
      ...standing.filter((name) => name !== 'subject'),
    ]);
    const hello = rows.filter(({ step }) => step === 'hello');
    expect(hello.map(({ offer, company, persona }) => ({ offer, company, persona }))).toEqual([
      { offer: 'Anna: 20 %', company: "=cmd|' /C calc'!A0", persona: 'none' },
      { offer: 'friend: 20 %', company: 'Größe & Co, 北京', persona: 'big' },
      { offer: 'Carla: 20 %', company: null, persona: 'none' },
    ]);
    const subjects = {
      x: ['Hi Anna', 'Hi there', 'Hi Carla'],
      y: ['liebe Anna', 'liebe Leute', 'liebe Carla'],
    };
    for (const [index, { subject, variant }] of hello.entries()) {
      const text = subjects[variant as 'x' | 'y'][index] ?? '';
      expect(subject).toBe(variant === 'x' ? text : `Willkommen, ${text}`);
    }
    // The step says what its template gets as company.
    expect(rows.filter(({ step }) => step === 'same')).toMatchObject(
      ['Dear Anna', 'Hello', 'Dear Carla'].map((greeting) => ({
        ...{ greeting, company: 'everybody', offer: null, subject: 'Same for all' },
        ...{ channel: 'email', attempt: 1, score: 30, 'email.domain': 'corp.example' },
      })),
    );
  });

  it('hold nothing of leads that nobody asked for', async () => {
    const made = project('    - { format: csv, columns: [score] }\n    - { id: ads, format: meta }\n');
    await made.nurture('plan -o plan', monday);
    for (const name of readdirSync(made.path('plan/sends'))) {
      const text = readFileSync(made.path(`plan/sends/${name}`), 'utf8');
      expect(text).not.toMatch(/@corp|calc|北京|\+49/);
    }
  });

  it('are split by parts of a partition, each lead in one', async () => {
    const made = project('    - { id: a, format: csv, split_by: partition.size, columns: [lead_id] }\n');
    await made.nurture('plan -o plan', monday);
    const leadsOf = async (name: string) =>
      (await rowsOf(made.path(`plan/sends/${name}.csv`))).map(({ lead_id: id }) => id);
    expect(readdirSync(made.path('plan/sends'))).toEqual([
      ...['a-big-task.csv', 'a-big.csv', 'a-other-task.csv', 'a-other.csv'],
    ]);
    expect(await leadsOf('a-big')).toEqual(['b', 'b']);
    expect(await leadsOf('a-other')).toEqual(['a', 'a', 'c', 'c']);
  });

  it('E13 are named after owners of any kind, and stay where they belong', async () => {
    const owners = [
      '../../outside',
      '/abs',
      'CON',
      'a/b',
      'A\\\\B',
      '.hidden',
      'n\\0ul',
      'x'.repeat(300),
      '客户',
      'Anna',
      'ANNA',
    ];
    const campaigns = owners.map(
      (owner, index) => `  - id: c${index}
    owner: "${owner}"
    purpose: p${index}
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: one, template: t }]\n`,
    );
    const text = config('    - { id: o, format: csv, split_by: owner }\n');
    const made = new Project(
      text
        .replace(/campaigns:\n[\s\S]*(?=outputs)/, `campaigns:\n${campaigns.join('')}`)
        .replace('max_sends: 100', 'max_sends: 999'),
    );
    const around = readdirSync(made.folder);
    const { code } = await made.nurture('plan -o plan', monday);
    expect(code).toBe(0);
    expect(readdirSync(made.folder).sort()).toEqual([...around, 'plan'].sort());
    expect(readdirSync(made.path('plan'))).toHaveLength(6);
    expect(readdirSync(made.path('plan/sends')).sort()).toEqual(
      [
        ...['o-outside', 'o-abs', 'o-CON', 'o-a-b', 'o-A-B-2', 'o-hidden', 'o-n-ul', `o-${'x'.repeat(118)}`],
        ...['o-客户', 'o-Anna', 'o-ANNA-2'],
      ]
        .map((name) => `${name}.csv`)
        .sort(),
    );
  });

  it('for ad platforms hold people hashed, and the id of the send', async () => {
    const made = project(everyFormat);
    await made.nurture('plan -o plan', monday);
    const rows = await rowsOf(made.path('plan/sends/ads.csv'));
    expect(Object.keys(rows[0] ?? {})).toEqual([
      ...['Email', 'Phone', 'First Name', 'Last Name', 'Country', 'Zip', 'send_id', 'run_id', 'run_sequence'],
    ]);
    expect(rows).toHaveLength(3);
    // SHA-256 of bob@corp.example.
    expect(rows[1]?.Email).toBe('06a16e8efd015a5f27b2cbf9961a66e0796a7ca8703d2ea16b908191c182979e');
  });

  it('S1.2 are the same bytes with any number of threads', async () => {
    const made = project(everyFormat);
    const planned = async (threads: string) => {
      await runNurture(['plan', '-o', `p${threads}`, '--as-of', monday, '--threads', threads, '-q'], {
        cwd: made.folder,
      });
      return made.manifest(`p${threads}`).files;
    };
    expect(await planned('1')).toEqual(await planned('2'));
  });

  it('S7.5 are of the owner alone', async () => {
    const made = project(everyFormat);
    await made.nurture('plan -o plan', monday);
    const modeOf = (name: string) => statSync(made.path(name)).mode & 0o777;
    expect(modeOf('plan/sends')).toBe(0o700);
    for (const name of readdirSync(made.path('plan/sends'))) expect(modeOf(`plan/sends/${name}`)).toBe(0o600);
  });

  it('S7.4 replace a directory, and follow no link out of it', async () => {
    const made = project(everyFormat);
    await made.nurture('plan -o plan', monday);
    const outside = temporaryFolder();
    rmSync(made.path('plan/sends'), { recursive: true });
    symlinkSync(outside, made.path('plan/sends'));
    expect((await made.nurture('plan -o plan', monday)).code).toBe(0);
    expect(lstatSync(made.path('plan/sends')).isDirectory()).toBe(true);
    expect(readdirSync(outside)).toEqual(['.git']);
  });

  it('J5 are not written when a mail would go out with a hole', async () => {
    const made = project('');
    made.write(
      'nurture.yaml',
      config('').replace('Same for all', '"{% if company %}For {{ company }}{% endif %}"'),
    );
    const { code, stderr } = await made.nurture('run', monday);
    expect([code, stderr]).toEqual([3, expect.stringContaining('the subject is empty (lead c)')]);
    expect(existsSync(made.path('.nurture/runs')) ? made.runs() : []).toEqual([]);
  });
});

describe('S7.2 who says no between plan and hand-over', () => {
  const lists = [
    ...formats.flatMap((format) => [`${format}.${format}`, `${format}-task.${format}`]),
    ...['people.csv', 'people-task.csv', 'ads.csv'],
  ];

  /** Rows and bytes of all lists of a directory. */
  const read = async (made: Project, directory: string) =>
    new Map(
      await Promise.all(
        lists.map(async (name) => {
          const path = join(made.path(directory), 'sends', name);
          return [name, { rows: await rowsOf(path), text: readFileSync(path, 'latin1') }] as const;
        }),
      ),
    );

  /** Everything but the sends of Bob, as they were. */
  const expectWithoutBob = async (
    made: Project,
    before: Awaited<ReturnType<typeof read>>,
    directory: string,
  ) => {
    const sends = await query(
      `SELECT send_id FROM read_parquet('${made.path('plan/ledger.parquet')}') WHERE kind = 'send' AND lead_id = 'b'`,
    );
    const bob = new Set(sends.flat());
    const after = await read(made, directory);
    for (const [name, { rows, text }] of before) {
      const kept = rows.filter(({ send_id: id }) => !bob.has(id as string));
      expect(kept.length, name).toBe((rows.length * 2) / 3);
      expect(after.get(name)?.rows, name).toEqual(kept);
      if (!name.endsWith('.parquet')) expect(isPartOf(after.get(name)?.text ?? '', text), name).toBe(true);
    }
  };

  it('is withdrawn from every list by commit, and the rest stays byte for byte', async () => {
    const made = project(everyFormat);
    const call = (args: string) =>
      runNurture([...args.split(' '), '--threads', '1', '--as-of', monday], { cwd: made.folder });
    expect((await call('plan -o plan')).code).toBe(0);
    const before = await read(made, 'plan');
    made.append('stops.csv', 'bob@corp.example,unsubscribed,\n');
    const { code, stdout } = await call('commit plan');
    expect([code, stdout]).toEqual([0, expect.stringContaining('withdrawn because of what was said since')]);
    const run = `.nurture/runs/${made.runs()[0]}`;
    await expectWithoutBob(made, before, run);
    const { sound } = await made.document('runs verify');
    expect(sound).toBe(true);
    const shown = await made.nurture('runs show last');
    expect(shown.stdout).toMatch(/sends\/csv\.csv +4 /);
  });

  it('is withdrawn by recheck from a copy of the lists', async () => {
    const made = project(everyFormat);
    await made.nurture('plan -o plan', monday);
    await made.nurture('run', monday);
    const run = `.nurture/runs/${made.runs()[0]}`;
    const before = await read(made, run);
    made.append('stops.csv', 'bob@corp.example,unsubscribed,\n');
    const call = ['recheck', 'last', '-o', 'handover', '--as-of', monday];
    expect((await runNurture(call, { cwd: made.folder })).code).toBe(0);
    await expectWithoutBob(made, before, 'handover');
    expect(await read(made, run)).toEqual(before);
    expect((await made.document('runs verify')).sound).toBe(true);
  });
});

/** Whether a text is what is left of another one when some of its lines, or the comma before a closed array, are taken away. */
function isPartOf(rest: string, whole: string): boolean {
  const lines = whole.split('\n');
  let next = 0;
  return rest.split('\n').every((line) => {
    while (next < lines.length && lines[next] !== line && lines[next] !== `${line},`) next++;
    next++;
    return next <= lines.length;
  });
}

describe('names of columns', () => {
  it('are told apart from each other', () => {
    expect(new Set(listColumns).size).toBe(listColumns.length);
    expect(listColumns.slice(0, standing.length)).toEqual(standing);
  });
});
