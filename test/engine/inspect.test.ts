import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { canonicalTypeOf } from '../../src/engine/inspect/event-type-names.js';
import { findTool } from '../../src/engine/inspect/find-tool.js';
import { readFirstRows } from '../../src/engine/inspect/first-rows.js';
import { guessKinds } from '../../src/engine/inspect/guess-kind.js';
import { inspectFile } from '../../src/engine/inspect/inspect-file.js';
import { inspectFiles } from '../../src/engine/inspect/inspect-files.js';
import { mask } from '../../src/engine/inspect/mask.js';
import { findDisagreement } from '../../src/engine/inspect/second-opinion.js';
import type { SourceFile } from '../../src/engine/source-file.js';
import type { Dialect } from '../../src/model/config.js';
import { presetSignatures } from '../../src/model/preset-signatures.js';
import { renderSources } from '../../src/report/source-yaml.js';
import { openWorkbench, type Workbench } from './workbench.js';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

async function inspectAll(files: Readonly<Record<string, string | Uint8Array>>, dialect: Dialect = {}) {
  const inputs = Object.entries(files).map(([name, content]) => ({ path: bench.write(name, content), name }));
  return inspectFiles(bench.database, { inputs, dialect, showValues: false });
}

async function inspectOne(name: string, content: string | Uint8Array, dialect: Dialect = {}) {
  const { files, problems } = await inspectAll({ [name]: content }, dialect);
  const [file] = files;
  if (file === undefined) throw new Error(problems.map(({ message }) => message).join());
  return file;
}

function yamlOf(file: Awaited<ReturnType<typeof inspectOne>>): string {
  return file.source === null ? '' : renderSources([file.source]);
}

