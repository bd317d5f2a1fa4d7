import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../../src/sql/sql.js';
import { openWorkbench, type Workbench } from '../engine/workbench.js';
import { judgeFile } from './judge-file.js';
import { pollutedFiles } from './pollock.js';

const isLong = process.env.LONG !== undefined;

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  // The files are small: handing them to a second thread costs more than reading them.
  await bench.database.run(raw('SET threads = 1'));
});
afterAll(() => bench.close());

describe('burnt by 24: exports are imported badly and quietly', () => {
  it('none of the files of the Pollock benchmark is read wrongly in silence', async () => {
    const all = pollutedFiles();
    expect(all.length).toBeGreaterThanOrEqual(2290);
    // What happens to one row happens to every other one: a tenth of them will do where time is short.
    const files = isLong ? all : all.filter(({ place }) => place === undefined || place % 10 === 0);
    expect(files.length).toBeGreaterThan(300);
    const silent: string[] = [];
    for (const file of files) {
      const { verdict, reason } = await judgeFile(bench, file);
      if (verdict === 'silent') silent.push(`${file.name}: ${reason}`);
    }
    expect(silent).toEqual([]);
  }, 600_000);
});
