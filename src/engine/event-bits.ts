import { maskWords, ruleBit, touchBit } from '../model/event-batch.js';
import { type EventMatcher, matchesType } from '../model/event-matcher.js';
import { rankedTypes, rankOfType } from '../model/event-rank.js';
import { type ConditionContext, compileCondition } from '../sql/conditions.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { readText } from '../sql/values.js';
import type { Database } from './database.js';
import type { MappedFile } from './source.js';

/** Code of a row without a type, in place of its bits. */
export const noTypeBits = -1;

/** Rows that are looked at to learn how the types of a file are written. */
const learnedRows = 50_000;

/**
 * Creates the table of event types of one source: name, and the bits an event has because of its type alone, one column per
 * word (`b0` is `flags`): its rank, the touch of sales, and the matchers of that type, whether or not they ask for more.
 *
 * It holds the names of the config and, as they are written there, the names at the beginning of the file, so that
 * nearly every row finds its own by its untouched text. What is left goes through `unnamedTypeBits`.
 */
export async function createTypeTable(
  database: Database,
  table: string,
  source: MappedFile,
  matchers: readonly EventMatcher[],
  types: Readonly<Record<string, string>>,
): Promise<void> {
  const words = wordNumbers(matchers);
  const byName = new Map(bitsByType(matchers, types));
  const byFolded = foldedBits(matchers, types);
  const column = source.mapping.column('type');
  if (column !== undefined) {
    const cells = source.file.scan();
    const seen = await database.rows(
      sql`SELECT DISTINCT type FROM (SELECT ${column} AS type FROM (${cells}) LIMIT ${learnedRows}) LIMIT 1000`,
    );
    for (const [cell] of seen) {
      const name = String(cell ?? '');
      const folded = name.trim().toLowerCase();
      if (folded !== '' && !byName.has(name)) byName.set(name, byFolded.get(folded) ?? otherBits(matchers));
    }
  }
  const rows = [...byName].map(
    ([name, bits]) =>
      sql`(${name}, ${join(
        [...bits].map((word) => raw(`${word}::INTEGER`)),
        ', ',
      )})`,
  );
  const columns = words.map((word) => raw(`b${word}`));
  await database.run(
    sql`CREATE TEMP TABLE ${identifier(table)} AS SELECT * FROM (VALUES ${join(rows, ', ')}) AS type (name, ${join(columns, ', ')})`,
  );
}

/** Bits of a type cell that is not in the table: the same, without regard to case and blanks. */
export function unnamedTypeBits(
  column: Sql,
  word: number,
  types: Readonly<Record<string, string>>,
  matchers: readonly EventMatcher[],
): Sql {
  const known = [...foldedBits(matchers, types)];
  const text = readText(column);
  const names = join(
    known.map(([name]) => sql`${name}`),
    ', ',
  );
  const bits = join(
    known.map(([, own]) => raw(String(own[word]))),
    ', ',
  );
  const unknown = raw(String(otherBits(matchers)[word]));
  const missing = raw(word === 0 ? String(noTypeBits) : '0');
  return sql`CASE WHEN ${text} IS NULL THEN ${missing} ELSE coalesce([${bits}][list_position([${names}], lower(${text}))], ${unknown}) END`;
}

/** The bits of word `word` after the matchers' `where`: `known` is the name of the column with those of the type. */
export function matchBits(
  word: number,
  known: Sql,
  matchers: readonly EventMatcher[],
  context: ConditionContext,
): Sql {
  const asking = matchers
    .map(({ where }, index) => ({ where, at: ruleBit(index) }))
    .filter(({ where, at }) => where !== undefined && at.word === word - 1);
  let settled = word === 0 ? -1 : 0x7fffffff;
  for (const { at } of asking) settled &= ~(1 << at.bit);
  const conditional = asking.map(({ where, at }) => {
    const bit = raw(String(2 ** at.bit));
    const holds = where === undefined ? raw('TRUE') : compileCondition(where, context);
    return sql` + CASE WHEN (${known} & ${bit}) <> 0 THEN CASE WHEN ${holds} THEN ${bit} ELSE 0 END ELSE 0 END`;
  });
  if (conditional.length === 0) return known;
  return sql`(${known} & ${raw(`(${settled})`)})${join(conditional, '')}`;
}

/** Bits of every type the config or the tool knows, by name as written. */
function bitsByType(
  matchers: readonly EventMatcher[],
  types: Readonly<Record<string, string>>,
): ReadonlyMap<string, Int32Array> {
  const names = new Map<string, string>();
  const told = matchers.flatMap(({ events, except = [] }) => [...events, ...except]);
  for (const type of ['sales.touched', ...rankedTypes, ...told]) names.set(type, type);
  for (const [name, type] of Object.entries(types)) names.set(name, type);
  return new Map([...names].map(([name, type]) => [name, bitsOf(type.toLowerCase(), matchers)]));
}

function foldedBits(
  matchers: readonly EventMatcher[],
  types: Readonly<Record<string, string>>,
): ReadonlyMap<string, Int32Array> {
  return new Map([...bitsByType(matchers, types)].map(([name, bits]) => [name.trim().toLowerCase(), bits]));
}

function otherBits(matchers: readonly EventMatcher[]): Int32Array {
  return bitsOf('', matchers);
}

function bitsOf(type: string, matchers: readonly EventMatcher[]): Int32Array {
  const bits = new Int32Array(1 + maskWords(matchers.length));
  bits[0] = rankOfType(type) | (type === 'sales.touched' ? touchBit : 0);
  for (const [index, matcher] of matchers.entries()) {
    if (!matchesType(matcher, type)) continue;
    const { word, bit } = ruleBit(index);
    bits[word + 1] = (bits[word + 1] ?? 0) | (1 << bit);
  }
  return bits;
}

function wordNumbers(matchers: readonly EventMatcher[]): readonly number[] {
  return Array.from({ length: 1 + maskWords(matchers.length) }, (_, word) => word);
}
