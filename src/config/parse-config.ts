import { comparePlaces } from '../diagnostics/compare-places.js';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Config } from '../model/config.js';
import { buildConfig } from './build-config.js';
import { checks } from './checks/checks.js';
import { unbuiltSectionsOf } from './checks/not-evaluated.js';
import { findConditions } from './conditions/find-conditions.js';
import { findShapeProblems } from './find-shape-problems.js';
import { orderGroups } from './group-order.js';
import { outlineOf } from './outline.js';
import { type Problem, valueProblem } from './problem.js';
import { configSchema } from './schema/config-schema.js';
import { readYaml, type YamlDocument } from './yaml/read-yaml.js';

/** A config, unless something is wrong with it, and everything that was found, in the order of the text. */
export interface ParsedConfig {
  readonly config?: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a campaign config. `file` is its name in the diagnostics. Every problem is found, not only the first;
 * `config` is missing when one of them is an error. Does not throw, whatever the text.
 */
export function parseConfig(text: string, file: string): ParsedConfig {
  const { document, diagnostics } = readYaml(text, file);
  if (document === undefined) return { diagnostics: inOrder(diagnostics) };
  if (document.value === null) {
    const problem = valueProblem('config/empty', [], 'The config is empty.');
    return { diagnostics: inOrder([...diagnostics, place(document, problem)]) };
  }
  const shaped = configSchema.safeParse(document.value);
  const outline = outlineOf(document.value);
  const { conditions, aggregates, problems } = findConditions(outline);
  const found = [
    ...findShapeProblems(document.value, shaped.error?.issues ?? []),
    ...problems,
    ...checks.flatMap((check) => check(outline, conditions)),
  ];
  const all = inOrder([...diagnostics, ...found.map((problem) => place(document, problem))]);
  if (!shaped.success || all.some(({ severity }) => severity === 'error')) return { diagnostics: all };
  const unbuilt = unbuiltSectionsOf(outline).map((path) => path.join('.'));
  const { order } = orderGroups(outline, conditions);
  return {
    config: buildConfig(shaped.data, { conditions, aggregates, groupOrder: order }, unbuilt),
    diagnostics: all,
  };
}

function place(document: YamlDocument, { code, message, path, on, why, help }: Problem): Diagnostic {
  return diagnose(code, message, document.placeOf(path, on), {
    ...(why === undefined ? {} : { why }),
    ...(help === undefined ? {} : { help }),
  });
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(comparePlaces);
}
