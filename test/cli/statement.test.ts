import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Info, parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { eventQuery } from '../../src/engine/event-query.js';
import { placeOfRecords } from '../../src/engine/places.js';
import type { Explanation } from '../../src/report/explain-report.js';
import { sql } from '../../src/sql/sql.js';
import { explainAll, leadsThatDoNotAddUp, type MatchedRun, withMatched } from './explain-all.js';
import { projectFolder } from './run-nurture.js';
import { runWarm } from './run-warm.js';
import { asOf, asOfMs, exampleConfig, exampleFolder } from './saas-trial.js';

/** Every so many leads, in the order of their scores, one is explained by the program; all of them in this process. */
const stride = 700;

const scored = await scoreAll();
const picked = scored.filter((_, place) => place % stride === 7);
const lines = new Map(['events-2025h1.csv', 'events-2025h2.csv'].map((name) => [name, readLines(name)]));
const leadLines = readLines('leads.csv');

describe('S3.7 the statement of a lead of the example', () => {
  it.concurrent.each(picked)(
    'adds up to the score of $lead_id, from events that stand where it says',
    async (lead) => {
      const explanation = await explain(lead.lead_id);
      const { statement, fit, bonus, pain, score } = explanation;
      const balance = statement.at(-1)?.balance ?? 0;
      expect(balance).toBe(pain);
      expect(fit + balance + bonus).toBe(lead.score);
      expect({ score, fit, pain, bonus }).toEqual({
        score: lead.score,
        fit: lead.fit,
        pain: lead.pain,
        bonus: lead.bonus,
      });
      expect(statement.reduce((sum, { counted }) => sum + counted, 0)).toBeCloseTo(pain, 9);
      expect([explanation.readyAt, explanation.dueAt]).toEqual([lead.ready_at, lead.due_at]);
      expect(leadLines.get(explanation.lead.place.line ?? 0)?.lead_id).toBe(lead.lead_id);
      expect(statement.map(eventOfLine)).toEqual(statement.map((line) => claimOf(line, lead)));
    },
  );

  it('is asked for leads with and without events, ready and not', () => {
    expect(new Set(picked.map(({ ready }) => ready))).toEqual(new Set([true, false]));
    expect(new Set(picked.map(({ pain }) => pain > 0))).toEqual(new Set([true, false]));
  });

  it('adds up for every lead', async () => {
    const run = await withMatched(exampleConfig, { asOf: asOfMs }, explainAll);
    const printed = new Map(scored.map(({ lead_id, score }) => [lead_id, score]));
    expect(run.keys).toHaveLength(scored.length);
    expect(leadsThatDoNotAddUp(run, printed)).toEqual([]);
    expect(run.explained).toEqual(run.scored);
  });

  it('can name the line of every event', async () => {
    const named = await withMatched(exampleConfig, { asOf: asOfMs }, placeEvents);
    const standing = [...lines].flatMap(([file, rows]) =>
      Array.from(rows, ([line, { event }]) => `${file}:${line} ${event}`),
    );
    expect(named).toEqual(standing);
  });
});

/** File, line and what stands there, of every row of the event files in their order. */
async function placeEvents({ database, matched }: MatchedRun): Promise<readonly string[]> {
  const { leadFiles, eventFiles, eventSpec } = matched;
  const rows = await database.rows(
    sql`SELECT file, record, type FROM (${eventQuery(eventSpec, true)}) ORDER BY file, record`,
  );
  const events = rows.map(([file, record, type]) => ({ file: Number(file), record: Number(record), type }));
  const places = await placeOfRecords([...leadFiles, ...eventFiles], events);
  return events.map(({ file, record, type }) => {
    const place = places.get(`${file}:${record}`);
    return `${place?.file.split('/').at(-1)}:${place?.line} ${type}`;
  });
}

/** What stands in the line that a statement names. */
function eventOfLine({ place }: Explanation['statement'][number]) {
  const file = place.file.split('/').at(-1) ?? '';
  const row = lines.get(file)?.get(place.line ?? 0);
  return {
    type: row?.event,
    at: Date.parse(row?.timestamp ?? ''),
    lead: row?.lead_id === '' ? undefined : row?.lead_id,
    email: row?.email === '' ? undefined : row?.email?.trim().toLowerCase(),
  };
}

/** What the statement says of the same event. A row names its lead by id or by address, never by both. */
function claimOf({ type, at, place }: Explanation['statement'][number], lead: ScoredLead) {
  const file = place.file.split('/').at(-1) ?? '';
  const byAddress = lines.get(file)?.get(place.line ?? 0)?.lead_id === '';
  return {
    type,
    at: Date.parse(at),
    lead: byAddress ? undefined : lead.lead_id,
    email: byAddress ? lead.email?.trim().toLowerCase() : undefined,
  };
}

interface ScoredLead {
  readonly lead_id: string;
  readonly email: string | null;
  readonly score: number;
  readonly fit: number;
  readonly pain: number;
  readonly bonus: number;
  readonly ready: boolean;
  readonly ready_at: string | null;
  readonly due_at: string | null;
}

async function scoreAll(): Promise<readonly ScoredLead[]> {
  const run = await runWarm(['score', '-q', '--json', '-c', exampleConfig, ...asOf], {
    cwd: projectFolder,
  });
  return JSON.parse(run.stdout).leads;
}

async function explain(lead: string): Promise<Explanation> {
  const run = await runWarm(['explain', lead, '-q', '--json', '-c', exampleConfig, ...asOf], {
    cwd: projectFolder,
  });
  return JSON.parse(run.stdout);
}

type Cells = Readonly<Record<string, string>>;

/** The records of a file by the line they begin on. */
function readLines(name: string): ReadonlyMap<number, Cells> {
  const found = new Map<number, Cells>();
  let next = 2;
  const records: { record: Cells; info: Info }[] = parse(readFileSync(join(exampleFolder, name)), {
    columns: true,
    info: true,
    relax_column_count: true,
  });
  for (const { record, info } of records) {
    found.set(next, record);
    next = info.lines + 1;
  }
  return found;
}
