import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { type ExplainedRun, explainAll, leadsThatDoNotAddUp, withMatched } from '../cli/explain-all.js';
import { projectFolder, runNurture } from '../cli/run-nurture.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const data = join(projectFolder, '../shared/data/bpi2012');
const configFile = fileURLToPath(new URL('bpi2012.yaml', import.meta.url));
const leadFile = join(data, 'leads.csv.gz');
const eventFile = join(data, 'events.csv.gz');
const asOf = '2012-02-15T12:00:00+01:00';

describe('a real log of loan applications', () => {
  if (!existsSync(data)) {
    it('is not there', () => console.info(`nothing to test: there is no directory ${data}`));
    return;
  }

  it('is read to the last row, and every row is accounted for', async () => {
    const { sources, leads } = await scoreAll();
    const known = new Set(readRows(leadFile).flatMap((row) => (isKnown(row.reg_date) ? [row.case_id] : [])));
    const events = readRows(eventFile);
    const rows = [...events, ...redelivered()];
    const usable = rows.filter(({ timestamp }) => isKnown(timestamp));
    const ofLeads = usable.filter(({ case_id }) => known.has(case_id));
    const distinct = new Set(ofLeads.map((row) => JSON.stringify(row)));
    const duplicates = ofLeads.length - distinct.size;
    expect(sources[0]).toEqual({
      ...{ name: 'leads', read: 13_087, used: known.size, quarantined: 0, duplicates: 0 },
      ...{ afterAsOf: 13_087 - known.size, reasons: {} },
    });
    expect(sources[1]).toEqual({
      ...{ name: 'events', read: rows.length, used: usable.length - duplicates, quarantined: 0, duplicates },
      ...{ orphans: usable.length - ofLeads.length, machine: 0, afterAsOf: rows.length - usable.length },
      reasons: {},
    });
    expect(events).toHaveLength(262_200);
    expect(duplicates).toBeGreaterThan(100);
    expect(leads).toHaveLength(known.size);
    expect(leads.filter(({ ready }) => ready).length).toBeGreaterThan(100);
  });

  it('S3.7 has a statement for every lead that adds up to its score', async () => {
    const run = await statementsOfAll();
    const { leads } = await scoreAll();
    const printed = new Map(leads.map(({ lead_id, score }) => [lead_id, score]));
    expect(run.keys).toHaveLength(leads.length);
    expect(leadsThatDoNotAddUp(run, printed)).toEqual([]);
    expect(run.explained).toEqual(run.scored);
  });

  it('S1.6 counts days of Amsterdam, that of 25 hours included', async () => {
    const { statements, keys, inputs } = await statementsOfAll();
    const rules = inputs.config.score.pain.rules;
    const expected = new Map(
      rules.flatMap(({ id, daily }) => (daily === undefined ? [] : [[id, matchesPerDay(id, daily)]])),
    );
    for (const [id, counts] of expected) {
      const rule = rules.findIndex((candidate) => candidate.id === id);
      const counted = keys.map((key, lead) => [
        key,
        statements[lead]?.lines.filter((line) => line.rule === rule).length,
      ]);
      expect(Object.fromEntries(counted)).toEqual(
        Object.fromEntries(keys.map((key) => [key, counts.get(key) ?? 0])),
      );
    }
    expect(
      readRows(eventFile).filter(({ timestamp }) => timestamp.startsWith('2011-10-30')).length,
    ).toBeGreaterThan(0);
  });
});

const activityOf: Readonly<Record<string, string>> = {
  'called-for-offer': 'W_Nabellen offertes',
  'called-for-papers': 'W_Nabellen incomplete dossiers',
  'lead-handled': 'W_Afhandelen leads',
};

/** Events a rule counts for each lead, at most `daily` a day. The offsets in the file are those of Amsterdam, so its dates are the days. */
function matchesPerDay(rule: string, daily: number): ReadonlyMap<string, number> {
  const perDay = new Map<string, number>();
  for (const { case_id, timestamp, activity, lifecycle } of readRows(eventFile)) {
    if (activity !== activityOf[rule] || lifecycle !== 'START' || !isKnown(timestamp)) continue;
    const day = `${case_id} ${timestamp.slice(0, 10)}`;
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
  }
  const perLead = new Map<string, number>();
  for (const [day, matches] of perDay) {
    const [lead = ''] = day.split(' ');
    perLead.set(lead, (perLead.get(lead) ?? 0) + Math.min(daily, matches));
  }
  return perLead;
}

/** Rows that came once more, as webhooks repeat them. The log itself has no two equal rows. */
function redelivered(): readonly Row[] {
  return readRows(eventFile).filter((_, place) => place % 1000 === 7);
}

/** The redelivered rows in a file of their own, columns in another order. */
function redeliveryFile(): string {
  const path = join(temporaryFolder(), 'redelivered.csv');
  const columns = ['resource', 'lifecycle', 'activity', 'timestamp', 'case_id'];
  writeFileSync(path, stringify([...redelivered()], { header: true, columns }));
  return path;
}

function isKnown(timestamp: string): boolean {
  return Date.parse(timestamp) <= Date.parse(asOf);
}

interface Row {
  readonly case_id: string;
  readonly reg_date: string;
  readonly timestamp: string;
  readonly activity: string;
  readonly lifecycle: string;
}

const rowsRead = new Map<string, readonly Row[]>();

function readRows(file: string): readonly Row[] {
  const rows = rowsRead.get(file) ?? parse<Row>(gunzipSync(readFileSync(file)), { columns: true });
  rowsRead.set(file, rows);
  return rows;
}

interface ScoreDocument {
  readonly sources: readonly object[];
  readonly leads: readonly { readonly lead_id: string; readonly score: number; readonly ready: boolean }[];
}

let scores: Promise<ScoreDocument> | undefined;

function scoreAll(): Promise<ScoreDocument> {
  scores ??= runNurture(
    [
      'score',
      leadFile,
      '-e',
      eventFile,
      '-e',
      redeliveryFile(),
      '-q',
      '--json',
      '-c',
      configFile,
      '--as-of',
      asOf,
    ],
    { cwd: temporaryFolder() },
  ).then(({ stdout }) => JSON.parse(stdout));
  return scores;
}

let explanations: Promise<ExplainedRun> | undefined;

function statementsOfAll(): Promise<ExplainedRun> {
  const given = { leads: [leadFile], events: [eventFile, redeliveryFile()], asOf: Date.parse(asOf) };
  explanations ??= withMatched(configFile, given, explainAll);
  return explanations;
}
