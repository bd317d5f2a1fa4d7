import { UnusableInput } from '../../engine/unusable-input.js';
import { plural } from '../../report/numbers.js';
import { viewState } from '../../store/view-state.js';
import { changeState } from '../change-state.js';
import { now } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { findRun } from '../find-run.js';
import { print } from '../print-result.js';
import { runLine } from '../run-lines.js';
import type { Session } from '../session.js';
import { stateOfCommand } from '../state.js';

export interface CancelOptions {
  readonly run: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/**
 * Takes a run back whose mail did not go out: its sends may be planned again, and what it began begins anew (S7.2). The run stays where it is,
 * and so does every no that it has seen.
 */
export async function cancel(session: Session, options: CancelOptions) {
  const directory = stateOfCommand(session);
  if (!viewState(directory, session.terminal.disk).exists) {
    throw new CommandFailure(exitCodes.usage, `There is no state in ${session.shortName(directory)}.`);
  }
  const { run, isNew, later } = await changeState(session, directory, 'cancel', async (writer) => {
    const { view } = writer;
    if (view.problems.length > 0) throw new UnusableInput(view.problems);
    const run = findRun(view, options.run);
    const { runId } = run.manifest;
    const isNew = run.cancelledBy === undefined;
    if (isNew) writer.commit({ kind: 'cancel', runId, reason: options.reason ?? null }, now());
    const after = view.runs.slice(view.runs.indexOf(run) + 1);
    return { run, isNew, later: after.filter(({ cancelledBy }) => cancelledBy === undefined).length };
  });
  const line = { ...runLine(run), cancelled: true };
  print(session, options, { command: 'cancel', run: line, cancelled: isNew }, () =>
    isNew
      ? `Cancelled ${line.id}: ${plural(line.sends, 'send')} may be planned again.\n`
      : `${line.id} was cancelled before; nothing was changed.\n`,
  );
  if (isNew && later > 0) {
    session.note(`${plural(later, 'later run')} may go on from what it began; they are not cancelled.`);
  }
  return { code: exitCodes.done };
}
