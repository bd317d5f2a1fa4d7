import { inspectFiles } from '../../engine/inspect/inspect-files.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import { inspectReport, renderInspection } from '../../report/inspect-report.js';
import { withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { expandFiles } from '../inputs.js';
import { Progress } from '../progress.js';
import type { Session } from '../session.js';
import { painterFor, widthOf } from '../terminal.js';

export interface InspectOptions {
  readonly files: readonly string[];
  readonly json?: boolean;
  readonly showValues?: boolean;
}

/** Says what is in files, and writes nothing. What can be read is shown even when other files can not. */
export async function inspect(session: Session, options: InspectOptions) {
  const { terminal, flags } = session;
  return withEngine(session, async ({ database, inputs: context }) => {
    const { inputs, problems } = await expandFiles(options.files, terminal.cwd, context);
    const progress = new Progress(session, 'Inspecting', () => database.progress);
    const request = { inputs, dialect: session.dialect, showValues: options.showValues === true };
    const found = await session
      .step('inspect', () => inspectFiles(database, request))
      .finally(() => progress.stop());
    const all = [...problems, ...found.problems];
    if (found.files.length === 0) throw new UnusableInput(all);
    const report = inspectReport(found.files, found.joins);
    if (options.json === true) {
      const document = { schemaVersion: 1, command: 'inspect', ...report };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      const color = painterFor(terminal.stdout, flags.color, terminal.env);
      const table = { width: widthOf(terminal.stdout, terminal.env), plain: flags.plain === true };
      terminal.stdout.write(renderInspection(report, color, table));
    }
    session.report(all);
    return { code: all.length > 0 ? exitCodes.inputUnusable : exitCodes.done };
  });
}
