import { comparePlaces } from '../diagnostics/compare-places.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Config } from '../model/config.js';
import { buildConfig } from './build-config.js';
import { checks } from './checks/checks.js';
import { unbuiltSectionsOf } from './checks/not-evaluated.js';
import { findConditions } from './conditions/find-conditions.js';
import { diagnoseProblem } from './diagnose-problem.js';
import { extendCampaigns } from './extends/extend-campaigns.js';
import { placeProblems } from './extends/written-places.js';
import { findShapeProblems } from './find-shape-problems.js';
import { orderGroups } from './group-order.js';
import { outlineOf } from './outline.js';
import { valueProblem } from './problem.js';
import { configSchema } from './schema/config-schema.js';
import { faultyTemplates, type ReadTemplate } from './templates.js';
import { readYaml } from './yaml/read-yaml.js';

/** A config, unless something is wrong with it, and everything that was found, in the order of the text. */
export interface ParsedConfig {
  readonly config?: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a campaign config. `file` is its name in the diagnostics. Every problem is found, not only the first;
 * `config` is missing when one of them is an error. Does not throw, whatever the text. Templates of mails are only looked into with
 * `readTemplate`.
 */
export function parseConfig(text: string, file: string, readTemplate?: ReadTemplate): ParsedConfig {
  const { document, diagnostics } = readYaml(text, file);
  if (document === undefined) return { diagnostics: inOrder(diagnostics) };
  if (document.value === null) {
    const problem = valueProblem('config/empty', [], 'The config is empty.');
    return { diagnostics: inOrder([...diagnostics, diagnoseProblem(document, problem)]) };
  }
  const { value, places, problems: ofExtending } = extendCampaigns(document.value);
  const shaped = configSchema.safeParse(value);
  const outline = outlineOf(value);
  const { conditions, aggregates, problems } = findConditions(outline);
  const found = [
    ...ofExtending,
    ...findShapeProblems(value, shaped.error?.issues ?? []),
    ...problems,
    ...checks.flatMap((check) => check(outline, conditions)),
    ...(readTemplate === undefined ? [] : faultyTemplates(outline, readTemplate)),
  ];
  const placed = placeProblems(found, places).map((problem) => diagnoseProblem(document, problem));
  const all = inOrder([...diagnostics, ...placed]);
  if (!shaped.success || all.some(({ severity }) => severity === 'error')) return { diagnostics: all };
  const unbuilt = unbuiltSectionsOf(outline);
  const { order } = orderGroups(outline, conditions);
  return {
    config: buildConfig(shaped.data, { conditions, aggregates, groupOrder: order }, unbuilt),
    diagnostics: all,
  };
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(comparePlaces);
}
