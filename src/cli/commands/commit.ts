import { join } from 'node:path';
import { alreadySent } from '../../engine/ledger.js';
import type { StoppedSend } from '../../engine/stopped-sends.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import { formatInstant, plural } from '../../report/numbers.js';
import { sql } from '../../sql/sql.js';
import { machineDisk } from '../../store/disk.js';
import type { StateWriter } from '../../store/state-writer.js';
import { type CommittedRun, type StateView, stopsFile } from '../../store/view-state.js';
import { changeState } from '../change-state.js';
import type { Asked } from '../classified-run.js';
import { now } from '../clock.js';
import { deedOfRun, firstOfAll, requireNextInstant } from '../commit-rules.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { print } from '../print-result.js';
import { countReasons, recheckStops, renderReasons } from '../recheck-stops.js';
import { configHash } from '../score-document.js';
import type { Session } from '../session.js';
import { keptUpTo, type State, stateAsOf, stateDirectory } from '../state.js';
import { loadTemplateReader } from '../template-reader.js';
import { filesToWithdraw, withdrawSends } from '../withdraw-sends.js';
import { copyPlan, readPlan, type WrittenPlan } from '../written-plan.js';

export interface CommitOptions {
  readonly plan: string;
  readonly json?: boolean;
}

/** Makes a plan real if it still is what it was, nothing was committed since, and for those who have not said no since (S7.2). */
export async function commit(session: Session, options: CommitOptions) {
  const plan = readPlan(session, options.plan);
  const loaded = session.loadConfig(await loadTemplateReader());
  const asOf = Math.max(session.asOf(loaded.config.timezone), Date.parse(plan.manifest.asOf));
  const asked: Asked = { session, loaded, options: {}, asOf };
  if (configHash(loaded.text) !== plan.manifest.configHash) {
    session.note(
      `${loaded.file} has changed since ${plan.name} was planned; the plan is committed as it is.`,
    );
  }
  const directory = stateDirectory(session, loaded.directory);
  return withEngine(session, async (engine) => {
    const work = (writer: StateWriter) => commitOnce(engine, writer, asked, plan);
    const outcome = await changeState(session, directory, 'commit', work, engine.onEnd);
    const first = firstOfAll(plan.manifest);
    if (outcome.committed && first !== '') session.note(first.trim());
    print(session, options, { command: 'commit', run: outcome }, () => renderOutcome(session, outcome));
    return { code: exitCodes.done };
  });
}

interface Outcome {
  readonly id: string;
  readonly sequence: number;
  readonly directory: string;
  /** False when it had been committed before. */
  readonly committed: boolean;
  readonly sends: number;
  /** Sends of the plan that are not in it, by reason. */
  readonly withdrawn: Readonly<Record<string, number>>;
}

async function commitOnce(
  engine: EngineRun,
  writer: StateWriter,
  asked: Asked,
  plan: WrittenPlan,
): Promise<Outcome> {
  const { view } = writer;
  const { manifest } = plan;
  const { runId: id, sequence } = manifest;
  if (view.problems.length > 0) throw new UnusableInput(view.problems);
  const known = view.runs.find((run) => run.manifest.runId === id);
  if (known !== undefined) {
    refuseCancelled(known, plan);
    const { directory, sends } = known;
    return { id, sequence, directory, committed: false, sends, withdrawn: {} };
  }
  const state = requireFresh(view, plan);
  const staged = writer.stageRun();
  copyPlan(asked.session.terminal.disk ?? machineDisk, plan, staged);
  const stopped = await recheck(engine, asked, view, state, plan, staged);
  await refuseSecondSends(engine, state, staged);
  const replaced = await withdrawSends(engine.database, staged, manifest, stopped);
  const withdrawn = stopped.length;
  writer.commitRun(staged, deedOfRun(staged, manifest, { replaced, withdrawn }), now());
  const directory = writer.placeOfRun(id);
  const sends = manifest.sends - withdrawn;
  return { id, sequence, directory, committed: true, sends, withdrawn: countReasons(stopped) };
}

function refuseCancelled({ cancelledBy }: CommittedRun, { name, manifest }: WrittenPlan): void {
  if (cancelledBy === undefined) return;
  throw new CommandFailure(
    exitCodes.gateFailed,
    `The run ${manifest.runId} was cancelled, and stays so. Its sends may be planned again: nurture plan -o ${name}`,
  );
}

/** The state that the plan was made on, if it still is. */
function requireFresh(view: StateView, { name, manifest }: WrittenPlan): State {
  const refuse = (why: string, what: string) =>
    new CommandFailure(exitCodes.gateFailed, `${name} ${why}. Nothing was committed. ${what}`);
  const again = `Plan again: nurture plan -o ${name}`;
  if (manifest.blocked.length > 0) {
    throw refuse(
      `is blocked (${manifest.blocked.join(', ')})`,
      'nurture plan says what is wrong; --allow-blast lets a large plan pass.',
    );
  }
  const asOf = Date.parse(manifest.asOf);
  const state = stateAsOf(view, asOf);
  if (state.isReplay) throw refuse(`is as of ${formatInstant(asOf)}, and there are later runs`, again);
  requireNextInstant(state, asOf, now());
  const { previous, ledger } = state.chain;
  if (previous !== null && previous.hash !== manifest.previous?.hash) {
    throw refuse(`was made before the run ${previous.runId} was committed`, again);
  }
  if (ledger.sha256 !== manifest.ledger.sha256) {
    throw refuse(
      'was made on other runs than there are now: one was cancelled, or the state is another',
      again,
    );
  }
  return state;
}

async function recheck(
  engine: EngineRun,
  asked: Asked,
  view: StateView,
  state: State,
  { manifest }: WrittenPlan,
  staged: string,
): Promise<readonly StoppedSend[]> {
  const own = manifest.files.some(({ name }) => name === stopsFile) ? [join(staged, stopsFile)] : [];
  const before = { files: [...state.stops.files, ...own], entries: keptUpTo(view, manifest.journal) };
  const planned = { ledger: join(staged, 'ledger.parquet'), manifest, before, kept: state.stops };
  const ledgers = state.runs.map(({ ledger }) => ledger);
  return recheckStops(engine, asked, planned, [...ledgers, ...filesToWithdraw(staged, manifest)]);
}

/** The last look: no id of the ledger goes out again (S6.10). */
async function refuseSecondSends({ database }: EngineRun, { runs }: State, staged: string): Promise<void> {
  const ledgers = runs.map(({ ledger }) => ledger);
  const planned = sql`SELECT send_id FROM read_parquet(${join(staged, 'ledger.parquet')}) WHERE kind = 'send'`;
  const again = await alreadySent(database, ledgers, planned);
  if (again === 0) return;
  throw new CommandFailure(
    exitCodes.gateFailed,
    `${plural(again, 'send')} of the plan went out before. Nothing was committed. Plan again.`,
  );
}

function renderOutcome(session: Session, { id, directory, committed, sends, withdrawn }: Outcome): string {
  const place = session.shortName(directory);
  if (!committed) return `${id} was committed before; nothing was changed: ${place}\n`;
  const reasons = renderReasons(withdrawn);
  const less = reasons === '' ? '' : `; withdrawn because of what was said since: ${reasons}`;
  return `Committed ${id} with ${plural(sends, 'send')}${less}: ${place}\n`;
}
