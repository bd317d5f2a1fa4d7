import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { Wording } from '../diagnostics/diagnose.js';

/** The way from the top of the config to a value: keys of mappings and positions in lists. */
export type Path = readonly (string | number)[];

/** A mistake found in the config, before its path is turned into a line and a column. */
export interface Problem extends Wording {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly path: Path;
  /** Whether the caret belongs under the last key of the path or under its value. */
  readonly on: 'key' | 'value';
  readonly cure?: Cure;
}

/** A word that stands at the place of the problem, and the one word that can be meant by it, both as plain text. */
export interface Cure {
  readonly from: string;
  readonly to: string;
  /** Whether the cure is that the word is quoted, or no longer quoted. */
  readonly isQuoting?: true;
}

export type Wordings = { readonly [name in keyof Wording]?: string | undefined } & {
  readonly cure?: Cure | undefined;
};

/** A problem of the value at `path`. */
export function valueProblem(
  code: DiagnosticCode,
  path: Path,
  message: string,
  wording: Wordings = {},
): Problem {
  return { code, path, on: 'value', message, ...present(wording) };
}

/** A problem of the key at the end of `path`. */
export function keyProblem(
  code: DiagnosticCode,
  path: Path,
  message: string,
  wording: Wordings = {},
): Problem {
  return { code, path, on: 'key', message, ...present(wording) };
}

function present({ why, help, cure }: Wordings): Pick<Problem, 'why' | 'help' | 'cure'> {
  return {
    ...(why === undefined ? {} : { why }),
    ...(help === undefined ? {} : { help }),
    ...(cure === undefined ? {} : { cure }),
  };
}
