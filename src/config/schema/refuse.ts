import type { z } from 'zod';
import type { DiagnosticCode } from '../../diagnostics/codes.js';
import type { Cure } from '../problem.js';

/** What a check of the schema says in place of zod's own words. */
export interface Refusal {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string | undefined;
  readonly cure?: Cure | undefined;
}

/** Reports the value at hand as a diagnostic of the given code. */
export function refuse(context: z.core.$RefinementCtx, refusal: Refusal): void {
  context.addIssue({ code: 'custom', message: refusal.message, params: { refusal } });
}

/** What has been reported by `refuse`. */
export function refusalOf(issue: z.core.$ZodIssueCustom): Refusal {
  const refusal: Refusal | undefined = issue.params?.refusal;
  if (refusal === undefined) throw new Error('The schema reported a value without saying why.');
  return refusal;
}
