import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { severities } from '../../diagnostics/severity.js';
import type { LintRules } from './lint-rules.js';

/**
 * The diagnostics as seriously as the rules take them, without those that are switched off. `most` is the most serious that one can
 * become; what is an error by itself stays one.
 */
export function withSeverities(
  diagnostics: readonly Diagnostic[],
  rules: LintRules,
  most: Severity = 'error',
): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const chosen = rules.get(diagnostic.code);
    if (chosen === undefined || diagnostic.severity === 'error') return [diagnostic];
    if (chosen === 'off') return [];
    const severity = severities.indexOf(chosen) < severities.indexOf(most) ? most : chosen;
    return [{ ...diagnostic, severity }];
  });
}
