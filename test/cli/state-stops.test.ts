import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { config, friday, monday, Project, query, wednesday } from './state-project.js';

const mayShrink = config.replace('files: stops.csv', 'files: stops.csv, expect: { max_drop: 100% }');
const noSource = config.replace(/ {2}suppressions.*\n/, '');

/** `lead action reason` of what would be decided at an instant. */
async function decided(project: Project, asOf: string): Promise<readonly string[]> {
  rmSync(project.path('look'), { recursive: true, force: true });
  const { code, stderr } = await project.nurture('plan -o look --limit 0', asOf);
  if (code !== 0) throw new Error(stderr);
  return project.decisions('look');
}

describe('S6.3 the ratchet: what a run has seen is kept (burnt by 5)', () => {
  it('when a source loses rows, of which it may lose a tenth, or vanishes from the config', async () => {
    const project = new Project();
    project.append('stops.csv', 'bob@corp.example,bounced,\nCARLA@corp.example,spam complaint,2026-03-01\n');
    await project.nurture('run', monday);
    expect(await project.sends()).toEqual(['a hello']);
    project.write('stops.csv', 'email,reason,at\nghost@corp.example,unsubscribed,\n');
    const { code, stderr } = await project.nurture('run', wednesday);
    expect([code, stderr]).toEqual([3, expect.stringContaining('state/shrunken-suppressions')]);
    expect(stderr).toContain('suppressions has 1 row, 66.7 % fewer than the 3 of the last run.');
    for (const text of [mayShrink, noSource]) {
      project.write('nurture.yaml', text);
      expect(await decided(project, wednesday)).toEqual([
        'a send sent_planned',
        'b skip suppressed_bounced',
        'c skip suppressed_complaint',
      ]);
    }
  });

  it('when events vanish: every kind of no, by key, by address, and of those who become leads later', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', '2026-03-01T10:00:00Z');
    project.event('BOB@corp.example', 'objection.raised', '2026-03-01T10:00:00Z');
    project.event('c', 'consent.withdrawn', '2026-03-01T10:00:00Z');
    project.event('dora@corp.example', 'email.complained', '2026-03-01T10:00:00Z');
    await project.nurture('run', monday);
    expect(await project.sends()).toEqual([]);
    const before = await decided(project, monday);
    project.forgetEvents();
    project.append('leads.csv', 'd,Dora@Corp.example\n');
    for (const lead of ['a', 'b', 'c', 'd']) project.event(lead, 'trial.started', '2026-03-01T08:00:00Z');
    expect(before).toEqual(['a skip suppressed_unsubscribed', 'b skip objected', 'c skip no_consent']);
    expect(await decided(project, monday)).toEqual([...before, 'd skip suppressed_complaint']);
  });

  it('until a later consent, whatever a fresh lead file says', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', '2026-03-01T10:00:00Z');
    await project.nurture('run', monday);
    project.forgetEvents();
    project.event('a', 'trial.started', '2026-03-01T08:00:00Z');
    project.write('leads.csv', 'lead_id,email,status\na,anna@corp.example,subscribed\n');
    expect(await decided(project, wednesday)).toEqual(['a skip suppressed_unsubscribed']);
    project.event('a', 'email.subscribed', '2026-03-01T10:00:00Z');
    expect(await decided(project, wednesday)).toEqual(['a skip suppressed_unsubscribed']);
    project.event('a', 'email.subscribed', '2026-03-01T10:00:01Z');
    expect(await decided(project, wednesday)).toEqual(['a send sent_planned']);
  });

  it('of a run that was cancelled, too', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', '2026-03-01T10:00:00Z');
    await project.nurture('run', monday);
    await project.nurture('cancel last');
    project.forgetEvents();
    project.event('a', 'trial.started', '2026-03-01T08:00:00Z');
    expect((await decided(project, monday))[0]).toBe('a skip suppressed_unsubscribed');
  });

  it('from the run on when nobody can read when it was said, so that consent can lift it', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', 'yesterday');
    await project.nurture('run --max-quarantined 100%', monday);
    project.forgetEvents();
    project.event('a', 'trial.started', '2026-03-01T08:00:00Z');
    expect((await decided(project, wednesday))[0]).toBe('a skip suppressed_unsubscribed');
    project.event('a', 'consent.granted', '2026-03-03T08:00:00Z');
    expect((await decided(project, wednesday))[0]).toBe('a send sent_planned');
  });

  it('once, however often it is seen', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    await project.nurture('run', wednesday);
    const files = project.runs().map((run) => readdirSync(project.path(`.nurture/runs/${run}`)));
    expect(files.map((names) => names.includes('stops.parquet'))).toEqual([true, false]);
  });
});

