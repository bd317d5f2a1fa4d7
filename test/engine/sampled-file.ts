import { noNames } from '../../src/engine/aliases.js';
import { mapColumns } from '../../src/engine/mapping.js';
import type { SampledFile } from '../../src/engine/values/value-sample.js';
import { identifier, join, sql } from '../../src/sql/sql.js';
import type { Reading } from '../../src/sql/values.js';

/** A file of text cells, with every column mapped under its own name unless `mapped` says otherwise. */
export function sampledFile(
  columns: Readonly<Record<string, readonly (string | null)[]>>,
  { mapped = {}, name = 'leads.csv', format = 'csv', reading = { timezone: 'UTC' } as Reading } = {},
): SampledFile & { readonly reading: Reading } {
  const headers = Object.keys(columns);
  const lists = Object.values(columns);
  const rows = Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, row) =>
    lists.map((list) => list[row] ?? ''),
  );
  // One parameter for all cells: thousands of them would take the engine longer than the test.
  const cells = headers.map(
    (_, index) => sql`json_extract_string(value, ${`$[${index}]`})::VARCHAR AS ${identifier(`c${index}`)}`,
  );
  const scan = () =>
    sql`SELECT false AS bad, ${join(cells, ', ')} FROM (SELECT unnest(from_json(${JSON.stringify(rows)}, '["JSON"]')) AS value)`;
  const file = { name, format, columns: headers, scan };
  return { file, mapping: mapColumns(file, mapped, noNames), reading };
}
