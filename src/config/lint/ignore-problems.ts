import { diagnosticCodes } from '../../diagnostics/codes.js';
import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/nearest.js';
import type { Ignore, Ignored } from './ignored.js';
import { adjustableCodes } from './lint-rules.js';

/**
 * Comments that ask for something to be ignored and say no reason, or cover nothing. `isChecked` says of which codes it would have been
 * seen in this run.
 */
export function ignoreProblems(
  { ignores }: Ignored,
  text: string,
  isChecked: (code: string) => boolean,
): readonly Diagnostic[] {
  return ignores.flatMap(({ ignore, used }) => {
    if (ignore.reason === '') return [withoutReason(ignore)];
    const unused = ignore.codes.filter((code) => !used.includes(code) && isChecked(code));
    if (unused.length === 0) return [];
    const isAll = unused.length === ignore.codes.length;
    return [{ ...unusedIgnore(ignore, unused), ...(isAll ? { fix: removal(ignore, text) } : {}) }];
  });
}

function withoutReason({ comment, codes }: Ignore): Diagnostic {
  const message =
    codes.length === 0
      ? 'The comment does not say what is to be ignored.'
      : `The comment does not say why ${codes.join(', ')} is to be ignored.`;
  return diagnose('lint/ignored-without-reason', message, comment.at);
}

function unusedIgnore({ comment }: Ignore, unused: readonly string[]): Diagnostic {
  const [code = ''] = unused;
  const message = `There is nothing to ignore of ${unused.join(', ')}.`;
  const isKnown = Object.hasOwn(diagnosticCodes, code);
  const help = isKnown
    ? adjustableCodes.some((known) => known === code)
      ? undefined
      : `${code} is an error, which can not be ignored.`
    : didYouMean(code, adjustableCodes);
  return diagnose('lint/unused-ignore', message, comment.at, help === undefined ? {} : { help });
}

/** The comment with the blanks before it, and with its line if it has one for itself. */
function removal({ comment: { start, end, isAlone } }: Ignore, text: string) {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const lineEnd = text.indexOf('\n', end);
  const range = isAlone
    ? { start: lineStart, end: lineEnd === -1 ? text.length : lineEnd + 1 }
    : { start: lineStart + before.trimEnd().length, end };
  return { ...range, text: '', summary: `${text.slice(start, end).trimEnd()} removed` };
}
