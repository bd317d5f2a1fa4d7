import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { fingerprints } from './fingerprint.js';

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

/** An entry of a Code Quality report of GitLab. */
interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** A Code Quality report of GitLab. What has no place of its own stands at the beginning of `file`. */
export function renderGitlab(diagnostics: readonly Diagnostic[], file: string): readonly CodeQualityIssue[] {
  const names = fingerprints(diagnostics);
  return diagnostics.map(({ code, severity, message, at }, index) => ({
    description: message,
    check_name: code,
    fingerprint: names[index] ?? '',
    severity: severities[severity],
    location: { path: at?.file ?? file, lines: { begin: at?.line ?? 1 } },
  }));
}
