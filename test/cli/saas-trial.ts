import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectFolder } from './run-nurture.js';

/** The shipped example, as the tests of the program use it. */
export const exampleConfig = join(projectFolder, 'nurture.example.yaml');
export const exampleFolder = join(projectFolder, 'fixtures/saas-trial');
export const asOfMs = Date.UTC(2025, 11, 30, 23);
export const asOf = ['--as-of', '2025-12-31T00:00:00+01:00'] as const;

/** A delimited file as its header and its records, each as it stands in the file with its line end. */
export interface RawRecords {
  readonly header: string;
  readonly records: readonly string[];
}

export function readRawRecords(name: string): RawRecords {
  const text = readFileSync(join(exampleFolder, name), 'utf8');
  const rows = parse<{ raw: string }>(text, { columns: true, raw: true, relax_column_count: true });
  return { header: text.slice(0, text.indexOf('\n') + 1), records: rows.map(({ raw }) => raw) };
}

/** The events of both halves of the year. */
export function readEvents(): RawRecords {
  const halves = ['events-2025h1.csv', 'events-2025h2.csv'].map(readRawRecords);
  return { header: halves[0]?.header ?? '', records: halves.flatMap(({ records }) => records) };
}

export function writeRecords(path: string, { header, records }: RawRecords): string {
  writeFileSync(path, header + records.join(''));
  return path;
}
