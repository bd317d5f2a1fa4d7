import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../../src/sql/sql.js';
import { openWorkbench, type Workbench } from '../engine/workbench.js';
import { type RandomCsv, randomCsv } from './random-csv.js';
import { readFile } from './read-file.js';
import { isBlank, readStrictly } from './second-opinion.js';

const runs = process.env.LONG === undefined ? 3000 : 30_000;

/**
 * What a file may be answered with in place of a reading, when it declares nothing and can be read in several ways. A mapped
 * column that is missing under another delimiter is an answer, too.
 */
const questions = [
  'input/ambiguous-delimiter',
  'input/no-delimiter',
  'input/title-lines',
  'input/no-header',
  'input/second-header',
  'input/second-table',
];

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  // The files are small: handing them to a second thread costs more than reading them.
  await bench.database.run(raw('SET threads = 1'));
});
afterAll(() => bench.close());

describe('burnt by 24: exports are imported badly and quietly', () => {
  it(
    'reads every well-formed file as csv-parse does, or asks',
    async () => {
      const seen = { read: 0, asked: 0, quarantined: 0 };
      await fc.assert(
        fc.asyncProperty(randomCsv(), async (file) => {
          const expected = recordsOf(file);
          const reading = await readFile(bench, { ...file, text: file.bytes.toString() });
          const missing = 'columns' in reading && file.mapped.some((name) => !reading.columns.includes(name));
          if ('refused' in reading || missing) {
            expect(Object.keys(file.dialect)).toEqual([]);
            if ('refused' in reading) expect(questions).toContain(reading.refused);
            seen.asked++;
            return;
          }
          const rows = reading.rows
            .map((row) => row.map((cell) => cell ?? ''))
            .filter((row) => !isBlank(row));
          if (reading.leftOut.length > 0) {
            // Told nothing, the reader may take cells with commas for several; it has to say so, and invent nothing.
            expect(Object.keys(file.dialect)).toEqual([]);
            expect(rows.length + reading.leftOut.length).toBeGreaterThanOrEqual(expected.length - 1);
            expect(expected).toEqual(expect.arrayContaining(rows));
            seen.quarantined++;
            return;
          }
          expect([reading.columns, ...rows]).toEqual(expected);
          seen.read++;
        }),
        { numRuns: runs, seed: 24 },
      );
      expect(seen.read).toBeGreaterThan(runs * 0.8);
      expect(seen.quarantined).toBeLessThan(runs * 0.02);
    },
    runs * 60,
  );
});

/** The records of a file: what was written and what csv-parse reads must be the same before anybody is measured by it. */
function recordsOf({ header, rows, bytes, writing }: RandomCsv): readonly (readonly string[])[] {
  const written = [header, ...rows.filter((row) => !isBlank(row))];
  expect(readStrictly(bytes.toString(), writing)).toEqual(written);
  return written;
}
