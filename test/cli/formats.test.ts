import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { runWarm } from './run-warm.js';
import { temporaryFolder } from './temporary-folder.js';

type Cells = Readonly<Record<string, string | null>>;

const leads: readonly Cells[] = [
  {
    lead_id: '00123',
    email: 'anna@corp.example',
    title: 'CEO, "acting"',
    employees: '80',
    created: '2025-05-01T00:00:00Z',
  },
  {
    lead_id: 'L2',
    email: 'Ben@Bücher.example',
    title: 'Leiter\nEinkauf',
    employees: '1,200',
    created: '2025-05-31T12:30:00+02:00',
  },
  { lead_id: 'L3', email: null, title: '首席执行官', employees: null, created: '2025-06-01' },
  { lead_id: 'L4', email: 'dora@gmail.com', title: null, employees: 'many', created: null },
  { lead_id: null, email: 'nobody@corp.example', title: null, employees: null, created: null },
];

const events: readonly Cells[] = [
  { event_id: 'e1', lead_id: '00123', event: 'trial.started', timestamp: '2025-05-31T00:00:00Z', url: null },
  {
    event_id: 'e2',
    lead_id: 'L2',
    event: 'page.viewed',
    timestamp: '2025-06-29T00:00:00.5Z',
    url: '/pricing?a=1,2;3',
  },
  {
    event_id: 'e2',
    lead_id: 'L2',
    event: 'page.viewed',
    timestamp: '2025-06-29T00:00:00.5Z',
    url: '/pricing?a=1,2;3',
  },
  {
    event_id: null,
    lead_id: 'L3',
    event: 'form.submitted',
    timestamp: '2025-06-30',
    url: 'say "hello"\tnow',
  },
  { event_id: 'e5', lead_id: 'L4', event: 'purchase.completed', timestamp: '2025-02-30', url: null },
];

const formats = [
  'csv',
  'tsv',
  'jsonl',
  'json',
  'parquet',
  'csv.gz',
  'jsonl.gz',
  'json.gz',
  'csv.zst',
  'jsonl.zst',
  'json.zst',
];

describe('the same rows in another format', () => {
  const folder = temporaryFolder();
  const written = writeAll(folder);
  const expected = written.then(() => scoreFiles('csv'));

  it.concurrent.each(formats)('give the same scores: %s', async (format) => {
    expect(await scoreFiles(format)).toEqual(await expected);
  });

  it('give scores at all', async () => {
    const { csv, sources } = await expected;
    const scores = parse<{ lead_id: string; score: string }>(csv, { columns: true });
    expect(scores.map(({ lead_id, score }) => [lead_id, Number(score)])).toEqual([
      ['00123', 20 + 20 + 10 + 40 / 2],
      ['L2', expect.closeTo(20 + 10 + 10 + 11 * 2 ** (-(86_400_000 - 500) / (30 * 86_400_000)), 12)],
      ['L4', 0],
      ['L3', 20 - 50 + 15],
    ]);
    expect(sources).toEqual([
      {
        name: 'leads',
        read: 5,
        used: 4,
        quarantined: 1,
        duplicates: 0,
        afterAsOf: 0,
        reasons: { no_key: 1 },
      },
      {
        name: 'events',
        read: 5,
        used: 3,
        quarantined: 1,
        duplicates: 1,
        afterAsOf: 0,
        orphans: 0,
        machine: 0,
        reasons: { unreadable_instant: 1 },
      },
    ]);
  });

  it.concurrent.each(['csv.gz', 'csv.zst', 'jsonl.gz'])('name the line of an event: %s', async (format) => {
    await written;
    const args = [
      'explain',
      'L3',
      '-l',
      `leads.${format}`,
      '-e',
      `events.${format}`,
      '-q',
      '--json',
      '--as-of',
      '2025-06-30T00:00:00Z',
      '--dialect',
      '{ decimal: "." }',
    ];
    const { stdout } = await runWarm(args, { cwd: folder });
    const [line] = JSON.parse(stdout).statement;
    const expectedLine = format.startsWith('csv') ? 5 : 4;
    expect(line.place).toEqual({ file: `events.${format}`, line: expectedLine });
  });

  async function scoreFiles(format: string) {
    await written;
    const declared = ['--dialect', '{ decimal: "." }', '--max-quarantined', '20%'];
    const out = join(folder, `scores-of-${format}.csv`);
    const args = [
      'score',
      `leads.${format}`,
      '-e',
      `events.${format}`,
      '-q',
      '--json',
      '-o',
      out,
      ...declared,
    ];
    const { stdout, stderr, code } = await runWarm([...args, '--as-of', '2025-06-30T00:00:00Z'], {
      cwd: folder,
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    return { csv: readFileSync(out, 'utf8'), sources: JSON.parse(stdout).sources };
  }
});

async function writeAll(folder: string): Promise<void> {
  for (const [name, rows] of Object.entries({ leads, events })) {
    const path = (format: string) => join(folder, `${name}.${format}`);
    const csv = stringify([...rows], { header: true });
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const json = JSON.stringify(rows, null, 2);
    writeFileSync(path('csv'), csv);
    writeFileSync(path('tsv'), stringify([...rows], { header: true, delimiter: '\t' }));
    for (const [format, text] of Object.entries({ jsonl: lines, json })) writeFileSync(path(format), text);
    for (const [format, text] of Object.entries({ csv, jsonl: lines, json }))
      writeFileSync(path(`${format}.gz`), gzipSync(text));
    await writeThroughEngine(path, { csv, jsonl: lines, json });
  }
}

/** Parquet and zstd, which only the engine can write here: texts as they are, compressed line by line. */
async function writeThroughEngine(
  path: (format: string) => string,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT * FROM read_json('${path('json')}', convert_strings_to_integers = false, auto_detect = true, dateformat = 'none', timestampformat = 'none'))
    TO '${path('parquet')}' (FORMAT parquet)`);
  for (const [format, text] of Object.entries(texts)) {
    await connection.run(
      `COPY (SELECT unnest(string_split($1, chr(10))[:-2])) TO '${path(`${format}.zst`)}'
        (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001', COMPRESSION zstd)`,
      [text.endsWith('\n') ? text : `${text}\n`],
    );
  }
  connection.closeSync();
}
