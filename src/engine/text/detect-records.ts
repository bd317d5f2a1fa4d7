/** One way to cut a text into cells. */
export interface Quoting {
  readonly delimiter: string;
  /** Empty when nothing is quoted. */
  readonly quote: string;
  readonly escape: string;
}

/** The beginning of a file from a place on: which physical line that is, and whether the file ends with the text. */
export interface SampleText {
  readonly text: string;
  readonly from: number;
  readonly line: number;
  readonly complete: boolean;
}

export interface SampledRecord {
  /** Physical line of its first character, from 1. */
  readonly line: number;
  /** The line it ends on. */
  readonly lastLine: number;
  readonly cells: readonly SampledCell[];
  /** A quoted cell goes on behind its closing quote, or nothing closes it. */
  readonly broken: boolean;
  /** The line before holds no value. */
  readonly afterBlank: boolean;
}

export interface SampledCell {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Cuts a sample into records as the careful reader does: blanks may stand before a quoted cell, and nothing else between
 * its closing quote and the next delimiter. Lines that hold no value are no records. csv-parse can not say which cells
 * were quoted, on which line a record begins, and which quotes are in a wrong place; that is what a quote is known by.
 */
export function cutSample(sample: SampleText, quoting: Quoting): readonly SampledRecord[] {
  const { text, complete } = sample;
  const lines = linesOf(text);
  const readCell = cellReader(text, quoting, lines);
  const records: SampledRecord[] = [];
  // Many open quotes would have each line read the rest of the text once more; by then enough is known.
  let patience = 8 * text.length;
  let afterBlank = false;
  for (let at = sample.from, line = sample.line; at < text.length && patience >= 0; ) {
    const found = readRecord(at, readCell);
    patience -= found.end - at;
    if (found.isOpen && !complete && records.length > 1) break;
    // A stray quote must not swallow sound records, so after a broken one the next line is a new beginning.
    const end = found.broken ? lines.endOf(at) : found.end;
    const cells = found.end > end ? cutWithoutQuotes(text.slice(at, end), quoting.delimiter) : found.cells;
    const isBlank = cells.every((cell) => cell.text.trim() === '');
    const lastLine = line + lines.countIn(at, end);
    if (!isBlank) records.push({ line, lastLine, cells, broken: found.broken, afterBlank });
    afterBlank = isBlank;
    const next = lines.after(end);
    line += lines.countIn(at, next);
    at = next;
  }
  return records;
}

/** The text behind a number of physical lines. */
export function skipLines(text: string, count: number): { readonly from: number; readonly line: number } {
  const lines = linesOf(text);
  let from = 0;
  let line = 1;
  for (; line <= count && from < text.length; line++) from = lines.after(lines.endOf(from));
  return { from, line };
}

interface Found {
  readonly end: number;
  readonly broken: boolean;
  /** A quote is closed by nothing in the text. */
  readonly isOpen: boolean;
}

interface FoundCell extends Found {
  readonly cell: SampledCell;
  /** Where the next cell of the record begins, if there is one. */
  readonly next: number | undefined;
}

function readRecord(
  from: number,
  readCell: (at: number) => FoundCell,
): Found & { readonly cells: readonly SampledCell[] } {
  const cells: SampledCell[] = [];
  let broken = false;
  for (let at = from; ; ) {
    const found = readCell(at);
    cells.push(found.cell);
    broken ||= found.broken;
    if (found.next === undefined) return { cells, end: found.end, broken, isOpen: found.isOpen };
    at = found.next;
  }
}

function cellReader(text: string, quoting: Quoting, lines: Lines): (at: number) => FoundCell {
  const { delimiter, quote } = quoting;
  const delimiterFrom = finder(text, delimiter);
  const endOfCell = (at: number) => Math.min(delimiterFrom(at), lines.endOf(at));

  return (at) => {
    const start = skipBlanks(text, at, delimiter);
    if (quote === '' || !text.startsWith(quote, start)) {
      const end = endOfCell(at);
      return found({ text: text.slice(at, end), quoted: false }, end, false);
    }
    const close = closingQuote(text, start + quote.length, quoting);
    if (close === undefined) {
      const cell = { text: text.slice(at), quoted: false };
      return { cell, end: text.length, next: undefined, broken: true, isOpen: true };
    }
    const behind = skipBlanks(text, close + quote.length, delimiter);
    const end = endOfCell(behind);
    return end === behind
      ? found(
          { text: withoutEscapes(text.slice(start + quote.length, close), quoting), quoted: true },
          end,
          false,
        )
      : found({ text: text.slice(at, end), quoted: false }, end, true);
  };

  function found(cell: SampledCell, end: number, broken: boolean): FoundCell {
    const next = end < lines.endOf(end) ? end + delimiter.length : undefined;
    return { cell, end, next, broken, isOpen: false };
  }
}

function closingQuote(text: string, from: number, quoting: Quoting): number | undefined {
  const { quote } = quoting;
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at)) {
    if (quoting.escape === quote) {
      if (!text.startsWith(quote, at + quote.length)) return at;
      at += 2 * quote.length;
    } else {
      let start = at;
      while (start > from && text[start - 1] === quoting.escape) start--;
      if ((at - start) % 2 === 0) return at;
      at += quote.length;
    }
  }
  return undefined;
}

function withoutEscapes(text: string, { quote, escape: mark }: Quoting): string {
  if (mark === quote) return text.replaceAll(quote + quote, quote);
  return text
    .split(mark + mark)
    .map((part) => part.replaceAll(mark + quote, quote))
    .join(mark);
}

function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while (text[at] === ' ' && delimiter !== ' ') at++;
  return at;
}

function cutWithoutQuotes(line: string, delimiter: string): readonly SampledCell[] {
  return line.split(delimiter).map((text) => ({ text, quoted: false }));
}

interface Lines {
  /** Where the line that goes through this place ends, without its line end. */
  readonly endOf: (at: number) => number;
  /** Where the line after this end begins. */
  readonly after: (end: number) => number;
  /** How many lines end between two places. */
  readonly countIn: (from: number, to: number) => number;
}

/** LF and CR LF end lines; CR alone does so in a text that has no LF. */
function linesOf(text: string): Lines {
  const mark = text.includes('\n') ? '\n' : '\r';
  const markFrom = finder(text, mark);
  return {
    endOf: (at) => {
      const end = markFrom(at);
      return mark === '\n' && end > at && end < text.length && text[end - 1] === '\r' ? end - 1 : end;
    },
    after: (end) => end + (text.startsWith('\r\n', end) ? 2 : 1),
    countIn: (from, to) => {
      let count = 0;
      for (let at = markFrom(from); at < Math.min(to, text.length); at = markFrom(at + 1)) count++;
      return count;
    },
  };
}

/** Finds the next place of a text again and again without passing over it twice; the end of the text if there is none. */
function finder(text: string, searched: string): (from: number) => number {
  let from = 0;
  let place = -1;
  return (at) => {
    if (at >= from && at <= place) return place;
    const next = text.indexOf(searched, at);
    from = at;
    place = next < 0 ? text.length : next;
    return place;
  };
}
