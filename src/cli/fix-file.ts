import { chmodSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { fixConfig } from '../config/lint/fix-config.js';
import { reviewConfig, type Surroundings } from '../config/lint/review-config.js';
import { masked } from '../report/diagnostics/mask-addresses.js';
import { visible } from '../report/diagnostics/terminal-text.js';
import { stageFile } from '../store/staged-file.js';
import type { Session } from './session.js';

/** A config that is to be corrected. */
interface Fixable {
  readonly text: string;
  readonly file: string;
  readonly surroundings: Surroundings;
}

/**
 * Corrects what has a certain cure in a config file and says what was changed. The file appears whole or stays as it was; nothing else
 * of it changes. What only the data would show is not corrected, because the data of tomorrow may be another.
 *
 * @returns the text as it is now.
 */
export function fixFile(session: Session, path: string, { text, file, surroundings }: Fixable): string {
  const fixed = fixConfig(text, (one) =>
    reviewConfig(one, file, surroundings).tell([], (code) => !/^(?:data|input|calendar)\//.test(code)),
  );
  for (const { diagnostic, fix } of fixed.applied) {
    const { line = 1, column = 1 } = diagnostic.at ?? {};
    const place = `${file}:${line}:${column}`;
    session.note(visible(`Fixed ${place} ${diagnostic.code}: ${masked(fix.summary)}`));
  }
  if (fixed.applied.length === 0) session.note('There was nothing to fix.');
  else replaceFile(path, fixed.text);
  return fixed.text;
}

/** The file keeps its permissions, and a link to it stays one. */
function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  const { mode } = statSync(target);
  const staged = stageFile(target, String(process.pid));
  try {
    writeFileSync(staged.path, text);
    chmodSync(staged.path, mode & 0o777);
    staged.commit();
  } finally {
    staged.discard();
  }
}
