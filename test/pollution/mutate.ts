import { type Seeded, seeded } from './seeded.js';
import { bytesOf, type Table, type Token, tokensOf } from './tables.js';

/** A damaged file. */
export interface Mutant {
  readonly bytes: Buffer;
  /** What was done to it, in order. */
  readonly description: string;
}

/**
 * Files made from a table by one to three mutations each. They know the parts of the text (quotes, delimiters, line ends, cells), so that
 * nearly every one damages the form of the table and not only a word in it. The same seed gives the same files, and a
 * mutant does not depend on how many are asked for.
 */
export function* mutants(seed: number, count: number, table: Table): Generator<Mutant> {
  const clean = tokensOf(table);
  for (let index = 0; index < count; index++) {
    const random = seeded(Math.imul(seed, 1_000_003) + index);
    const draft: Draft = { tokens: [...clean], table, random };
    const done: string[] = [];
    const wanted = 1 + random.below(3);
    while (done.length < wanted) {
      const { name, apply } = random.pick(mutations);
      const where = apply(draft);
      if (where !== undefined) done.push(`${name} ${where}`);
    }
    yield { bytes: truncate(bytesOf(draft.tokens), random, done), description: done.join(', then ') };
  }
}

interface Draft {
  readonly tokens: Token[];
  readonly table: Table;
  readonly random: Seeded;
}

interface Mutation {
  readonly name: string;
  /** Changes the tokens and says where; undefined where the text has nothing of the kind. */
  readonly apply: (draft: Draft) => string | undefined;
}

const mutations: readonly Mutation[] = [
  ...(['quote', 'delimiter', 'lineEnd'] as const).flatMap((kind): Mutation[] => [
    { name: `delete a ${kind}`, apply: (draft) => replaceOne(draft, kind, () => []) },
    { name: `duplicate a ${kind}`, apply: (draft) => replaceOne(draft, kind, (token) => [token, token]) },
    { name: `insert a ${kind}`, apply: (draft) => insert(draft, kind, markOf(draft.table, kind)) },
  ]),
  { name: 'insert NUL', apply: (draft) => insert(draft, 'text', '\u0000') },
  { name: 'insert a lone CR', apply: (draft) => insert(draft, 'text', '\r') },
  { name: 'cut a UTF-8 sequence', apply: cutCharacter },
  {
    name: 'swallow a line end',
    apply: (draft) =>
      replaceOne(draft, 'lineEnd', (token) => [{ ...token, kind: 'text', bytes: Buffer.from(' ') }]),
  },
  { name: 'insert a blank line', apply: (draft) => insertLine(draft, '') },
  { name: 'insert a title line', apply: (draft) => insertLine(draft, 'Export of all leads, 2026-03-01') },
  { name: 'repeat the header', apply: repeatHeader },
  { name: 'append a footer', apply: appendFooter },
  {
    name: 'end a row with an extra delimiter',
    apply: (draft) =>
      replaceOne(draft, 'lineEnd', (token) => [
        { ...token, kind: 'delimiter', bytes: Buffer.from(draft.table.writing.delimiter) },
        token,
      ]),
  },
  { name: 'change the delimiter of a row', apply: changeDelimiter },
  {
    name: 'add cells to a row',
    apply: (draft) =>
      replaceOne(draft, 'lineEnd', (token) => [
        { ...token, kind: 'text', bytes: Buffer.from(`${draft.table.writing.delimiter}more`.repeat(3)) },
        token,
      ]),
  },
  { name: 'lengthen a row beyond every limit', apply: lengthen },
];

function markOf({ writing }: Table, kind: 'quote' | 'delimiter' | 'lineEnd'): string {
  switch (kind) {
    case 'quote':
      return '"';
    case 'delimiter':
      return writing.delimiter;
    case 'lineEnd':
      return writing.lineEnd;
  }
}

function replaceOne(
  { tokens, random }: Draft,
  kind: Token['kind'],
  replace: (token: Token) => readonly Token[],
): string | undefined {
  const places = tokens.flatMap((token, index) => (token.kind === kind ? [index] : []));
  if (places.length === 0) return undefined;
  const index = random.pick(places);
  const token = tokens[index] as Token;
  tokens.splice(index, 1, ...replace(token));
  return placeOf(token);
}

