import { UnusableInput } from '../../engine/unusable-input.js';
import { plural } from '../../report/numbers.js';
import { renderRun, renderRuns } from '../../report/runs-report.js';
import { adoptState } from '../../store/adopt-state.js';
import { machineDisk } from '../../store/disk.js';
import { type StateView, viewState } from '../../store/view-state.js';
import { changeState } from '../change-state.js';
import { now } from '../clock.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { findRun } from '../find-run.js';
import { print, tableOf } from '../print-result.js';
import { runDetails, runLine } from '../run-lines.js';
import type { Session } from '../session.js';
import { stateOfCommand } from '../state.js';

export interface RunsOptions {
  readonly json?: boolean;
}

/** Lists the runs of the state, the last ones last. What is wrong with the state is told and hides none of them. */
export async function listRuns(session: Session, options: RunsOptions) {
  const view = viewed(session);
  const lines = view.runs.map(runLine);
  print(session, options, { runs: lines }, () => renderRuns(lines, tableOf(session)));
  session.report(view.problems);
  return { code: exitCodes.done };
}

/** What a run consists of and was made from. */
export async function showRun(session: Session, options: RunsOptions & { readonly run: string }) {
  const view = viewed(session);
  const details = runDetails(findRun(view, options.run));
  print(session, options, { run: details }, () => renderRun(details, tableOf(session)));
  return { code: exitCodes.done };
}

/** Hashes everything and follows the journal from its beginning: whether the state is what was committed (S7.1). */
export async function verifyRuns(session: Session, options: RunsOptions) {
  const view = viewed(session, true);
  const { problems, runs, entries } = view;
  const sound = problems.length === 0;
  const found = problems.map(({ code, message }) => ({ code, message }));
  print(session, options, { sound, runs: runs.length, entries: entries.length, problems: found }, () =>
    sound ? `${plural(runs.length, 'run')}: everything is what was committed.\n` : '',
  );
  session.report(problems);
  return { code: sound ? exitCodes.done : exitCodes.gateFailed };
}

/** Takes the state as it is, after it was restored, moved or lost something (S7.1). */
export async function adoptRuns(session: Session, options: RunsOptions & { readonly reason?: string }) {
  const directory = stateOfCommand(session);
  const { disk = machineDisk } = session.terminal;
  if (!viewState(directory, disk).exists) {
    throw new CommandFailure(
      exitCodes.usage,
      `There is no state in ${session.shortName(directory)} to adopt.`,
    );
  }
  const runs = await changeState(session, directory, 'runs adopt', async (writer) => {
    const { problems, runs } = writer.view;
    if (problems.length === 0) return undefined;
    const unusable = adoptState(disk, writer, options.reason ?? null, now());
    if (unusable.length > 0) throw new UnusableInput(unusable);
    return runs;
  });
  const place = session.shortName(directory);
  const last = runs?.at(-1)?.manifest.runId ?? 'none';
  print(session, options, { adopted: runs !== undefined }, () =>
    runs === undefined
      ? `Nothing is wrong with ${place}; nothing was changed.\n`
      : `Adopted ${place} with ${plural(runs.length, 'run')}, the last ${last}. What is missing is given up.\n`,
  );
  return { code: exitCodes.done };
}

function viewed(session: Session, thorough = false): StateView {
  const directory = stateOfCommand(session);
  const view = viewState(directory, session.terminal.disk, thorough);
  if (!view.exists) session.note(`There is no state in ${session.shortName(directory)} yet.`);
  return view;
}
