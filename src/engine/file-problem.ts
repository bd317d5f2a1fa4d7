import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { describeJson, type JsonProblem } from './json/json-problem.js';
import type { InputFile } from './source-file.js';
import { type ContentProblem, describeContent } from './text/content-problem.js';
import type { Detection } from './text/detect-layout.js';
import { askLayout, type LayoutQuestion } from './text/layout-question.js';

/** Why a file can not be read as it is. */
export type FileProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'truncated'; readonly reason: string }
  | JsonProblem
  | { readonly kind: 'open-quote'; readonly line: number }
  | { readonly kind: 'mixed-line-ends'; readonly line: number }
  | { readonly kind: 'duplicate-header'; readonly header: string }
  | { readonly kind: 'empty' }
  | ContentProblem
  | LayoutQuestion
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
    case 'not-utf8':
    case 'wrong-encoding':
    case 'bad-bytes':
    case 'bad-encoding':
    case 'other-format':
      return describeContent(name, problem);
    case 'title-lines':
    case 'second-header':
    case 'second-table':
    case 'no-header':
      return askLayout(name, problem);
    case 'broken-json':
    case 'not-json-records':
    case 'records-in-lines':
    case 'no-records':
    case 'ambiguous-path':
    case 'json-text':
      return describeJson(name, problem);
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
    case 'mixed-line-ends':
      return diagnose('input/mixed-line-ends', `${name} has line ends of two kinds in its header.`, {
        ...at,
        line: problem.line,
      });
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
