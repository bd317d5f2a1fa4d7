import { isDeepStrictEqual } from 'node:util';
import { type Cells, isBlank, readStrictly, trimAll } from './second-opinion.js';
import type { Table } from './tables.js';

/** What the product makes of a file: its cells under the names of its header, and what it left out. */
export type Reading =
  | { readonly refused: string }
  | {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | null)[])[];
      /** The text of everything that was left out and named: quarantined records, title lines, footers. */
      readonly leftOut: readonly string[];
    };

/**
 * - `exact`: every row of the table came back, and nothing else.
 * - `quarantined`: what came back are rows of the table, and what did not was left out and named.
 * - `refused`: the file as a whole was not read, with a reason.
 * - `undetectable`: the damage left well-formed records that mean something else, and those were read. Cells that are merged
 *   in one place and split in another can not be noticed by form: only the checksums of these tests show them.
 * - `silent`: a row that nobody wrote came back without need, or a row is missing and nothing says so.
 */
export type Verdict = 'exact' | 'quarantined' | 'refused' | 'undetectable' | 'silent';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Judges what was read of the damaged text of a table. Cells are compared as the product uses them: trimmed (S2.2). */
export function judge(table: Table, text: string, reading: Reading): Judgement {
  if ('refused' in reading) return { verdict: 'refused', reason: reading.refused };
  const places = table.header.map((name) => reading.columns.indexOf(name));
  // Columns are matched by name, and every one of these is mapped: without it the source is refused.
  if (places.includes(-1)) return { verdict: 'refused', reason: 'input/missing-column' };
  const { leftOut } = reading;
  const originals = trimAll(table.rows);
  const rows = trimAll(reading.rows.map((row) => row.map((cell) => cell ?? ''))).filter(
    (row) => !isBlank(row),
  );
  const foreign = withoutOriginals(rows, originals, places);
  if (foreign.length === 0 && rows.length === originals.length) return { verdict: 'exact', reason: '' };
  const unreadable = foreign.find((row) =>
    row.some((cell) => cell.includes('\0') || cell.includes('\ufffd')),
  );
  if (unreadable !== undefined)
    return { verdict: 'silent', reason: `no text: ${JSON.stringify(unreadable)}` };
  const known = new Set(originals.map((original) => original.join('\n')));
  const misplaced = foreign.find((row) => known.has(row.join('\n')));
  if (misplaced !== undefined) return { verdict: 'silent', reason: `twice, or not in order: ${misplaced}` };
  const strict = readStrictly(text, table.writing);
  if (strict !== undefined && isDeepStrictEqual(trimAll(strict.slice(1)), rows))
    return { verdict: 'undetectable', reason: 'a well-formed text' };
  const invented = findInvented(foreign, text, table);
  if (invented !== undefined)
    return { verdict: 'silent', reason: `nobody wrote ${JSON.stringify(invented)}` };
  const named = [...leftOut, ...rows.flat()].join('\n');
  const lost = originals.find((original) =>
    table.traces(original).some((trace) => text.includes(trace) && !named.includes(trace)),
  );
  if (lost !== undefined) return { verdict: 'silent', reason: `nothing says where ${lost.join()} went` };
  return foreign.length > 0
    ? { verdict: 'undetectable', reason: 'well-formed records' }
    : { verdict: 'quarantined', reason: '' };
}

/** What is left of the rows without those of the table, which come in its order and each once. */
function withoutOriginals(
  rows: readonly Cells[],
  originals: readonly Cells[],
  places: readonly number[],
): readonly Cells[] {
  const keys = originals.map((original) => JSON.stringify(original));
  let next = 0;
  return rows.filter((row) => {
    const at = keys.indexOf(JSON.stringify(places.map((place) => row[place])), next);
    if (at >= 0) next = at + 1;
    return at < 0;
  });
}

/**
 * A row of which no whole lines of the text, read on their own and strictly, are the very record. The lines are looked for
 * in the order of the rows, so a row that came back twice or out of its place is invented, too.
 */
function findInvented(foreign: readonly Cells[], text: string, { writing }: Table): Cells | undefined {
  const lines = text.split(/(?<=\n)/);
  let from = 0;
  return foreign.find((row) => {
    const height = row.join('').split('\n').length;
    const at = lines.findIndex((_, index) => {
      if (index < from) return false;
      const own = lines.slice(index, index + height).join('');
      return isDeepStrictEqual(trimAll(readStrictly(own, writing) ?? []), [row]);
    });
    from = at + height;
    return at < 0;
  });
}
