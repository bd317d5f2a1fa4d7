import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../../src/sql/sql.js';
import { openWorkbench, type Workbench } from '../engine/workbench.js';
import type { Verdict } from './judge.js';
import { judgeFile } from './judge-file.js';
import { mutants } from './mutate.js';
import { multilineTable, plainTable, quotedTable, type Table, unquotedTable } from './tables.js';

const mutantsPerTable = process.env.LONG === undefined ? 500 : 50_000;

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  // The files are small: handing them to a second thread costs more than reading them.
  await bench.database.run(raw('SET threads = 1'));
});
afterAll(() => bench.close());

describe('burnt by 24: exports are imported badly and quietly', () => {
  it.each([
    ['quotes where they are needed', plainTable(24)],
    ['cells of several lines', multilineTable(24)],
    ['no quotes at all', unquotedTable(24)],
    ['quotes everywhere', quotedTable(24)],
  ])('damage to a table with %s is never silent', { timeout: 200 * mutantsPerTable }, async (_, table) => {
    const { silent, counts } = await judgeMutants(table);
    expect(silent).toEqual([]);
    // Most damage is done to one record, so most files must still be read.
    expect(counts.exact + counts.quarantined).toBeGreaterThan(mutantsPerTable / 2);
    expect(counts.exact).toBeLessThan(mutantsPerTable / 2);
    expect(counts.undetectable).toBeLessThan(mutantsPerTable / 6);
  });
});

async function judgeMutants(table: Table) {
  const counts: Record<Verdict, number> = {
    exact: 0,
    quarantined: 0,
    refused: 0,
    undetectable: 0,
    silent: 0,
  };
  const silent: string[] = [];
  let index = 0;
  for (const { bytes, description } of mutants(24, mutantsPerTable, table)) {
    const text = bytes.toString();
    // Half of the files have to be found out about.
    const dialect = index % 2 === 0 ? { delimiter: table.writing.delimiter } : {};
    const { verdict, reason } = await judgeFile(bench, { bytes, text, dialect, table });
    counts[verdict]++;
    if (verdict === 'silent') silent.push(`mutant ${index}: ${description}: ${reason}`);
    index++;
  }
  return { silent, counts };
}