describe('the kind of a column', () => {
  it.each([
    ['email', 'Kontakt', ['a@corp.example', 'b@corp.example']],
    ['url', 'page', ['https://a.example/', 'http://b.example/x']],
    ['instant', 'at', ['2026-01-31T09:00:00Z', '2026-01-31 09:00']],
    ['instant', 'Create Date', ['3/1/2026 2:30 PM', '3/2/2026 2:30 PM']],
    ['date', 'born', ['31.01.2026', '2026/02/01', '2026年2月1日']],
    ['epoch', 'timestamp', ['1767225600', '1767225660']],
    ['integer', 'amount', ['1767225600', '1767225660']],
    ['boolean', 'consent', ['ja', 'nein']],
    ['boolean', 'flag', ['0', '1', '1']],
    ['integer', 'flag', ['1', '1', '1']],
    ['phone', 'Telefon', ['030 1234567', '0171/7654321']],
    ['phone', 'contact', ['+49 30 1234567', '+86 10 1234 5678']],
    ['id', 'Kunde', ['K-001', 'K-002']],
    ['id', 'userId', ['81', '82']],
    ['id', 'x', ['6fa459ea-ee8a-3ca4-894e-db77e160355e']],
    ['integer', 'employees', ['50', '250']],
    ['number', 'share', ['12,5', '3']],
    ['number', 'rate', ['1,234.56', '12 %']],
    ['text', 'title', ['VP Sales', 'CTO']],
    ['text', 'start', ['09:00', '10:30']],
  ])('%s: %s', (kind, header, values) => {
    expect(guessKinds(header, values, true)[0] ?? 'text').toBe(kind);
  });

  it('is looked for among all rows where the first ones have few values', () => {
    expect(guessKinds('note', ['a@b.example'], false)).toContain('number');
    expect(guessKinds('note', [], true)).toContain('email');
    expect(guessKinds('note', Array(20).fill('a@b.example'), false)).toEqual(['email']);
  });

  it('is found by all rows, with those that do not fit', async () => {
    const size = Array.from({ length: 3000 }, (_, row) => (row === 2500 ? 'many' : row % 7));
    const late = Array.from({ length: 3000 }, (_, row) => (row < 2000 ? '' : `2026-01-0${(row % 9) + 1}`));
    const rows = size.map((value, row) => `${row},${value},${late[row]}\n`).join('');
    const { columns, warnings } = await inspectOne('a.csv', `id,size,late\n${rows}`);
    expect(columns).toMatchObject([
      { kind: 'id', unique: true, distinct: 3000 },
      { kind: 'integer', misfits: 1, range: { from: '0', to: '6' }, unique: false },
      { kind: 'date', filled: 1000, misfits: 0, range: { from: '2026-01-01', to: '2026-01-09' } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('says which dates can not be read', async () => {
    const { columns, warnings } = await inspectOne('a.csv', 'id,born\n1,1/31/26\n2,2/28/26\n');
    expect(columns[1]).toMatchObject({ kind: 'date', misfits: 2, range: null });
    expect(warnings).toEqual(['2 of 2 values of born are no dates that can be read.']);
  });
});

describe('values are shown in their form alone', () => {
  it.each([
    ['anna.berg@corp.example', 'a***@corp.example'],
    ['Müller-Lüdenscheidt, 张伟', 'Xxxxxx-Xxxxxxxxxxxx, xx'],
    ['+49 171 1234567', '+99 999 9999999'],
    ['x'.repeat(50), `${'x'.repeat(40)}…`],
    ['write to a@corp.example', 'xxxxx xx x@xxxx.xxxxxxx'],
  ])('%s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it('in types of events, too', async () => {
    const file = await inspectOne(
      'e.csv',
      'lead,type,at\n1,anna@corp.example,2026-01-01\n1,x.y,2026-01-01\n',
    );
    expect(file.source).toMatchObject({ types: [{ name: 'x.y', rows: 1 }], moreTypes: 1 });
    expect(JSON.stringify(file)).not.toContain('anna');
  });

  it('in everything that is found in a file', async () => {
    const file = await inspectOne(
      'a.csv',
      'id,email,phone\n1,anna@corp.example,01711234567\n2,b@corp.example,01727654321\n',
    );
    expect(JSON.stringify(file)).not.toMatch(/anna|0171|1711234567/);
  });
});

describe('the tool that wrote a file', () => {
  it.each(presetSignatures.map((signature) => [signature.tool, signature] as const))(
    '%s',
    (tool, signature) => {
      const headers = [
        ...new Set([...signature.all, ...signature.some, ...Object.values(signature.fields ?? {}).flat()]),
      ];
      expect(findTool(headers).guess).toMatchObject({ kind: 'found', tool });
      expect(findTool(headers.map((header) => header.toUpperCase())).guess).toMatchObject({ tool });
    },
  );

  it('is not named for headers that everybody has, nor when two fit', () => {
    expect(findTool(['id', 'email', 'first_name', 'status', 'created_at']).guess).toEqual({ kind: 'none' });
    const both = ['EMAIL_BLACKLISTED', 'ADDED_TIME', 'unique_email_id', 'member_rating'];
    expect(findTool(both).guess).toEqual({
      kind: 'tied',
      tools: ['Mailchimp members of a warehouse', 'Brevo contacts'],
    });
  });

  it.each([
    ['Opened Email', false, 'email.opened'],
    ['email_opened', false, 'email.opened'],
    ['pageViewed', false, 'page.viewed'],
    ['open', false, undefined],
    ['open', true, 'email.opened'],
    ['SpamReport', true, 'email.complained'],
    ['Trial Started', true, undefined],
  ])('says what %s means when it is about e-mail: %s', (name, email, type) => {
    expect(canonicalTypeOf(name, email)).toBe(type);
  });
});

describe('a file', () => {
  it('of German leads is described with the dialect to paste', async () => {
    const text =
      'Nr;E-Mail-Adresse;Budget;Erstellt am\r\nK1;a@b.example;1.234,50;31.01.2026 09:00\r\nK2;c@b.example;12,00;02.02.2026 10:00\r\n';
    const file = await inspectOne('kunden.csv', text);
    expect(file).toMatchObject({
      encoding: { name: 'utf-8', knownBy: 'valid UTF-8' },
      rows: 2,
      role: { kind: 'leads' },
      tool: { kind: 'none' },
      source: {
        columns: [{ field: 'email', header: 'E-Mail-Adresse' }, { field: 'budget' }, { field: 'created_at' }],
      },
    });
    expect(yamlOf(file)).toContain('dialect: { delimiter: ";", decimal: "," }');
    expect(file.questions).toEqual([expect.stringMatching(/^In which time zone\? 2 of the first 2 dates/)]);
    expect(file.columns[2]?.range).toEqual({ from: '12', to: '1234.5' });
  });

  it('keeps what was declared', async () => {
    const bytes = Buffer.from('id;name;at\n1;M\xfcller;01/02/2026\n2;B;01/02/2026\n', 'latin1');
    const dialect: Dialect = {
      encoding: 'windows-1252',
      date_order: 'mdy',
      timezone: 'Europe/Berlin',
      decimal: '.',
    };
    const file = await inspectOne('a.csv', bytes, dialect);
    expect(file.encoding).toEqual({ name: 'windows-1252', knownBy: 'declaration' });
    expect(file.source?.dialect).toBe(
      '{ delimiter: ";", encoding: windows-1252, decimal: ".", date_order: mdy, timezone: Europe/Berlin }',
    );
    expect(file.questions).toEqual([]);
    expect(file.columns[2]?.range).toEqual({ from: '2026-01-01', to: '2026-01-01' });
  });

  it('asks for the order of day and month, and shows no range of such dates', async () => {
    const file = await inspectOne('a.csv', 'id,born\n1,01/02/2026\n2,03/04/2026\n');
    expect(file.questions).toEqual(
      [expect.stringMatching(/whether day or month comes first/), expect.any(String)].slice(
        0,
        file.questions.length,
      ),
    );
    expect(file.columns[1]).toMatchObject({ kind: 'date', misfits: 0, range: null });
  });

  it('names its broken rows with their places', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => (row % 8 === 7 ? `${row}` : `${row},x`)).join('\n');
    const file = await inspectOne('a.csv', `id,name\n${rows}\n`);
    expect(file).toMatchObject({
      rows: 35,
      broken: [{ reason: 'too_few_cells', rows: 5, lines: [9, 17, 25] }],
    });
  });

  it('of leads says which column could be the key, and which should not', async () => {
    const byAddress = await inspectOne('a.csv', 'Kunde,email\nK1,a@b.example\nK2,b@b.example\n');
    expect(byAddress.source).toMatchObject({
      key: null,
      remarks: [expect.stringMatching(/^key: "Kunde" would/)],
    });
  });

  it('of leads asks about a key that repeats', async () => {
    const file = await inspectOne('a.csv', 'id,email\n1,a@b.example\n1,b@b.example\n');
    expect(file.questions).toEqual([expect.stringMatching(/^id is the key of the leads by its name/)]);
  });

  it('of events of SendGrid has its columns, types and unit of time', async () => {
    const record = (event: string, n: number) =>
      `${JSON.stringify({ email: 'a@b.example', timestamp: 1767225600 + n, event, sg_event_id: `e${n}`, sg_message_id: 'm' })}\n`;
    const file = await inspectOne(
      'sg.jsonl',
      record('open', 1) + record('OPEN', 2) + record('dropped', 3) + record('mystery', 4),
    );
    expect(file.source).toMatchObject({
      kind: 'events',
      dialect: '{ epoch: s }',
      types: [
        { name: 'OPEN', rows: 2, type: 'email.opened' },
        { name: 'dropped', rows: 1, type: 'email.rejected' },
        { name: 'mystery', rows: 1, type: null },
      ],
    });
    expect(file.columns.find(({ header }) => header === 'timestamp')).toMatchObject({
      kind: 'epoch',
      range: { from: '2026-01-01T00:00:01Z', to: '2026-01-01T00:00:04Z' },
    });
  });

  it.each([
    ['leads', 'l.csv', 'email,type,created_at\na@b.example,A,2026-01-01\nb@b.example,B,2026-01-02\n'],
    ['events', 'e.csv', 'email,type,created_at\na@b.example,A,2026-01-01\na@b.example,B,2026-01-02\n'],
    ['events', 'e.csv', 'email,event,date\na@b.example,A,2026-01-01\nb@b.example,B,2026-01-02\n'],
    ['suppressions', 'cleaned.csv', 'email,name\na@b.example,A\n'],
    ['suppressions', 's.csv', 'email,unsubscribed_at\na@b.example,2026-01-01\n'],
    ['list', 'd.csv', 'domain\nb.example\n'],
    ['leads', 'm.csv', 'email\na@b.example\n'],
    ['unknown', 'u.csv', 'size,colour\n1,red\n1,blue\n'],
  ])('is taken for %s', async (kind, name, text) => {
    const file = await inspectOne(name, text);
    expect(file.role.kind).toBe(kind);
    expect(file.source?.kind ?? 'unknown').toBe(kind);
    expect(file.questions.some((question) => question.startsWith('What does a row stand for?'))).toBe(
      kind === 'unknown',
    );
  });

  it('without rows has columns that are empty', async () => {
    const file = await inspectOne('a.csv', 'id,email\n');
    expect(file).toMatchObject({ rows: 0, columns: [{ kind: 'empty', unique: false }, { kind: 'empty' }] });
  });
});

describe('several files', () => {
  it('are joined by the columns whose values they share', async () => {
    const leads = `Nr,Mail\n${Array.from({ length: 20 }, (_, n) => `k${n},a${n}@b.example`).join('\n')}\n`;
    const events = `Kunde,Ereignis,Zeitpunkt\n${Array.from({ length: 40 }, (_, n) => `K${n % 25},x.y,2026-01-01T00:00:00Z`).join('\n')}\n`;
    const { files, joins } = await inspectAll({ 'l.csv': leads, 'e.csv': events });
    expect(joins).toEqual([
      { file: 'e.csv', header: 'Kunde', inFile: 'l.csv', inHeader: 'Nr', values: 25, found: 20 },
    ]);
    expect(
      files.map(({ source, questions }) => ({ key: source?.key, columns: source?.columns, questions })),
    ).toEqual([
      { key: 'Nr', columns: [{ field: 'email', header: 'Mail' }], questions: [] },
      {
        key: null,
        columns: [
          { field: 'lead', header: 'Kunde' },
          { field: 'type', header: 'Ereignis' },
          { field: 'at', header: 'Zeitpunkt' },
        ],
        questions: [],
      },
    ]);
  });

  it('are shown as far as they can be read', async () => {
    const { files, problems } = await inspectAll({
      'a.csv': 'id\n1\n',
      'b.csv': Buffer.from('name\nM\xfcller\n', 'latin1'),
    });
    expect(files.map(({ file }) => file)).toEqual(['a.csv']);
    expect(problems).toMatchObject([{ code: 'input/not-utf8' }]);
  });
});

describe('the second parser', () => {
  const layout = {
    delimiter: ',',
    quote: '"',
    escape: '"',
    header: ['id', 'note'],
    headerLine: 1,
    headerRows: 1,
  };

  async function opinionOn(text: string, changed: Partial<typeof layout> = {}) {
    bench.write('a.csv', text);
    const file = (await bench.open('a.csv', {})) as SourceFile;
    const rows = await readFirstRows(bench.database, file);
    return findDisagreement(file, { ...layout, ...changed }, rows);
  }

  it.each([
    ['quotes', 'id,note\n1,"a ""b"", c"\n2, "d" \n', {}],
    ['cells of several lines', 'id,note\n1,"a\nb"\r\n2,c\r\n', {}],
    ['tabs', 'id\tnote\n1\t"a\tb" \n2\t\n', { delimiter: '\t' }],
    ['quotes that are characters', 'id,note\n1,5" pipe\n2,3" pipe\n', { quote: '' }],
    ['backslashes', 'id,note\n1,"a \\"b\\" c"\n2,"d"\n', { escape: '\\' }],
    ['damage between', 'id,note\n1,a\n2\n3,"x"y\n4,b\n', {}],
    ['blank lines and a title', 'Report\n\nid,note\n1,a\n\n2,b\n', { headerLine: 3 }],
  ])('agrees on %s', async (_, text, changed) => {
    expect(await opinionOn(text, changed)).toBeUndefined();
  });

  it('says where it reads a text differently', async () => {
    expect(await opinionOn('id,note\n1,a\nbad\n2,"b;c"\n', { quote: "'" })).toEqual({ record: 2, line: 4 });
  });
});

describe('the YAML to paste', () => {
  const header = fc.oneof(
    fc.constantFrom(
      'id',
      'email',
      'event',
      'timestamp',
      'at',
      'lead_id',
      'type',
      'E-Mail',
      'yes',
      '#x',
      'a: b',
      "'q'",
    ),
    fc.string({ minLength: 1, maxLength: 12 }),
  );
  const cell = fc.oneof(
    fc.constantFrom(
      'a@b.example',
      '2026-01-01',
      '01/02/2026',
      '1.234,5',
      '1767225600',
      'Email Opened',
      'open',
      '',
      '__proto__',
    ),
    fc.string({ maxLength: 8 }),
  );
  const table = fc
    .uniqueArray(header, { minLength: 2, maxLength: 6, selector: (name) => name.trim().toLowerCase() })
    .chain((headers) =>
      fc.tuple(
        fc.constant(headers),
        fc.array(fc.array(cell, { minLength: headers.length, maxLength: headers.length }), { maxLength: 8 }),
      ),
    );
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('is a config without mistakes, whatever the file', async () => {
    let inspected = 0;
    await fc.assert(
      fc.asyncProperty(table, async ([headers, rows]) => {
        bench.write('any.csv', [headers, ...rows].map((row) => `${row.map(quote).join(',')}\n`).join(''));
        const dialect: Dialect = { delimiter: ',', header_rows: 1, skip_rows: 0 };
        const file = await bench.open('any.csv', dialect);
        if (typeof file === 'string') return;
        inspected++;
        const { source } = await inspectFile(bench.database, file, dialect, true);
        const yaml = source === null ? '' : renderSources([source]);
        const { diagnostics } = parseConfig(`score: { ready: 50 }\n${yaml}`, 'nurture.yaml');
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(inspected).toBeGreaterThan(30);
  });
});
