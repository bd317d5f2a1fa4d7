import { displayWidth, graphemes, visible } from './terminal-text.js';

/** A line of a file and the carets under the part that is meant, both as they are printed. */
export interface Frame {
  readonly line: string;
  readonly caret: string;
}

const ELLIPSIS = '…';

/**
 * Frames `excerpt` with carets under the UTF-16 units from `start` to `end`, at least one. A line that is wider than
 * `width` columns is cut to the surroundings of the carets.
 */
export function frameExcerpt(excerpt: string, start: number, end: number, width: number): Frame {
  const before = visible(excerpt.slice(0, start));
  const marked = visible(excerpt.slice(start, end));
  const after = visible(excerpt.slice(Math.max(end, start)));
  const wanted = Math.max(width, 20);
  const shownBefore = keepEnd(
    before,
    Math.max(Math.floor(wanted / 3), wanted - displayWidth(marked + after)),
  );
  const shownMarked = keepStart(marked, wanted - displayWidth(shownBefore));
  const shownAfter = keepStart(after, wanted - displayWidth(shownBefore + shownMarked));
  return {
    line: (shownBefore + shownMarked + shownAfter).trimEnd(),
    caret: ' '.repeat(displayWidth(shownBefore)) + '^'.repeat(Math.max(displayWidth(shownMarked), 1)),
  };
}

function keepStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${takeColumns(graphemes(text), width - 1).join('')}${ELLIPSIS}`;
}

function keepEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const kept = takeColumns(graphemes(text).toReversed(), width - 1);
  return `${ELLIPSIS}${kept.toReversed().join('')}`;
}

/** As many graphemes from the beginning as fit. */
function takeColumns(parts: readonly string[], width: number): readonly string[] {
  let taken = 0;
  const end = parts.findIndex((part) => {
    taken += displayWidth(part);
    return taken > width;
  });
  return end === -1 ? parts : parts.slice(0, end);
}
