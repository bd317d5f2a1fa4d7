import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ConfigReview, reviewConfig, type Surroundings } from '../../config/lint/review-config.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { countSeverities } from '../../report/diagnostics/count-severities.js';
import { maskAddresses } from '../../report/diagnostics/mask-addresses.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { fixFile } from '../fix-file.js';
import { printDiagnostics } from '../print-diagnostics.js';
import type { Session } from '../session.js';
import { fieldReader, templateReader } from '../template-reader.js';
import { calendarProblems } from '../validate-calendars.js';
import type { ValidateFormat } from '../validate-formats.js';

export interface ValidateOptions {
  readonly config?: string;
  readonly data?: boolean;
  readonly fix?: boolean;
  readonly format: ValidateFormat;
}

/**
 * Checks a config, with `--data` against its sources. Errors end with exit code 1, warnings only under `--strict`; data that can not be
 * used ends with 3.
 */
export async function validate(session: Session, options: ValidateOptions) {
  const path = session.findConfig(options.config);
  if (path === undefined) {
    throw new CommandFailure(
      exitCodes.usage,
      'There is no nurture.yaml here or above. Name the config: nurture validate FILE',
    );
  }
  const file = session.reportedName(path);
  let text = session.readConfigText(path);
  const surroundings: Surroundings = {
    readTemplate: await templateReader(text),
    fieldsOf: await fieldReader(text),
    isTested: hasTests(dirname(path)),
  };
  if (options.fix === true) text = fixFile(session, path, { text, file, surroundings });
  const review = reviewConfig(text, file, surroundings);
  const further = await lookFurther(session, review, { path, file, text }, options.data === true);
  const told = maskAddresses(
    review.tell(further.diagnostics, (code) => further.reads || !isSeenInData(code)),
  );
  const fails = ({ severity }: Diagnostic) =>
    severity === 'error' || (session.flags.strict === true && severity === 'warning');
  printDiagnostics(session, told, { format: options.format, file, fails });
  if (further.isUnusable) return { code: exitCodes.inputUnusable };
  const { error, warning } = countSeverities(told);
  const failed = error > 0 || (session.flags.strict === true && warning > 0);
  return { code: failed ? exitCodes.gateFailed : exitCodes.done };
}

interface Further {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the sources have been read. */
  readonly reads: boolean;
  readonly isUnusable: boolean;
}

/** What calendars and, if asked for, the sources show; neither is looked at for a config with errors. */
async function lookFurther(
  session: Session,
  { config, outline, place }: ConfigReview,
  { path, file, text }: { readonly path: string; readonly file: string; readonly text: string },
  readsData: boolean,
): Promise<Further> {
  if (config === undefined) return { diagnostics: [], reads: false, isUnusable: false };
  const directory = dirname(path);
  const calendars = await calendarProblems(session, { config, directory }, place);
  if (!readsData) return { diagnostics: calendars, reads: false, isUnusable: false };
  const { validateData } = await import('../validate-data.js');
  const loaded = { config, diagnostics: [], file, directory, text, builtIn: false };
  const { diagnostics, problems, isUnusable } = await validateData(session, loaded, outline);
  return {
    diagnostics: [...calendars, ...diagnostics, ...place(problems)],
    reads: !isUnusable,
    isUnusable,
  };
}

/** Codes of what is seen only when the sources are read. */
function isSeenInData(code: string): boolean {
  return /^(?:data|input)\/|^lint\/(?:dead-segment|small-variants|unknown-merge-field)$/.test(code);
}

function hasTests(directory: string): boolean {
  try {
    return readdirSync(join(directory, 'tests')).some((name) => /\.test\.ya?ml$/.test(name));
  } catch {
    // There is no such directory, or nobody may look into it.
    return false;
  }
}
