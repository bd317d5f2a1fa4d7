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
import { type Outline, outlineOf } from './outline.js';
import { type Problem, valueProblem } from './problem.js';
import { configSchema } from './schema/config-schema.js';
import { faultyTemplates, type ReadTemplate } from './templates.js';
import { type Comment, readYaml } from './yaml/read-yaml.js';

/** A text that has been read as a config, as far as it could be. */
export interface ConfigReading {
  /** Missing when there are errors. */
  readonly config?: Config;
  readonly outline: Outline;
  /** Everything that was found, with the severities of the table of codes. */
  readonly found: readonly Diagnostic[];
  readonly comments: readonly Comment[];
  /** Further problems with their places in the text. */
  readonly place: (problems: readonly Problem[]) => readonly Diagnostic[];
}

/** Reads a config for everybody who wants to know more of it than what it means (parse-config.ts, config/lint/review-config.ts). */
export function readConfig(text: string, file: string, readTemplate?: ReadTemplate): ConfigReading {
  const { document, comments, diagnostics } = readYaml(text, file);
  if (document === undefined || document.value === null) {
    const empty = valueProblem('config/empty', [], 'The config is empty.');
    const found = document === undefined ? [] : [diagnoseProblem(document, empty)];
    return {
      outline: outlineOf({}),
      found: [...diagnostics, ...found],
      comments: document === undefined ? [] : comments,
      place: () => [],
    };
  }
  const { value, places, problems: ofExtending } = extendCampaigns(document.value);
  const shaped = configSchema.safeParse(value);
  const outline = outlineOf(value);
  const { conditions, aggregates, problems } = findConditions(outline);
  const place = (all: readonly Problem[]) =>
    placeProblems(all, places).map((problem) => diagnoseProblem(document, problem));
  const found = [
    ...diagnostics,
    ...place([
      ...ofExtending,
      ...findShapeProblems(value, shaped.error?.issues ?? []),
      ...problems,
      ...checks.flatMap((check) => check(outline, conditions)),
      ...(readTemplate === undefined ? [] : faultyTemplates(outline, readTemplate)),
    ]),
  ];
  const reading = { outline, found, comments, place };
  if (!shaped.success || found.some(({ severity }) => severity === 'error')) return reading;
  const unbuilt = unbuiltSectionsOf(outline);
  const { order } = orderGroups(outline, conditions);
  return {
    ...reading,
    config: buildConfig(shaped.data, { conditions, aggregates, groupOrder: order }, unbuilt),
  };
}
