import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Dialect } from '../model/config.js';
import { diagnoseProblem } from './diagnose-problem.js';
import { findShapeProblems } from './find-shape-problems.js';
import { dialect } from './schema/dialect.js';
import { readYaml } from './yaml/read-yaml.js';

/** Where a dialect stands in a config, whose schema knows the names. */
const place = ['sources', 'leads', 0, 'dialect'] as const;

/** Reads a dialect that stands alone, as YAML: `{ delimiter: ";", encoding: windows-1252 }`. `name` is for the diagnostics. */
export function parseDialect(
  text: string,
  name: string,
): { readonly dialect?: Dialect; readonly diagnostics: readonly Diagnostic[] } {
  const { document, diagnostics } = readYaml(text, name);
  if (document === undefined) return { diagnostics };
  const shaped = dialect.safeParse(document.value);
  const issues = (shaped.error?.issues ?? []).map((issue) => ({ ...issue, path: [...place, ...issue.path] }));
  const inConfig = { sources: { leads: [{ dialect: document.value }] } };
  const problems = findShapeProblems(inConfig, issues).map((problem) =>
    diagnoseProblem(document, { ...problem, path: problem.path.slice(place.length) }),
  );
  const all = [...diagnostics, ...problems];
  return shaped.success ? { dialect: shaped.data, diagnostics: all } : { diagnostics: all };
}
