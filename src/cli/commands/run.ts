import type { StagedFile } from '../../store/staged-file.js';
import type { StateWriter } from '../../store/state-writer.js';
import { changeState } from '../change-state.js';
import { now } from '../clock.js';
import { addsNothing, deedOfRun, firstOfAll, requireNextInstant } from '../commit-rules.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { stageSummary, writeSummary } from '../job-summary.js';
import {
  askForPlan,
  type MadePlan,
  makePlan,
  type PlanFlags,
  type PlanQuestion,
  renderPlanned,
  tellPlan,
} from '../make-plan.js';
import { planFiles } from '../plan-publish.js';
import type { Session } from '../session.js';
import { readState, stateAsOf, stateDirectory } from '../state.js';
import { writePlan } from '../write-plan.js';

export interface RunOptions extends PlanFlags {
  readonly dryRun?: boolean;
}

/**
 * Plans and commits, for cron (S7.2). The lock is taken before the ledger is read. The exit code is 0 exactly if the mail of the run may be
 * handed over; with every other one nothing was committed.
 */
export async function run(session: Session, options: RunOptions) {
  const question = await askForPlan(session, options);
  const directory = stateDirectory(session, question.asked.loaded.directory);
  return withEngine(session, (engine) => {
    const log = stageSummary(session, engine, options.summary);
    if (options.dryRun === true) return rehearse(engine, question, options, log);
    const work = (writer: StateWriter) => commitPlan(engine, writer, question, options, log);
    return changeState(session, directory, 'run', work, engine.onEnd);
  });
}

/** What is told at the end, and what a script wants to know of the run. */
interface Outcome {
  readonly told: string;
  /** File of `--summary`. */
  readonly log: StagedFile | undefined;
  readonly run?: {
    readonly id: string;
    readonly sequence: number;
    readonly directory: string;
    readonly committed: boolean;
  };
}

async function rehearse(
  engine: EngineRun,
  question: PlanQuestion,
  options: RunOptions,
  log: StagedFile | undefined,
) {
  const { session, loaded, asOf } = question.asked;
  const state = readState(session, loaded.directory, asOf);
  requireNextInstant(state, asOf, now());
  const made = await makePlan(engine, question, { written: [], state });
  return show(engine, question, made, options, { told: 'This was a dry run: nothing was committed.', log });
}

async function commitPlan(
  engine: EngineRun,
  writer: StateWriter,
  question: PlanQuestion,
  options: RunOptions,
  log: StagedFile | undefined,
) {
  const { asked } = question;
  const { session, asOf } = asked;
  const state = stateAsOf(writer.view, asOf);
  requireNextInstant(state, asOf, now());
  const staged = writer.stageRun();
  const made = await makePlan(engine, question, { written: planFiles(staged, asked.loaded.config), state });
  if (made.blocked.length > 0) {
    return show(engine, question, made, options, { told: 'Nothing was committed.', log });
  }
  const manifest = await session.step('write', () => writePlan(engine, asked, made, staged));
  const repeated = addsNothing(manifest, state) ? state.last : undefined;
  const { runId: id, sequence } = repeated?.manifest ?? manifest;
  const directory = repeated?.directory ?? writer.placeOfRun(id);
  const told =
    repeated === undefined
      ? `Committed ${id}: ${session.shortName(directory)}${firstOfAll(manifest)}`
      : `Nothing is new since ${id}, which is as of the same instant: nothing was committed.`;
  const run = { id, sequence, directory, committed: repeated === undefined };
  return show(engine, question, made, options, { told, run, log }, () => {
    if (repeated === undefined) writer.commitRun(staged, deedOfRun(staged, manifest), now());
  });
}

/** Everything that can fail comes before the commit, which comes before anything is told. */
async function show(
  engine: EngineRun,
  question: PlanQuestion,
  made: MadePlan,
  options: RunOptions,
  { told, run, log }: Outcome,
  commit: () => void = () => {},
) {
  const { session } = question.asked;
  const document = { ...made.document, command: 'run', run: run ?? null };
  const text = await renderPlanned(engine, question, made, document, options);
  commit();
  session.terminal.stdout.write(text);
  tellPlan(session, made);
  session.note(told);
  writeSummary(log, made, run ?? null);
  return { code: made.blocked.length > 0 ? exitCodes.gateFailed : exitCodes.done };
}
