/** How a delimited text is written: every choice explicit, nothing left for a parser to guess. */
export interface TextLayout {
  readonly delimiter: string;
  /** Empty when no cell is quoted and a quote is a character like any other. */
  readonly quote: string;
  /** What makes a quote inside a quoted cell a part of the text: the quote itself, or a backslash. */
  readonly escape: string;
  /** Header cells: trimmed, NFC. A blank name is the empty text. */
  readonly header: readonly string[];
  /** Physical line the header is on, from 1; title lines, `sep=` and blank lines stand before it. */
  readonly headerLine: number;
  /** Lines of the header, at least 1; the first one names the columns, the others are skipped. */
  readonly headerRows: number;
}

/** Name of an encoding as `iconv-lite` knows it, in lower case; `utf-8` is strict. */
export type Encoding = string;
