import { type DiagnosticCode, diagnosticCodes } from './codes.js';
import type { Diagnostic, Span } from './diagnostic.js';

/** Words more precise than those of the table of codes. */
export interface Wording {
  readonly why?: string;
  readonly help?: string;
}

/** A diagnostic with the severity of its code and, unless told otherwise, the words of its code. */
export function diagnose(
  code: DiagnosticCode,
  message: string,
  at: Span | undefined,
  wording: Wording = {},
): Diagnostic {
  const { severity, why, help } = diagnosticCodes[code];
  return { code, severity, message, why, help, ...wording, ...(at === undefined ? {} : { at }) };
}
