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
  const contents = await contentOfColumns(database, source);
  const mail = contents[file.columns.indexOf(header)];
  if (mail === undefined || mail.values < fewestValues || mail.withAt > 0) return [];
  const other = contents.find(isFullOfAddresses);
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

/**
 * The column that is full of addresses, when there is exactly one: to be offered where a file has no e-mail column.
 */
export async function findAddressColumn(
  database: Database,
  source: SampledFile,
): Promise<string | undefined> {
  const full = (await contentOfColumns(database, source)).filter(isFullOfAddresses);
  return full.length === 1 ? full[0]?.name : undefined;
}

async function contentOfColumns(database: Database, { file }: SampledFile): Promise<readonly Content[]> {
  if (file.columns.length === 0) return [];
  const counts = file.columns.flatMap((_, index) => {
    const text = readText(identifier(`c${index}`));
    return [
      sql`count(${text})`,
      sql`count(*) FILTER (WHERE contains(${text}, '@'))`,
      sql`count(*) FILTER (WHERE regexp_full_match(${text}, '[^@\\s]+@[^@\\s]+'))`,
    ];
  });
  const rows = raw(String(sampledRows));
  const [counted = []] = await database.rows(
    sql`SELECT ${join(counts, ', ')} FROM (SELECT * FROM (${file.scan()}) LIMIT ${rows})`,
  );
  return file.columns.map((_, index) => ({
    name: columnName(file.columns, index),
    values: Number(counted[3 * index]),
    withAt: Number(counted[3 * index + 1]),
    addresses: Number(counted[3 * index + 2]),
  }));
}

function isFullOfAddresses({ values, addresses }: Content): boolean {
  return values >= fewestValues && addresses >= fullOfAddresses * values;
}
