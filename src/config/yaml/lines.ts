import type { Span } from '../../diagnostics/diagnostic.js';

/** Longer lines are not written by people, and repeating them in every diagnostic would fill the screen. */
const LONGEST_EXCERPT = 500;

/** Turns offsets in a text into places that can be shown. Columns count UTF-16 units, as editors do. */
export interface Lines {
  /** The span from `start` to `end`, cut at the end of its first line. */
  spanOf(start: number, end: number): Span;
}

export function linesOf(text: string, file: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);

  function lineIndexOf(offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    spanOf(start, end) {
      const index = lineIndexOf(Math.min(start, text.length));
      const lineStart = starts[index] ?? 0;
      const nextStart = starts[index + 1];
      const lineEnd = nextStart === undefined ? text.length : nextStart - 1;
      const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
      const column = Math.min(start - lineStart, line.length) + 1;
      return {
        file,
        line: index + 1,
        column,
        endLine: index + 1,
        endColumn: Math.max(Math.min(end - lineStart, line.length) + 1, column),
        ...(line.length > LONGEST_EXCERPT ? {} : { excerpt: line }),
      };
    },
  };
}
