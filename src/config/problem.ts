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
}

export type Wordings = { readonly [name in keyof Wording]?: string | undefined };

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

function present({ why, help }: Wordings): Wording {
  return { ...(why === undefined ? {} : { why }), ...(help === undefined ? {} : { help }) };
}