/** Anywhere: between two tokens, or inside a cell between two characters. */
function insert({ tokens, random }: Draft, kind: Token['kind'], mark: string): string {
  const index = random.below(tokens.length);
  const token = tokens[index] as Token;
  const starts = characterStarts(token.bytes);
  const cut = token.kind === 'text' ? random.pick(starts) : 0;
  const parts = [
    { ...token, bytes: token.bytes.subarray(0, cut) },
    { kind, bytes: Buffer.from(mark), row: token.row },
    { ...token, bytes: token.bytes.subarray(cut) },
  ];
  tokens.splice(index, 1, ...parts.filter(({ bytes }) => bytes.length > 0));
  return `${placeOf(token)}, ${token.kind} ${index}`;
}

/** Leaves out one byte of a character that has several. */
function cutCharacter({ tokens, random }: Draft): string | undefined {
  const places = tokens.flatMap((token, index) => (token.bytes.some((byte) => byte >= 0x80) ? [index] : []));
  if (places.length === 0) return undefined;
  const index = random.pick(places);
  const token = tokens[index] as Token;
  const wide = Array.from(token.bytes.keys()).filter((at) => (token.bytes[at] ?? 0) >= 0x80);
  const at = random.pick(wide);
  tokens[index] = {
    ...token,
    bytes: Buffer.concat([token.bytes.subarray(0, at), token.bytes.subarray(at + 1)]),
  };
  return placeOf(token);
}

function insertLine({ tokens, table, random }: Draft, line: string): string {
  const begins = lineBegins(tokens);
  // The line before the header is the usual place, so it gets a third of them.
  const at = random.below(3) === 0 ? 0 : random.pick(begins);
  const row = (tokens[at] ?? tokens.at(-1))?.row ?? -1;
  tokens.splice(at, 0, { kind: 'text', bytes: Buffer.from(line + table.writing.lineEnd), row });
  return `before row ${row}`;
}

function repeatHeader({ tokens, table, random }: Draft): string {
  const at = random.pick(lineBegins(tokens).slice(1));
  const row = tokens[at]?.row ?? table.rows.length;
  tokens.splice(at, 0, ...tokensOf({ ...table, rows: [] }));
  return `before row ${row}`;
}

function appendFooter({ tokens, table, random }: Draft): string {
  const lines = random.pick([['', 'Total: 40'], ['', 'end of report', 'page 1 of 1'], ['Total: 40']]);
  const text = lines.map((line) => line + table.writing.lineEnd).join('');
  tokens.push({ kind: 'text', bytes: Buffer.from(text), row: table.rows.length });
  return `of ${lines.length} lines`;
}

function changeDelimiter({ tokens, table, random }: Draft): string {
  const row = random.below(table.rows.length + 1) - 1;
  const other = Buffer.from(
    random.pick([',', ';', '|', '\t'].filter((mark) => mark !== table.writing.delimiter)),
  );
  for (const [index, token] of tokens.entries()) {
    if (token.row === row && token.kind === 'delimiter') tokens[index] = { ...token, bytes: other };
  }
  return `in row ${row} to ${JSON.stringify(other.toString())}`;
}

/** A file of more than a megabyte costs as much as fifty others, so most draws of it lead to another mutation. */
function lengthen(draft: Draft): string | undefined {
  if (draft.random.below(8) > 0) return undefined;
  return replaceOne(draft, 'text', (token) => [token, { ...token, bytes: Buffer.alloc(1_050_000, 'x') }]);
}

/** One file in twelve ends early, in any byte. */
function truncate(bytes: Buffer, random: Seeded, done: string[]): Buffer {
  if (random.below(12) > 0) return bytes;
  const length = random.below(bytes.length);
  done.push(`cut after ${length} bytes`);
  return bytes.subarray(0, length);
}

function lineBegins(tokens: readonly Token[]): readonly number[] {
  return [0, ...tokens.flatMap(({ kind }, index) => (kind === 'lineEnd' ? [index + 1] : []))];
}

function characterStarts(bytes: Buffer): readonly number[] {
  return Array.from(bytes.keys()).filter((at) => at === 0 || ((bytes[at] ?? 0) & 0xc0) !== 0x80);
}

function placeOf({ row }: Token): string {
  return row < 0 ? 'in the header' : `in row ${row}`;
}