describe('nurture suppress', () => {
  it('stops addresses and domains from then on', async () => {
    const project = new Project();
    const { code, stdout } = await project.nurture('suppress add Anna@Corp.example --reason phone', monday);
    expect([code, stdout]).toEqual([0, 'Suppressed anna@corp.example.\n']);
    expect(await decided(project, monday)).toEqual([
      'a skip suppressed_list',
      'b send sent_planned',
      'c send sent_planned',
    ]);
    await project.nurture('suppress add @CORP.example --kind objection', monday);
    expect((await decided(project, monday)).slice(1)).toEqual(['b skip objected', 'c skip objected']);
    expect((await project.nurture('suppress list')).stdout.split('\n').map((line) => line.trim())).toEqual([
      expect.stringMatching(/^who +kind +since/),
      expect.stringMatching(/^anna@corp.example +list +2026-03-02 08:00Z +all +hand +phone$/),
      expect.stringMatching(/^@corp\.example +objection +2026-03-02 08:00Z +all +hand$/),
      '',
    ]);
  });

  it('for a purpose leaves the others alone', async () => {
    const project =
      new Project(`${config}  - id: news\n    kind: nurture\n    purpose: News\n    goal: { event: x.y }
    entry: { event: trial.started }\n    steps: [{ id: one, template: n, subject: N }]\n`);
    await project.nurture('suppress add anna@corp.example --purpose NEWS', monday);
    expect((await decided(project, monday)).slice(0, 2)).toEqual([
      'a send sent_planned',
      'a skip suppressed_list',
    ]);
  });

  it('check tells everything the state keeps of somebody', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', '2026-03-01T10:00:00Z');
    await project.nurture('run', monday);
    await project.nurture('suppress add @corp.example', monday);
    expect(await project.document('suppress check ANNA@corp.example')).toMatchObject({
      who: 'anna@corp.example',
      stops: [
        { who: '@corp.example', kind: 'list', run: null },
        {
          who: 'anna@corp.example',
          kind: 'unsubscribed',
          since: '2026-03-01T10:00:00.000Z',
          run: project.runs()[0],
        },
      ],
    });
    expect((await project.nurture('suppress check nobody@other.example')).stdout).toBe(
      'The state knows no stop of nobody@other.example.\n',
    );
  });

  it.each(['anna', 'anna@', '@', 'a@b', '<anna@corp.example>', 'a,b@corp.example'])(
    '%s is nobody',
    async (who) => {
      const project = new Project();
      const { code, stderr } = await project.nurture(`suppress add ${who}`);
      expect([code, stderr]).toEqual([2, expect.stringContaining('is neither an address')]);
      expect(existsSync(project.path('.nurture'))).toBe(false);
    },
  );
});

