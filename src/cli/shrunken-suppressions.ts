import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { formatCount, formatShare, plural } from '../report/numbers.js';
import type { RunManifest } from '../store/run-manifest.js';
import type { OpenedSource } from './open-sources.js';

/** Share of its rows that a suppression source may lose from one run to the next, unless `expect.max_drop` says otherwise. */
const usualDrop = 0.1;

/**
 * Suppression sources that have lost too many rows since an earlier run or plan (S6.3). Sources go by their names; one that the config has no
 * more was taken out by somebody who meant it, and what it said is kept.
 */
export function shrunkenSuppressions(
  sources: readonly OpenedSource[],
  before: RunManifest['inputs'],
): readonly Diagnostic[] {
  return sources.flatMap(({ kind, name, files, expect }) => {
    if (kind !== 'suppression') return [];
    const rows = files.reduce((sum, { file }) => sum + file.records, 0);
    const earlier = before
      .filter((input) => input.kind === kind && input.source === name)
      .reduce((sum, input) => sum + input.rows, 0);
    const lost = earlier - rows;
    if (lost <= earlier * (expect.maxDrop ?? usualDrop) + 1e-6) return [];
    const message = `${name} has ${plural(rows, 'row')}, ${formatShare(lost, earlier)} fewer than the ${formatCount(earlier)} of the last run.`;
    const [first] = files;
    const at = files.length === 1 && first !== undefined ? { file: first.file.name } : undefined;
    return [diagnose('state/shrunken-suppressions', message, at)];
  });
}
