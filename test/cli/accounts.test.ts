import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { domainFacts } from '../../src/engine/addresses.js';
import { sql } from '../../src/sql/sql.js';
import { useEngine } from '../engine/use-engine.js';
import { runHere } from './run-here.js';
import { projectFolder } from './run-nurture.js';
import { asOf, exampleConfig } from './saas-trial.js';
import { temporaryFolder } from './temporary-folder.js';

interface AccountRow {
  readonly account: string;
  readonly score: number;
  readonly people: number;
  readonly ready: number;
  readonly top_lead: string;
}

interface LeadRow {
  readonly lead_id: string;
  readonly account: string | null;
  readonly score: number;
  readonly ready: boolean;
}

async function rowsOf<Row>(...args: readonly string[]): Promise<readonly Row[]> {
  const { stdout, code } = await runHere(
    [...args, '--format', 'jsonl', '--quiet', '-c', exampleConfig, ...asOf],
    { cwd: temporaryFolder() },
  );
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

describe('C8 accounts', async () => {
  const accounts = await rowsOf<AccountRow>('accounts');
  const leads = await rowsOf<LeadRow>('score', '--columns', 'lead_id,account,score,ready');

  it('are never of free mail', () => {
    expect(accounts.length).toBeGreaterThan(100);
    const kinds = new Set(accounts.map(({ account }) => domainFacts(account).kind));
    expect([...kinds]).toEqual(['company']);
  });

  it('can be computed again from their people', () => {
    const members = (account: string) => leads.filter((lead) => lead.account === account);
    expect(new Set(accounts.map(({ account }) => account))).toEqual(
      new Set(leads.flatMap(({ account }) => account ?? [])),
    );
    for (const { account, people, ready, top_lead, score } of accounts) {
      const own = members(account);
      // Leads come in the order of S3.9, so the three best are the first three.
      const best = own.slice(0, 3).reduce((sum, lead) => sum + lead.score, 0);
      const counted = [own.length, own.filter((lead) => lead.ready).length, own[0]?.lead_id];
      expect([people, ready, top_lead]).toEqual(counted);
      expect(score).toBeCloseTo(best, 9);
    }
  });

  it('stand in the order of their scores, then of their names', () => {
    const ordered = accounts.toSorted((a, b) => b.score - a.score || (a.account < b.account ? -1 : 1));
    expect(accounts).toEqual(ordered);
  });
});

describe('the file of accounts', () => {
  const engine = useEngine();

  it('has instants of a zone and the same rows in Parquet', async () => {
    const folder = temporaryFolder(join(projectFolder, 'fixtures/cases/accounts-table'));
    const file = join(folder, 'accounts.parquet');
    const args = ['accounts', '--as-of', '2026-03-01T00:00:00Z', '--quiet', '-o', file];
    expect(await runHere(args, { cwd: folder })).toMatchObject({ stdout: '', stderr: '', code: 0 });
    const columns = await engine().rows(
      sql`SELECT column_name, column_type FROM (DESCRIBE FROM read_parquet(${file}))`,
    );
    expect(Object.fromEntries(columns as [string, string][])).toMatchObject({
      account: 'VARCHAR',
      score: 'DOUBLE',
      first_touch_at: 'TIMESTAMP WITH TIME ZONE',
    });
    const rows = await engine().rows(
      sql`SELECT account, roles_missing, epoch_ms(last_touch_at)::DOUBLE FROM read_parquet(${file})`,
    );
    expect(rows).toEqual([
      ['corp.example', 'end_user', Date.UTC(2026, 2, 1)],
      ['smith.co.uk', 'influencer', Date.UTC(2026, 1, 12)],
    ]);
  });
});
