import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { identifier, join, raw, sql } from '../sql/sql.js';
import { readText } from '../sql/values.js';
import type { Database } from './database.js';
import { columnName } from './mapping.js';
import type { SampledFile } from './values/value-sample.js';

const sampledRows = 1000;
/** Fewer values prove nothing about a column. */
const fewestValues = 20;
/** Share of the values of a column that are addresses when it is one of addresses. */
const fullOfAddresses = 0.9;

/** What a column holds, over the sampled rows. */
interface Content {
  readonly name: string;
  readonly values: number;
  /** Values with an @ somewhere. */
  readonly withAt: number;
  /** Values that are an address and nothing else. */
  readonly addresses: number;
}

/**
 * Whether the e-mail column of a file holds addresses, by its first rows. Columns are matched by name, so a file whose headers
 * stand over the wrong columns is found by its values alone.
 */
export async function checkMappedValues(
  database: Database,
  source: SampledFile,
): Promise<readonly Diagnostic[]> {
  const { file, mapping } = source;
  const header = mapping.header('email');
  if (header === undefined) return [];
  const place = file.columns.indexOf(header);
  const [mail] = await contentOfColumns(database, source, [place]);
  if (mail === undefined || mail.values < fewestValues || mail.withAt > 0) return [];
  const others = file.columns.map((_, index) => index).filter((index) => index !== place);
  const other = (await contentOfColumns(database, source, others)).find(isFullOfAddresses);
  const at = { file: file.name, line: 1 };
  const holds = `${file.name}: the e-mail column ${mail.name} holds no address in its first ${mail.values} values`;
  // Only a name in the config says for certain that addresses were meant.
  if (other === undefined || !mapping.mappedFields.includes('email')) {
    const help =
      other === undefined ? {} : { help: `Map it: columns: { email: ${JSON.stringify(other.name)} }.` };
    const seen = other === undefined ? '' : `, and ${other.name} is full of them`;
    return [diagnose('input/no-addresses', `${holds}${seen}.`, at, help)];
  }
  const help = `Correct the headers of the file, or map columns: { email: ${JSON.stringify(other.name)} }.`;
  return [diagnose('input/swapped-columns', `${holds}, and ${other.name} is full of them.`, at, { help })];
}

async function contentOfColumns(
  database: Database,
  { file }: SampledFile,
  indexes: readonly number[],
): Promise<readonly Content[]> {
  if (indexes.length === 0) return [];
  const texts = indexes.map(
    (index) => sql`${readText(identifier(`c${index}`))} AS ${identifier(`text${index}`)}`,
  );
  const counts = indexes.flatMap((index) => {
    const text = identifier(`text${index}`);
    return [
      sql`count(${text})`,
      sql`count(*) FILTER (WHERE contains(${text}, '@'))`,
      sql`count(*) FILTER (WHERE regexp_full_match(${text}, '[^@\\s]+@[^@\\s]+'))`,
    ];
  });
  const cells = sql`SELECT ${join(texts, ', ')} FROM (${file.scan()}) LIMIT ${raw(String(sampledRows))}`;
  const [counted = []] = await database.rows(sql`SELECT ${join(counts, ', ')} FROM (${cells})`);
  return indexes.map((index, at) => ({
    name: columnName(file.columns, index),
    values: Number(counted[3 * at]),
    withAt: Number(counted[3 * at + 1]),
    addresses: Number(counted[3 * at + 2]),
  }));
}

function isFullOfAddresses({ values, addresses }: Content): boolean {
  return values >= fewestValues && addresses >= fullOfAddresses * values;
}
