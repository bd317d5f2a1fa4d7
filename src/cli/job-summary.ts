import { writeFileSync } from 'node:fs';
import { type JobOutcome, renderJobSummary } from '../report/job-summary.js';
import type { StagedFile } from '../store/staged-file.js';
import type { EngineRun } from './engine-run.js';
import type { MadePlan } from './make-plan.js';
import { stageTarget } from './outputs.js';
import type { Session } from './session.js';

/** Stages the file of `--summary`, so that it is known before anything is planned whether it can be written. */
export function stageSummary(
  session: Session,
  run: EngineRun,
  target: string | undefined,
): StagedFile | undefined {
  return target === undefined ? undefined : stageTarget(session, run, '--summary', target);
}

/** Writes what became of a plan, without personal data, as JSON or Markdown by the extension of the file. */
export function writeSummary(
  staged: StagedFile | undefined,
  { summary, document, problems, blocked }: MadePlan,
  run: JobOutcome['run'],
): void {
  if (staged === undefined) return;
  const warnings = [...new Set(problems.map(({ code }) => code))];
  const text = staged.target.endsWith('.json')
    ? `${JSON.stringify({ ...document, run, warnings, blocked }, null, 2)}\n`
    : renderJobSummary(summary, { run, warnings, blocked });
  writeFileSync(staged.path, text);
  staged.commit();
}
