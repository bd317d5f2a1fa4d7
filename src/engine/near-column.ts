import { nearest } from '../diagnostics/nearest.js';
import { headerKey } from './aliases.js';

/** Shorter names are part of too many others. */
const shortestPart = 4;

/**
 * The column that a header which is not there most probably means, best reason first: the same letters, a name that exports
 * use for the field, a typing mistake, a name that is part of the other (`Email`, `E-Mail Adresse`).
 */
export function nearColumn(
  header: string,
  columns: readonly string[],
  usual: readonly string[] = [],
): string | undefined {
  const wanted = letters(header);
  const named = columns.filter((column) => letters(column) !== '');
  const usualLetters = usual.map(letters);
  const reasons: readonly ((column: string) => boolean)[] = [
    (column) => letters(column) === wanted,
    (column) => usualLetters.includes(letters(column)),
    (column) => column === nearest(header, named),
    (column) => isPart(wanted, letters(column)) || isPart(letters(column), wanted),
  ];
  for (const reason of reasons) {
    const column = named.find(reason);
    if (column !== undefined) return column;
  }
  return undefined;
}

function isPart(part: string, whole: string): boolean {
  return [...part].length >= shortestPart && whole.includes(part);
}

/** Letters and digits alone: `E-Mail` and `email` have the same. */
function letters(header: string): string {
  return headerKey(header).replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
