import { parseConfig } from '../../config/parse-config.js';
import { countSeverities, renderCounts } from '../../report/diagnostics/count-severities.js';
import { renderConcise } from '../../report/diagnostics/render-concise.js';
import { renderJson } from '../../report/diagnostics/render-json.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import type { Session } from '../session.js';
import { templateReader } from '../template-reader.js';

export interface ValidateOptions {
  readonly config?: string;
  readonly format: 'pretty' | 'concise' | 'json';
}

/** Checks a config without data. Errors end with exit code 1, warnings only under `--strict`. */
export async function validate(session: Session, options: ValidateOptions) {
  const path = session.findConfig(options.config);
  if (path === undefined) {
    throw new CommandFailure(
      exitCodes.usage,
      'There is no nurture.yaml here or above. Name the config: nurture validate FILE',
    );
  }
  const file = session.shortName(path);
  const text = session.readConfigText(path);
  const { diagnostics } = parseConfig(text, file, await templateReader(text));
  switch (options.format) {
    case 'json':
      session.terminal.stdout.write(`${JSON.stringify(renderJson(diagnostics), null, 2)}\n`);
      break;
    case 'concise':
      session.terminal.stdout.write(renderConcise(diagnostics));
      break;
    case 'pretty':
      session.report(diagnostics);
      if (diagnostics.length > 0) session.note('');
      session.note(renderCounts(diagnostics, file));
      break;
  }
  const { error, warning } = countSeverities(diagnostics);
  const failed = error > 0 || (session.flags.strict === true && warning > 0);
  return { code: failed ? exitCodes.gateFailed : exitCodes.done };
}
