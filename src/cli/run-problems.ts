import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderReasons } from './data-checks.js';
import type { Matched } from './pipeline.js';
import type { LoadedConfig } from './session.js';

/**
 * What was found wrong with the inputs, quarantined rows among it. Rules of the built-in model that a file has no column for are
 * nobody's mistake. `written` when a rejects file tells more.
 */
export function problemsOf(
  matched: Matched,
  { builtIn }: LoadedConfig,
  written: boolean,
): readonly Diagnostic[] {
  const problems = matched.problems.filter(({ code }) => !builtIn || code !== 'input/unknown-column');
  const files = matched.sources.flatMap((source) => source.files);
  const quarantined = matched.quarantine.rowsOf(files);
  if (quarantined === 0) return problems;
  const rows = quarantined === 1 ? '1 row' : `${quarantined} rows`;
  const reasons = renderReasons(matched.quarantine.reasonsOf(files));
  const help = written
    ? { help: 'Correct them at the source; the rejects file names their places and reasons.' }
    : {};
  return [
    ...problems,
    diagnose('input/quarantined-rows', `${rows} could not be used: ${reasons}.`, undefined, help),
  ];
}
