import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Database } from '../engine/database.js';
import { storePlan } from '../engine/planning/store-plan.js';
import type { Config } from '../model/config.js';
import type { DecisionColumns } from '../model/decision-columns.js';
import { listFiles } from '../plan/lists/list-files.js';
import type { PlanInput } from '../plan/plan-input.js';
import { mayHoldPlan, type StagedDirectory, stageDirectory } from '../store/plan-directory.js';
import { stopsFile } from '../store/view-state.js';
import type { EngineRun } from './engine-run.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { Session } from './session.js';

/** Files that the engine writes for a plan in a directory. */
export function planFiles(path: string, config: Config): readonly string[] {
  const lists = listFiles(config).map(({ name }) => name);
  return ['decisions.parquet', 'ledger.parquet', stopsFile, ...lists].map((name) => join(path, name));
}

/** A plan directory in the making. */
export interface StagedPlan {
  readonly directory: StagedDirectory;
  readonly path: string;
  readonly files: readonly string[];
}

/** Stages the directory of `-o`. What is no plan is never overwritten. */
export function stagePlan(session: Session, run: EngineRun, target: string, config: Config): StagedPlan {
  const place = resolve(session.terminal.cwd, target);
  const refuse = (why: string) => new CommandFailure(exitCodes.usage, `-o ${target} ${why}`);
  if (!existsSync(dirname(place))) throw refuse('can not be written: there is no such directory.');
  if (existsSync(place) && !statSync(place).isDirectory()) throw refuse('is a file; a plan is a directory.');
  if (!mayHoldPlan(place)) throw refuse('holds something else than a plan, and is not overwritten.');
  const directory = stageDirectory(place, String(process.pid));
  run.onEnd(() => directory.discard());
  const { path } = directory;
  return { directory, path, files: planFiles(path, config) };
}

/** Hands the decisions back to the engine, with the local time of each send. */
export async function storeDecisions(
  database: Database,
  { leads, clocks, projectClock }: PlanInput,
  decisions: DecisionColumns,
): Promise<void> {
  const localAt = new Float64Array(decisions.rows);
  for (let row = 0; row < decisions.rows; row++) {
    const clock = clocks[leads.zone[decisions.lead[row] as number] as number] ?? projectClock;
    const at = decisions.sendAt[row] as number;
    localAt[row] = Number.isFinite(at) ? clock.localOf(at) : Number.NaN;
    if (!Number.isFinite(at)) decisions.sendAt[row] = Number.NaN;
  }
  await storePlan(database, decisions, localAt);
}
