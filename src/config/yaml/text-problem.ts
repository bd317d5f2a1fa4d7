import type { DiagnosticCode } from '../../diagnostics/codes.js';

/** A mistake found in the YAML text, at offsets of the text. */
export interface TextProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
  readonly start: number;
  readonly end: number;
}
