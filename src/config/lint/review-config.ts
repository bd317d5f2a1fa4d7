import { comparePlaces } from '../../diagnostics/compare-places.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Config } from '../../model/config.js';
import { advice } from '../checks/advice/advice.js';
import { type FieldsOf, placeCampaigns } from '../checks/advice/review.js';
import type { Outline } from '../outline.js';
import type { Problem } from '../problem.js';
import { readConfig } from '../read-config.js';
import type { ReadTemplate } from '../templates.js';
import { ignoreProblems } from './ignore-problems.js';
import { withoutIgnored } from './ignored.js';
import { lintRulesOf } from './lint-rules.js';
import { withSeverities } from './severities.js';

/** What a review of a config knows besides its text. */
export interface Surroundings {
  readonly readTemplate?: ReadTemplate | undefined;
  /** Fields of leads that a text of a mail reads. */
  readonly fieldsOf?: FieldsOf | undefined;
  /** Whether there are scenario tests beside the config. */
  readonly isTested: boolean;
}

/** A config that has been looked at by all checks and all advice. */
export interface ConfigReview {
  /** Missing when there are errors; there is no advice then. */
  readonly config?: Config;
  readonly outline: Outline;
  /** Further problems with their places in the text. */
  readonly place: (problems: readonly Problem[]) => readonly Diagnostic[];
  /**
   * Everything that is to be told, in the order of the text: what was found and what others have found (`further`), as seriously as the
   * config takes it, without what comments ignore, and with what is wrong with these comments. `isChecked` says of which codes it would
   * have been seen if they had occurred.
   */
  readonly tell: (
    further: readonly Diagnostic[],
    isChecked: (code: string) => boolean,
  ) => readonly Diagnostic[];
}

export function reviewConfig(text: string, file: string, surroundings: Surroundings): ConfigReview {
  const { config, outline, found, comments, place } = readConfig(text, file, surroundings.readTemplate);
  const advised =
    config === undefined
      ? []
      : place(
          advice.flatMap((advise) =>
            advise({ config, outline, campaigns: placeCampaigns(config, outline), ...surroundings }),
          ),
        );
  const rules = lintRulesOf(outline);
  return {
    ...(config === undefined ? {} : { config }),
    outline,
    place,
    tell: (further, isChecked) => {
      const own = [...found, ...advised];
      // What the text shows and what the data shows may be the same.
      const isTold = (one: Diagnostic) =>
        own.some((other) => other.code === one.code && isSamePlace(other, one));
      const all = [...own, ...further.filter((one) => !isTold(one))];
      const ignored = withoutIgnored(withSeverities(all, rules), comments);
      // What is an error by the rules alone is found in a config that can be used.
      const ofComments = config === undefined ? [] : ignoreProblems(ignored, text, isChecked);
      return [...ignored.left, ...withSeverities(ofComments, rules)].toSorted(comparePlaces);
    },
  };
}

function isSamePlace({ at: a }: Diagnostic, { at: b }: Diagnostic): boolean {
  return a?.line !== undefined && a.file === b?.file && a.line === b.line && a.column === b.column;
}
