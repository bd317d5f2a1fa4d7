import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runWarm } from './run-warm.js';
import {
  asOf,
  exampleConfig,
  type RawRecords,
  readEvents,
  readRawRecords,
  writeRecords,
} from './saas-trial.js';
import { shuffle } from './shuffle.js';
import { temporaryFolder } from './temporary-folder.js';

describe('S1.2 the same inputs give the same bytes', () => {
  const events = readEvents();
  const usual = scoreExample([]);

  it('with one thread, on a machine in another country', async () => {
    const env = { TZ: 'Asia/Shanghai', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' };
    expect(await scoreExample(['--threads', '1'], env)).toEqual(await usual);
  });

  it('with the events in one file and in another order', async () => {
    const mixed = { ...events, records: shuffle(events.records, 1) };
    expect(await scoreEvents([mixed])).toEqual(await usual);
  });

  it('with the events in several files, the later ones first', async () => {
    expect(await scoreEvents(split(events, 7))).toEqual(await usual);
  });

  it('with the leads in another order', async () => {
    const leads = readRawRecords('leads.csv');
    const path = join(temporaryFolder(), 'leads.csv');
    writeRecords(path, { ...leads, records: shuffle(leads.records, 2) });
    expect(await scoreExample([path])).toEqual(await usual);
  });
});

describe('S2.5 rows of one instant', () => {
  const rows = [
    'L1,seats.selected,2025-06-29T10:00:00Z,3,a',
    'L1,seats.selected,2025-06-29T12:00:00+02:00,5,b',
    'L1,seats.selected,2025-06-29T10:00:00.000Z,-4,c',
    'L1,seats.selected,2025-06-29T10:00:00Z,many,d',
    'L1,deal.won,2025-06-29T10:00:00Z,,e',
    'L1,seats.selected,2025-06-29T10:00:00Z,3,a',
  ];

  it('are ordered by what they say, not by where they stand', async () => {
    const orders = [rows, rows.toReversed(), ...[1, 2, 3].map((seed) => shuffle(rows, seed))];
    const scores = await Promise.all(orders.map(scoreTies));
    expect(new Set(scores)).toEqual(new Set(['8']));
  });
});

/** The score of a lead whose first two numbers of a day count: 3 and 5, because their notes come first as text. */
async function scoreTies(rows: readonly string[]): Promise<string | undefined> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'nurture.yaml'), tieConfig);
  writeFileSync(join(cwd, 'leads.csv'), 'lead_id\nL1\n');
  writeFileSync(join(cwd, 'events.csv'), `lead_id,event,timestamp,seats,note\n${rows.join('\n')}\n`);
  const { stdout } = await runWarm(['score', '-q', '--format', 'jsonl', ...asOf], { cwd });
  return String(JSON.parse(stdout).score);
}

const tieConfig = `version: 1
sources:
  leads: [{ files: leads.csv, key: lead_id }]
  events: [{ files: events.csv, columns: { lead: lead_id, type: event, at: timestamp, seats: seats, note: note } }]
score:
  ready: 100
  pain: { rules: [{ id: seats, event: seats.selected, points: { property: seats }, daily: 2 }] }
`;

/** Files of as even a length as can be, the later events in front. */
function split({ header, records }: RawRecords, files: number): readonly RawRecords[] {
  const length = Math.ceil(records.length / files);
  const parts = Array.from({ length: files }, (_, part) => records.slice(part * length, (part + 1) * length));
  return parts.reverse().map((part) => ({ header, records: part }));
}

function scoreEvents(files: readonly RawRecords[]) {
  const folder = temporaryFolder();
  const paths = files.map((file, index) => writeRecords(join(folder, `events-${index}.csv`), file));
  return scoreExample(paths.flatMap((path) => ['-e', path]));
}

/** The files that scoring the example writes, by format. */
async function scoreExample(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const cwd = temporaryFolder();
  const outputs = ['-o', 'scores.csv', '-o', 'scores.json'];
  const run = await runWarm(['score', ...args, '-q', '-c', exampleConfig, ...asOf, ...outputs], {
    cwd,
    env,
  });
  expect(run).toEqual({ stdout: '', stderr: '', code: 0 });
  const [csv, json] = ['scores.csv', 'scores.json'].map((name) => readFileSync(join(cwd, name), 'utf8'));
  return { csv, json };
}