describe('S7.2 commit looks at stops once more (burnt by 6)', () => {
  it('and withdraws the mail of those who have said no since, in whatever way', async () => {
    const project = new Project();
    await project.nurture('plan -o plan', monday);
    project.event('a', 'email.unsubscribed', '2026-03-02T09:00:00Z');
    project.append('stops.csv', 'bob@corp.example,bounced,\n');
    await project.nurture('suppress add carla@corp.example', wednesday);
    const { run } = await project.document('commit plan', wednesday);
    expect(run).toMatchObject({
      sends: 0,
      withdrawn: { suppressed_unsubscribed: 1, suppressed_bounced: 1, suppressed_list: 1 },
    });
    expect(await project.sends()).toEqual([]);
    const ledgers = `${project.path('.nurture/runs')}/*/ledger.parquet`;
    expect(await query(`SELECT * FROM read_parquet('${ledgers}')`)).toEqual([]);
    const withdrawn = `${project.path('.nurture/runs')}/*/withdrawn.parquet`;
    expect(
      await query(`SELECT lead_id, campaign, step, reason FROM read_parquet('${withdrawn}') ORDER BY ALL`),
    ).toEqual([
      ['a', 'welcome', 'hello', 'suppressed_unsubscribed'],
      ['b', 'welcome', 'hello', 'suppressed_bounced'],
      ['c', 'welcome', 'hello', 'suppressed_list'],
    ]);
    expect((await project.nurture('runs verify')).code).toBe(0);
    expect((await project.document('runs list')).runs).toMatchObject([{ sends: 0, withdrawn: 3 }]);
    // What commit has seen is kept as well.
    project.forgetEvents();
    project.event('a', 'trial.started', '2026-03-01T08:00:00Z');
    expect((await decided(project, friday))[0]).toBe('a skip suppressed_unsubscribed');
  });

  it('but not for what the plan knew, such as a stop that consent has lifted', async () => {
    const project = new Project();
    project.event('a', 'email.unsubscribed', '2026-02-01T09:00:00Z');
    project.event('a', 'email.subscribed', '2026-02-01T10:00:00Z');
    await project.nurture('plan -o plan', monday);
    const { run } = await project.document('commit plan', monday);
    expect([run]).toEqual([expect.objectContaining({ sends: 3, withdrawn: {} })]);
  });

  const damages: readonly (readonly [string, (project: Project) => void])[] = [
    ['is gone', (project) => rmSync(project.path('stops.csv'))],
    ['has a row that names nobody', (project) => project.append('stops.csv', 'somebody,unsubscribed,\n')],
    ['is empty', (project) => project.write('stops.csv', '')],
    ['has lost its rows', (project) => project.write('stops.csv', 'email,reason,at\n')],
  ];

  it.each(damages)('and commits nothing when a suppression source %s', async (_, damage) => {
    const project = new Project();
    await project.nurture('plan -o plan', monday);
    damage(project);
    expect((await project.nurture('commit plan', monday)).code).toBe(3);
    expect(existsSync(project.path('.nurture/runs'))).toBe(false);
  });
});

describe('S7.2 recheck', () => {
  it('tells who of a run has said no since, and changes nothing', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    const [run = ''] = project.runs();
    const head = readFileSync(project.path('.nurture/head.json'), 'utf8');
    expect((await project.nurture('recheck last', monday)).stdout).toBe(
      `${run}: nobody of 3 sends has said no since.\n`,
    );
    project.event('a', 'email.complained', '2026-03-02T09:00:00Z');
    const { code, stdout } = await project.nurture('recheck last -o handover', monday.replace('08', '10'));
    expect([code, stdout]).toEqual([
      0,
      `${run}: 1 of 3 sends must not go out any more: suppressed_complaint 1.\n`,
    ]);
    expect(readFileSync(project.path('handover/stopped.csv'), 'utf8')).toMatch(
      /^send_id,lead_id,campaign,step,reason\n[a-z2-7]{20},a,welcome,hello,suppressed_complaint\n$/,
    );
    expect(readFileSync(project.path('.nurture/head.json'), 'utf8')).toBe(head);
    expect((await project.nurture('recheck last -o handover', wednesday)).code).toBe(2);
  });
});
