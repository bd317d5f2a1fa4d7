import { calendarCodes } from './codes/calendar.js';
import type { CodeEntry } from './codes/code-entry.js';
import { configCodes } from './codes/config.js';
import { dataCodes } from './codes/data.js';
import { inputCodes } from './codes/input.js';
import { lintCodes } from './codes/lint.js';
import { planCodes } from './codes/plan.js';
import { stateCodes } from './codes/state.js';
import { storyCodes } from './codes/story.js';
import { yamlCodes } from './codes/yaml.js';

export type { CodeEntry } from './codes/code-entry.js';

/** Every code there is. Codes name the bad pattern and are never reused for another one. */
export const diagnosticCodes = {
  ...yamlCodes,
  ...configCodes,
  ...inputCodes,
  ...lintCodes,
  ...dataCodes,
  ...calendarCodes,
  ...planCodes,
  ...stateCodes,
  ...storyCodes,
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type DiagnosticCode = keyof typeof diagnosticCodes;
