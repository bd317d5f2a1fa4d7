import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Detection } from './detect.js';
import type { Sample } from './sample.js';
import type { InputFile } from './source-file.js';

/** Why a file can not be read as it is. */
export type FileProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'truncated'; readonly reason: string }
  | { readonly kind: 'not-json-records' }
  | { readonly kind: 'open-quote'; readonly line: number }
  | { readonly kind: 'duplicate-header'; readonly header: string }
  | Exclude<Sample, { kind: 'text' }>
  | Exclude<Detection, { kind: 'layout' }>;

/** The diagnostic for a file, in the form of an outcome of opening it. */
export function fileProblem(file: InputFile, problem: FileProblem): { readonly problem: Diagnostic } {
  return { problem: describe(file, problem) };
}

function describe({ name }: InputFile, problem: FileProblem): Diagnostic {
  const at = { file: name };
  switch (problem.kind) {
    case 'missing':
      return diagnose('input/missing-file', `There is no file ${name}.`, at);
    case 'directory':
      return diagnose('input/not-a-file', `${name} is a directory.`, at);
    case 'unreadable':
      return diagnose('input/unreadable-file', `${name} can not be read: ${problem.reason}`, at);
    case 'truncated':
      return diagnose(
        'input/truncated-file',
        `${name} can not be unpacked to its end: ${problem.reason}.`,
        at,
      );
    case 'empty':
      return diagnose('input/empty-file', `${name} is empty.`, at);
    case 'not-utf8': {
      const where = problem.line === undefined ? {} : { line: problem.line };
      const line = problem.line === undefined ? '' : ` in line ${problem.line}`;
      return diagnose('input/not-utf8', `${name} is not UTF-8: it holds ${problem.seen}${line}.`, {
        ...at,
        ...where,
      });
    }
    case 'not-json-records':
      return diagnose('input/not-json-records', `${name} is not a JSON array of records.`, at);
    case 'ambiguous': {
      const which = problem.delimiters.map((delimiter) => JSON.stringify(delimiter)).join(' and ');
      return diagnose('input/ambiguous-delimiter', `${name} can be read with ${which} as delimiter.`, at);
    }
    case 'ragged': {
      const share = Math.round(problem.share * 100);
      const seen = JSON.stringify(problem.delimiter);
      const message = `${name} has no delimiter that fits: with ${seen} only ${share} % of the sampled records have as many cells as the header.`;
      return diagnose('input/no-delimiter', message, at);
    }
    case 'mixed-line-ends': {
      const ends = [...problem.lineEnds].map(([kind, line]) => `${kind} (line ${line})`).join(' and ');
      return diagnose('input/mixed-line-ends', `The lines of ${name} end in different ways: ${ends}.`, at);
    }
    case 'open-quote':
      return diagnose('input/open-quote', `${name} has a quote that nothing closes.`, {
        ...at,
        line: problem.line,
      });
    case 'duplicate-header':
      return diagnose(
        'input/duplicate-header',
        `${name} has two columns named ${JSON.stringify(problem.header)}.`,
        at,
      );
  }
}
