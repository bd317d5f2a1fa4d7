import { type DiagnosticCode, diagnosticCodes } from '../../diagnostics/codes.js';
import { type Severity, severities } from '../../diagnostics/severity.js';
import { entryAt, type Outline } from '../outline.js';

/** How seriously what `lint.rules` names is to be taken. */
export type LintRules = ReadonlyMap<DiagnosticCode, Severity | 'off'>;

/** The severities that a code can be given. */
export const ruleSeverities = ['off', ...severities] as const;

/** Codes whose severity the config can choose: what is no error by itself. An error keeps the config from meaning anything. */
export const adjustableCodes: readonly DiagnosticCode[] = (Object.keys(diagnosticCodes) as DiagnosticCode[])
  .filter((code) => diagnosticCodes[code].severity !== 'error')
  .sort();

/** What `lint.rules` says, without what the schema reports. */
export function lintRulesOf({ root }: Outline): LintRules {
  const written = Object.entries(entryAt(entryAt(root, 'lint'), 'rules').value);
  return new Map(
    written.flatMap(([name, value]) => {
      const code = adjustableCodes.find((known) => known === name);
      const severity = ruleSeverities.find((known) => known === value);
      return code === undefined || severity === undefined ? [] : [[code, severity]];
    }),
  );
}
