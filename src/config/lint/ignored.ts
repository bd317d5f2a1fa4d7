import { diagnosticCodes } from '../../diagnostics/codes.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Comment } from '../yaml/read-yaml.js';

/** A comment `# nurture-ignore code: reason`. */
export interface Ignore {
  readonly comment: Comment;
  /** As they are written; several are separated by commas. */
  readonly codes: readonly string[];
  /** Empty when there is none. */
  readonly reason: string;
}

export interface Ignored {
  /** What no comment covers. */
  readonly left: readonly Diagnostic[];
  /** The comments, each with the codes that it covered something of. */
  readonly ignores: readonly { readonly ignore: Ignore; readonly used: readonly string[] }[];
}

/**
 * Leaves out what comments with a reason cover: diagnostics of their codes on the same line, or, for a comment that has its line for
 * itself, on the next line that is not a comment alone. What is an error by itself can not be
 * covered, what the rules have made one can.
 */
export function withoutIgnored(diagnostics: readonly Diagnostic[], comments: readonly Comment[]): Ignored {
  const ignores = comments.flatMap(ignoreOf);
  const alone = new Set(comments.flatMap(({ isAlone, at }) => (isAlone ? (at.line ?? []) : [])));
  const covered = ignores.map((ignore) => ({ ignore, line: coveredLine(ignore.comment, alone) }));
  const used = new Map<Ignore, Set<string>>();
  const left = diagnostics.filter(({ code, at }) => {
    if (diagnosticCodes[code].severity === 'error' || at?.line === undefined) return true;
    const match = covered.find(
      ({ ignore, line }) =>
        line === at.line &&
        ignore.comment.at.file === at.file &&
        ignore.reason !== '' &&
        ignore.codes.includes(code),
    );
    if (match === undefined) return true;
    used.set(match.ignore, (used.get(match.ignore) ?? new Set()).add(code));
    return false;
  });
  return { left, ignores: ignores.map((ignore) => ({ ignore, used: [...(used.get(ignore) ?? [])] })) };
}

function ignoreOf(comment: Comment): readonly Ignore[] {
  const [, written] = /^nurture-ignore(?![\w-])(.*)$/.exec(comment.text) ?? [];
  if (written === undefined) return [];
  const colon = written.indexOf(':');
  const codes = colon === -1 ? written : written.slice(0, colon);
  return [
    {
      comment,
      codes: codes.split(',').flatMap((code) => code.trim() || []),
      reason: colon === -1 ? '' : written.slice(colon + 1).trim(),
    },
  ];
}

/** Comments above each other cover the same line. */
function coveredLine({ isAlone, at }: Comment, alone: ReadonlySet<number>): number {
  let line = at.line ?? 0;
  if (isAlone) while (alone.has(line)) line += 1;
  return line;
}
