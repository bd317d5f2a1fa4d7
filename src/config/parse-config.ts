import { comparePlaces } from '../diagnostics/compare-places.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Config } from '../model/config.js';
import { withoutIgnored } from './lint/ignored.js';
import { lintRulesOf } from './lint/lint-rules.js';
import { withSeverities } from './lint/severities.js';
import { readConfig } from './read-config.js';
import type { ReadTemplate } from './templates.js';

/** A config, unless something is wrong with it, and everything that was found, in the order of the text. */
export interface ParsedConfig {
  readonly config?: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a campaign config. `file` is its name in the diagnostics. Every problem is found, not only the first;
 * `config` is missing when one of them is an error. Does not throw, whatever the text. Templates of mails are only looked into with
 * `readTemplate`.
 *
 * What the config says about the severity of warnings holds here, too, except that none becomes an error: a config that is not as
 * somebody likes it can be worked with. Advice is for who asks for it (lint/review-config.ts).
 */
export function parseConfig(text: string, file: string, readTemplate?: ReadTemplate): ParsedConfig {
  const { config, outline, found, comments } = readConfig(text, file, readTemplate);
  const told = withSeverities(found, lintRulesOf(outline), 'warning');
  const { left } = withoutIgnored(told, comments);
  const diagnostics = left.toSorted(comparePlaces);
  return config === undefined ? { diagnostics } : { config, diagnostics };
}
