import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Fault } from './json-scanner.js';
import { type JsonPath, pathsOfHeader, pointerOf } from './paths.js';

/** Why a JSON file can not be read as it is. */
export type JsonProblem =
  /** `beginning` is its text at the beginning. */
  | { readonly kind: 'broken-json'; readonly fault: Fault; readonly beginning: string }
  /** A sound document without an array of records, at the declared path or at all; `offered` are the arrays of objects it has. */
  | {
      readonly kind: 'not-json-records';
      readonly declared: string | undefined;
      readonly offered: readonly JsonPath[];
    }
  | { readonly kind: 'records-in-lines' }
  /** Not one record is an object with a value; `broken` counts them by reason. */
  | {
      readonly kind: 'no-records';
      readonly broken: ReadonlyMap<string, number>;
      readonly envelope: string | undefined;
    }
  | { readonly kind: 'ambiguous-path'; readonly header: string }
  /** The content of a file whose name says delimited text. */
  | { readonly kind: 'json-text'; readonly extension: '.json' | '.jsonl' };

/** The diagnostic for a file by the name it goes by. No message quotes what is in a record. */
export function describeJson(file: string, problem: JsonProblem): Diagnostic {
  const at = { file };
  switch (problem.kind) {
    case 'broken-json': {
      const { line, column, reason } = problem.fault;
      const message = `${file} is no sound JSON document: ${reason}.`;
      return diagnose('input/broken-json', message, { file, line, column }, cureOf(problem));
    }
    case 'not-json-records':
      return notRecords(file, problem);
    case 'records-in-lines':
      return diagnose(
        'input/not-json-records',
        `${file} has a record on each line, not inside of a document.`,
        at,
        {
          help: 'Remove records: from the dialect of the source, or name the file .json if it is one document.',
        },
      );
    case 'no-records': {
      const reasons = [...problem.broken].map(([reason, count]) => `${count} ${reason}`).join(', ');
      const found = reasons === '' ? 'its objects are empty' : reasons;
      const message = `${file} has no JSON object that could be a record: ${found}.`;
      if (!problem.broken.has('bad_envelope')) return diagnose('input/not-json-records', message, at);
      return diagnose('input/not-json-records', message, at, {
        help: `Correct envelope: in the dialect of the source. The field ${JSON.stringify(problem.envelope)} must hold an object, or the text of one.`,
      });
    }
    case 'ambiguous-path': {
      const pointers = pathsOfHeader(problem.header).map((path) => JSON.stringify(pointerOf(path)));
      const message = `${file} has two values that ${JSON.stringify(problem.header)} can mean.`;
      return diagnose('input/duplicate-header', message, at, {
        help: `Say which, with a JSON pointer in place of the header: ${pointers.join(' or ')}.`,
      });
    }
    case 'json-text': {
      const form = problem.extension === '.json' ? 'a JSON document' : 'JSON, a record on each line';
      return diagnose('input/not-text', `${file} holds ${form}.`, at, {
        help: `Name it ${problem.extension}, and it is read as such.`,
      });
    }
  }
}

function notRecords(
  file: string,
  { declared, offered }: Extract<JsonProblem, { kind: 'not-json-records' }>,
): Diagnostic {
  const message =
    declared === undefined
      ? `${file} is not a JSON array of records.`
      : `${file} has no array at ${JSON.stringify(declared)}.`;
  if (offered.length === 0) return diagnose('input/not-json-records', message, { file });
  const paths = offered.map(writtenPath);
  const lines = paths.slice(0, 5).map((path) => `dialect: { records: ${path} }`);
  const [only] = lines;
  const help =
    lines.length === 1
      ? `Its only array of objects is at ${paths[0]}. If these are the records, add ${only} to the source.`
      : `It has several arrays of objects. Say which holds the records: ${lines.join(' or ')}.`;
  return diagnose('input/not-json-records', message, { file }, { help });
}

/** A path as `records:` takes it, in YAML. */
function writtenPath(path: JsonPath): string {
  if (path.length === 0) return '""';
  const isPlain = path.every((key) => /^[A-Za-z_][\w-]*$/.test(key));
  return isPlain ? path.join('.') : JSON.stringify(pointerOf(path));
}

function cureOf({ fault, beginning }: Extract<JsonProblem, { kind: 'broken-json' }>): {
  readonly help?: string;
} {
  const [first = ''] = beginning.trimStart();
  if (first !== '{' && first !== '[') return { help: 'If it is delimited text, name it .csv.' };
  if (fault.reason !== 'a second value' || first !== '{') return {};
  return { help: 'If there is a record on each line, name the file .jsonl.' };
}
