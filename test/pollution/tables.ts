import { seeded } from './seeded.js';

/** A clean table, and how it is written down. Cells are exact texts; an empty one is a missing value. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly writing: Writing;
  /**
   * The cells of a row that no other row has. Where one of them stands in a text, its row has not left the text
   * altogether and must be accounted for.
   */
  readonly traces: (row: readonly string[]) => readonly string[];
}

/** What the writer of a file chose. */
export interface Writing {
  readonly delimiter: string;
  readonly quote: string;
  /** What stands before a quote inside a quoted cell. */
  readonly escape: string;
  readonly lineEnd: string;
  /** `some`: where quotes are needed, and around cells of odd length. */
  readonly quoting: 'minimal' | 'always' | 'some' | 'never';
}

/** A part of a written table that a mutation can take hold of. */
export interface Token {
  readonly kind: 'quote' | 'delimiter' | 'lineEnd' | 'text';
  readonly bytes: Buffer;
  /** Index of the row it belongs to; -1 for the header. */
  readonly row: number;
}

/** The tokens of a table in file order. Each quote is a token of its own, those of a doubled pair included. */
export function tokensOf({ header, rows, writing }: Omit<Table, 'traces'>): Token[] {
  return [header, ...rows].flatMap((cells, index) => {
    const token = (kind: Token['kind'], text: string): Token => ({
      kind,
      bytes: Buffer.from(text),
      row: index - 1,
    });
    return cells.flatMap((cell, column) => [
      ...cellTokens(cell, writing, token),
      column < cells.length - 1 ? token('delimiter', writing.delimiter) : token('lineEnd', writing.lineEnd),
    ]);
  });
}

export function bytesOf(tokens: readonly Token[]): Buffer {
  return Buffer.concat(tokens.map(({ bytes }) => bytes));
}

function cellTokens(
  cell: string,
  { delimiter, quote, quoting, ...rest }: Writing,
  token: (kind: Token['kind'], text: string) => Token,
): Token[] {
  const needsQuotes = [delimiter, quote, '\r', '\n'].some((mark) => cell.includes(mark));
  const wantsQuotes = quoting === 'always' || (quoting === 'some' && cell.length % 2 === 1);
  if (quoting === 'never' || !(needsQuotes || wantsQuotes)) return cell === '' ? [] : [token('text', cell)];
  const parts = cell
    .split(quote)
    .flatMap((part, index) => [
      ...(index > 0 ? [token('quote', rest.escape), token('quote', quote)] : []),
      token('text', part),
    ])
    .filter(({ bytes }) => bytes.length > 0);
  return [token('quote', quote), ...parts, token('quote', quote)];
}

/** Comma, quotes where they are needed, as RFC 4180 has it. */
export const plainWriting: Writing = {
  delimiter: ',',
  quote: '"',
  escape: '"',
  lineEnd: '\r\n',
  quoting: 'minimal',
};

/** A table of leads as exports have them: some cells quoted, some empty, names in several scripts. */
export function plainTable(rows: number): Table {
  return leadTable(rows, plainWriting, 1, (row) =>
    pick(['', 'VIP', '"VIP","Blog"', 'a, b', 'Größe 5"', '数据, 中心'], row),
  );
}

/** Notes of several lines, with line ends of both kinds, in every third row. */
export function multilineTable(rows: number): Table {
  return leadTable(rows, { ...plainWriting, delimiter: ';', lineEnd: '\n' }, 2, (row) =>
    pick(
      ['', `asked twice\nno answer; row ${row}`, 'call "back"\r\n\r\non Monday', 'fine', 'ok', 'ümlaut'],
      row,
    ),
  );
}

/** No cell is quoted and none holds a quote, so one that appears is either damage or a plain character. */
export function unquotedTable(rows: number): Table {
  return leadTable(rows, { ...plainWriting, delimiter: '\t', lineEnd: '\n', quoting: 'never' }, 3, (row) =>
    pick(['', 'VIP', 'a, b; c', 'Łódź', "O'Neil", '  padded  '], row),
  );
}

/** Every cell quoted, as database tools write it. */
export function quotedTable(rows: number): Table {
  return leadTable(rows, { ...plainWriting, lineEnd: '\n', quoting: 'always' }, 4, (row) =>
    pick(['', '5" screen', 'a,b', 'naïve', '""', 'x'], row),
  );
}

/**
 * The first column identifies the row and the last one holds the sum over its other cells, so that a row which comes back can be
 * told to be whole without looking at where it came from.
 */
function leadTable(rows: number, writing: Writing, seed: number, note: (row: number) => string): Table {
  const random = seeded(seed);
  const header = ['row', 'email', 'name', 'note', 'employees', 'city', 'sum'];
  const body = Array.from({ length: rows }, (_, row) => {
    const cells = [
      `r${seed}x${String(row).padStart(4, '0')}`,
      `person${row}@corp${random.below(9)}.example`,
      random.pick(['Ada', 'Jürgen', '王小明', 'Søren', 'Éva', '😀 Team', '']),
      note(row),
      random.pick(['', '007', '12', '1e5', '+49301234', '98765432109876543210']),
      random.pick(['', 'München', 'Wien', '', '東京', 'Lyon']),
    ];
    return [...cells, checksum(cells)];
  });
  const traces = (row: readonly string[]) => [row[0] ?? '', row.at(-1) ?? ''];
  return { header, rows: body, writing, traces };
}

/** Whether the last cell of a row is the sum over the others. */
export function isIntact(row: readonly string[]): boolean {
  return row.at(-1) === checksum(row.slice(0, -1));
}

function checksum(cells: readonly string[]): string {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(cells.join('\u0000'))) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return `s${sum.toString(16).padStart(8, '0')}`;
}

function pick(values: readonly string[], row: number): string {
  return values[row % values.length] ?? '';
}
