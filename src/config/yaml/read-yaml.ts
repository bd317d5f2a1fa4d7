import type { CST } from 'yaml';
import type { DiagnosticCode } from '../../diagnostics/codes.js';
import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';
import type { Path } from '../problem.js';
import { compose } from './compose.js';
import { linesOf } from './lines.js';
import { leadsSomewhere, rangeFinder } from './places.js';
import { readTokens, type TextComment } from './read-tokens.js';
import type { TextProblem } from './text-problem.js';
import { findTraps } from './traps.js';

/** A YAML text as plain data, and where each part of it stands. */
export interface YamlDocument {
  readonly value: unknown;
  placeOf(path: Path, on: 'key' | 'value'): Span;
  /** Whether there is something at a path. */
  has(path: Path): boolean;
  /** What stands there, from offset to offset. */
  sourceOf(
    path: Path,
    on: 'key' | 'value',
  ): { readonly start: number; readonly end: number; readonly source: string };
}

/** A comment of the text, without the sign it begins with. */
export interface Comment {
  readonly text: string;
  readonly at: Span;
  readonly start: number;
  readonly end: number;
  /** Whether nothing but blanks stands before it on its line. */
  readonly isAlone: boolean;
}

/**
 * Reads one YAML 1.2 document. What makes the value unreliable leaves `document` undefined; other problems stand
 * beside it. Does not throw, whatever the text.
 */
export function readYaml(
  text: string,
  file: string,
): {
  readonly document?: YamlDocument;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const lines = linesOf(text, file);
  const toDiagnostic = ({ code, message, help, start, end }: TextProblem) =>
    diagnose(code, message, lines.spanOf(start, end), help === undefined ? {} : { help });

  const { tokens, problems, comments } = readTokens(text);
  if (tokens === undefined) return { comments: [], diagnostics: problems.map(toDiagnostic) };
  const { contents, problems: syntax, value } = compose(tokens, text.length);
  const found = [
    ...problems,
    ...tokens.flatMap(directiveProblem),
    ...secondDocument(tokens),
    ...firstOfEachLine(syntax, lines.spanOf),
    ...findTraps(contents),
  ];
  const diagnostics = found.map(toDiagnostic);
  const placed = comments.map((comment) => placeComment(comment, text, lines.spanOf));
  if (found.some(({ code }) => unreliable.includes(code))) return { comments: placed, diagnostics };
  const rangeOf = rangeFinder(contents);
  return {
    document: {
      value: value(),
      placeOf: (path, on) => lines.spanOf(...rangeOf(path, on)),
      has: (path) => leadsSomewhere(contents, path),
      sourceOf: (path, on) => {
        const [start, end] = rangeOf(path, on);
        return { start, end, source: text.slice(start, end) };
      },
    },
    comments: placed,
    diagnostics,
  };
}

/** With these problems the structure of the value is not what the author meant. */
const unreliable: readonly DiagnosticCode[] = [
  'yaml/syntax',
  'yaml/tab-indent',
  'yaml/alias',
  'yaml/key-not-text',
];

/** Directives are refused, and left out of what is composed, so that the file is read as YAML 1.2 in any case. */
function directiveProblem(token: CST.Token): TextProblem[] {
  if (token.type !== 'directive' || /^%YAML\s+1\.2\s*$/.test(token.source)) return [];
  const message = `The directive ${JSON.stringify(token.source.slice(0, 40))} is not accepted.`;
  const { offset: start, source } = token;
  return [{ code: 'yaml/directive', message, start, end: start + source.length }];
}

function secondDocument(tokens: readonly CST.Token[]): TextProblem[] {
  const second = tokens.filter(({ type }) => type === 'document')[1];
  if (second === undefined) return [];
  const message = 'A second YAML document begins here.';
  return [{ code: 'yaml/multiple-documents', message, start: second.offset, end: second.offset + 3 }];
}

function placeComment(
  { source, start }: TextComment,
  text: string,
  spanOf: (start: number, end: number) => Span,
): Comment {
  const end = start + source.length;
  const isAlone = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
  return { text: source.slice(1).trim(), at: spanOf(start, end), start, end, isAlone };
}

/** One slip of the pen makes the parser stumble several times; the first time of each line tells it. */
function firstOfEachLine(
  problems: readonly TextProblem[],
  spanOf: (start: number, end: number) => Span,
): TextProblem[] {
  const seen = new Set<number | undefined>();
  return problems.filter(({ start, end }) => {
    const { line } = spanOf(start, end);
    if (seen.has(line)) return false;
    seen.add(line);
    return true;
  });
}
