import { CST, Lexer, Parser } from 'yaml';
import type { TextProblem } from './text-problem.js';

const LARGEST_TEXT = 1024 * 1024;
const DEEPEST_NESTING = 32;
const MOST_VALUES = 20_000;

/** Pieces of text: words, brackets, commas, blanks, line breaks. A key with its value has about five of them. */
const MOST_PIECES = 150_000;

export interface Tokens {
  /** The concrete syntax, or undefined when the text exceeds a limit. */
  readonly tokens?: readonly CST.Token[];
  /** The limit that is exceeded, and the anchors and aliases that are used. */
  readonly problems: readonly TextProblem[];
  readonly comments: readonly TextComment[];
}

/** A comment as it is written, its sign included. */
export interface TextComment {
  readonly source: string;
  readonly start: number;
}

/**
 * Takes the text apart. The limits are checked token by token, before anything is built from them: composing a
 * document of 100,000 keys takes minutes, and one of 100,000 brackets ends the process.
 */
export function readTokens(text: string): Tokens {
  if (text.length > LARGEST_TEXT) return exceeded('yaml/too-large', 'The file is larger than 1 MiB.', 0);
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const problems: TextProblem[] = [];
  const comments: TextComment[] = [];
  const countValues = valueCounter();
  let pieces = 0;
  let isContent: boolean = false;
  for (const lexeme of new Lexer().lex(text)) {
    const offset: number = parser.offset;
    const type: CST.TokenType | null = isContent ? null : CST.tokenType(lexeme);
    isContent = type === 'scalar';
    if (type === 'anchor' || type === 'alias') problems.push(aliasProblem(type, lexeme, offset));
    if (type === 'comment') comments.push({ source: lexeme, start: offset });
    pieces += 1;
    if (countValues(type ?? 'content') > MOST_VALUES) {
      return exceeded('yaml/too-many-values', 'The file holds more than 20,000 keys and values.', offset);
    }
    if (pieces > MOST_PIECES) {
      return exceeded(
        'yaml/too-many-values',
        'The file holds more than 150,000 words, signs and lines.',
        offset,
      );
    }
    tokens.push(...parser.next(lexeme));
    if (isTooDeep(parser.stack)) {
      return exceeded('yaml/too-deep', 'The nesting is deeper than 32 levels here.', offset);
    }
  }
  tokens.push(...parser.end());
  return { tokens, problems, comments };
}

/** The stack of the parser holds the collections that are open, and with them the document and a scalar in hand. */
function isTooDeep(stack: readonly CST.Token[]): boolean {
  return stack.length > DEEPEST_NESTING && stack.filter(CST.isCollection).length > DEEPEST_NESTING;
}

/** Counts everything that becomes a node: scalars, brackets, list entries, and the empty keys before a bare `:`. */
function valueCounter(): (type: CST.TokenType | 'content') => number {
  let count = 0;
  let hasKey = false;
  return (type) => {
    switch (type) {
      case 'scalar':
        count += 1;
        hasKey = true;
        break;
      case 'map-value-ind':
        if (!hasKey) count += 1;
        hasKey = false;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
      case 'seq-item-ind':
      case 'explicit-key-ind':
      case 'alias':
        count += 1;
        hasKey = false;
        break;
    }
    return count;
  };
}

function aliasProblem(type: 'anchor' | 'alias', source: string, offset: number): TextProblem {
  const message = `The ${type} ${source.slice(0, 40)} is used.`;
  return { code: 'yaml/alias', message, start: offset, end: offset + source.length };
}

function exceeded(code: TextProblem['code'], message: string, offset: number): Tokens {
  return { problems: [{ code, message, start: offset, end: offset + 1 }], comments: [] };
}
