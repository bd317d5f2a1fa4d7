import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Problem } from './problem.js';
import type { YamlDocument } from './yaml/read-yaml.js';

/** A problem as a diagnostic that points at its line and column. */
export function diagnoseProblem(
  document: YamlDocument,
  { code, message, path, on, why, help }: Problem,
): Diagnostic {
  return diagnose(code, message, document.placeOf(path, on), {
    ...(why === undefined ? {} : { why }),
    ...(help === undefined ? {} : { help }),
  });
}
