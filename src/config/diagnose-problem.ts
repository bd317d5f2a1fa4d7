import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.js';
import type { Cure, Problem } from './problem.js';
import type { YamlDocument } from './yaml/read-yaml.js';

/** A problem as a diagnostic that points at its line and column, with its cure as a change of the text. */
export function diagnoseProblem(document: YamlDocument, problem: Problem): Diagnostic {
  const { code, message, path, on, why, help, cure } = problem;
  const fix = cure && fixOf(document, problem, cure);
  const diagnostic = diagnose(code, message, document.placeOf(path, on), {
    ...(why === undefined ? {} : { why }),
    ...(help === undefined ? {} : { help }),
  });
  return fix === undefined ? diagnostic : { ...diagnostic, fix };
}

/** No fix where the text says something else than the problem is about, as where a value comes from a preset. */
function fixOf(document: YamlDocument, { path, on }: Problem, cure: Cure): Fix | undefined {
  const { start, end, source } = document.sourceOf(path, on);
  const { from, to, isQuoting } = cure;
  const isQuoted = source === `"${from}"` || source === `'${from}'`;
  if (source !== from && !isQuoted) return undefined;
  if (on === 'key' && document.has([...path.slice(0, -1), to])) return undefined;
  if (isQuoting !== true) return { start, end, text: written(to), summary: `${from} -> ${to}` };
  const text = isQuoted ? to : JSON.stringify(to);
  return { start, end, text, summary: `${source} -> ${text}` };
}

/** A name as YAML; in quotes when it could be read as something else. */
function written(name: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_./-]*$/u.test(name);
  return isPlain && !/^(?:true|false|null|yes|no|on|off)$/i.test(name) ? name : JSON.stringify(name);
}
