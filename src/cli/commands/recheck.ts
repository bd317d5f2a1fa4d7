import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UnusableInput } from '../../engine/unusable-input.js';
import { writeRows } from '../../engine/write-rows.js';
import { plural } from '../../report/numbers.js';
import { raw } from '../../sql/sql.js';
import { machineDisk } from '../../store/disk.js';
import { type StagedDirectory, stageDirectory } from '../../store/plan-directory.js';
import { type CommittedRun, type StateView, viewState } from '../../store/view-state.js';
import type { Asked } from '../classified-run.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { findRun } from '../find-run.js';
import { print } from '../print-result.js';
import { countReasons, type PlannedSends, recheckStops, renderReasons } from '../recheck-stops.js';
import type { Session } from '../session.js';
import { keptUpTo, stateDirectory } from '../state.js';
import { loadTemplateReader } from '../template-reader.js';
import { rewrittenList, withdrawFromLists } from '../withdraw-from-lists.js';
import { listsOf } from '../withdraw-sends.js';
import { copyFiles } from '../written-plan.js';

export interface RecheckOptions {
  readonly run: string;
  readonly output?: string;
  readonly json?: boolean;
}

/**
 * Who of a committed run has said no since, for the moment before its mail is handed over; with `-o` its lists once more, without them. The
 * state is not changed: the next run finds the same.
 */
export async function recheck(session: Session, options: RecheckOptions) {
  const loaded = session.loadConfig(await loadTemplateReader());
  const view = viewState(stateDirectory(session, loaded.directory), session.terminal.disk);
  if (view.problems.length > 0) throw new UnusableInput(view.problems);
  const run = findRun(view, options.run);
  const asOf = Math.max(session.asOf(loaded.config.timezone), run.asOf);
  return withEngine(session, async (engine) => {
    const target =
      options.output === undefined ? undefined : stageLists(session, engine, run, options.output);
    const lists = listsOf(run.manifest);
    const written = target === undefined ? [] : filesOf(target, lists);
    const asked: Asked = { session, loaded, options: {}, asOf };
    const stopped = await recheckStops(engine, asked, sendsOf(view, run), written);
    if (target !== undefined) {
      const ids = new Set(stopped.map(({ sendId }) => sendId));
      await withdrawFromLists(engine.database, target.path, lists, ids);
      await writeRows(
        engine.database,
        join(target.path, stoppedFile),
        'csv',
        raw('FROM stopped_send ORDER BY ALL'),
      );
      target.commit();
      session.note(`Wrote ${session.shortName(target.target)}`);
    }
    const { runId } = run.manifest;
    const reasons = countReasons(stopped);
    print(session, options, { command: 'recheck', run: runId, sends: run.sends, stopped: reasons }, () =>
      stopped.length === 0
        ? `${runId}: nobody of ${plural(run.sends, 'send')} has said no since.\n`
        : `${runId}: ${stopped.length} of ${plural(run.sends, 'send')} must not go out any more: ${renderReasons(reasons)}.\n`,
    );
    return { code: exitCodes.done };
  });
}

const stoppedFile = 'stopped.csv';

/** The sends of a run, and what was known of stops when it was committed. */
function sendsOf(view: StateView, run: CommittedRun): PlannedSends {
  const entry = run.entry?.sequence ?? 0;
  const filesUpTo = (last: number) =>
    view.runs.flatMap(({ stops, entry: own }) =>
      stops !== undefined && (own?.sequence ?? 0) <= last ? [stops] : [],
    );
  return {
    ledger: run.ledger,
    manifest: run.manifest,
    before: { files: filesUpTo(entry), entries: keptUpTo(view, entry) },
    kept: {
      files: filesUpTo(Number.POSITIVE_INFINITY),
      entries: keptUpTo(view, Number.POSITIVE_INFINITY),
    },
  };
}

/** A copy of the lists in the making. Nothing that is there is overwritten. */
function stageLists(session: Session, engine: EngineRun, run: CommittedRun, output: string): StagedDirectory {
  const place = resolve(session.terminal.cwd, output);
  const refuse = (why: string) => new CommandFailure(exitCodes.usage, `-o ${output} ${why}`);
  if (!existsSync(dirname(place))) throw refuse('can not be written: there is no such directory.');
  if (existsSync(place) && !isEmptyDirectory(place)) throw refuse('is there already and is not overwritten.');
  const staged = stageDirectory(place, String(process.pid));
  engine.onEnd(() => staged.discard());
  copyFiles(session.terminal.disk ?? machineDisk, run.directory, staged.path, listsOf(run.manifest));
  return staged;
}

function isEmptyDirectory(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}

function filesOf({ path }: StagedDirectory, lists: readonly string[]): readonly string[] {
  return [stoppedFile, ...lists.flatMap((name) => [name, rewrittenList(name)])].map((name) =>
    join(path, name),
  );
}
