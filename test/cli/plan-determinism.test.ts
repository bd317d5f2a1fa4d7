import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere } from './run-here.js';
import { exampleConfig, readEvents, readRawRecords, writeRecords } from './saas-trial.js';
import { shuffle } from './shuffle.js';
import { temporaryFolder } from './temporary-folder.js';

const asOf = ['--as-of', '2025-12-30T08:00:00+01:00'] as const;

describe('S1.2 the same inputs give the same plan, byte by byte', () => {
  const usual = planExample([]);

  it('with one thread', async () => {
    expect(await planExample(['--threads', '1'])).toEqual(await usual);
  });

  it('with leads and events in another order', async () => {
    const folder = temporaryFolder();
    const leads = readRawRecords('leads.csv');
    const events = readEvents();
    const mixedLeads = writeRecords(join(folder, 'leads.csv'), {
      ...leads,
      records: shuffle(leads.records, 3),
    });
    const mixedEvents = writeRecords(join(folder, 'events.csv'), {
      ...events,
      records: shuffle(events.records, 4),
    });
    expect(await planExample(['--leads', mixedLeads, '--events', mixedEvents])).toEqual(await usual);
  });
});

describe('K1 a plan', () => {
  it('changes no state, and replaces nothing but a plan', async () => {
    const folder = temporaryFolder();
    const plan = (out: string) =>
      runHere(['plan', '-c', exampleConfig, ...asOf, '--state', join(folder, 'state'), '-o', out, '-q'], {
        cwd: folder,
      });
    expect((await plan('plan')).code).toBe(0);
    expect((await plan('plan')).code).toBe(0);
    const refused = await plan('.');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('holds something else than a plan');
  });
});

/** What is decided, and what committing it would add to the ledger. */
async function planExample(args: readonly string[]) {
  const folder = temporaryFolder();
  const state = join(folder, 'state');
  const { code, stderr } = await runHere(
    ['plan', '-c', exampleConfig, ...asOf, '--state', state, '-o', 'plan', '-q', ...args],
    { cwd: folder },
  );
  expect([code, stderr]).toEqual([0, '']);
  return ['decisions.parquet', 'ledger.parquet'].map((name) =>
    readFileSync(join(folder, 'plan', name)).toString('base64'),
  );
}
