import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { countSeverities } from './count-severities.js';

/** Diagnostics for programs. `schemaVersion` grows when a field changes its meaning or goes away. */
export interface DiagnosticsDocument {
  readonly schemaVersion: 1;
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Readonly<Record<Severity, number>>;
}

export function renderJson(diagnostics: readonly Diagnostic[]): DiagnosticsDocument {
  return { schemaVersion: 1, diagnostics, counts: countSeverities(diagnostics) };
}
