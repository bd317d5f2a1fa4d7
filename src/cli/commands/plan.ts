import { withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { stageSummary, writeSummary } from '../job-summary.js';
import { askForPlan, makePlan, type PlanFlags, renderPlanned, tellPlan } from '../make-plan.js';
import { stagePlan } from '../plan-publish.js';
import type { Session } from '../session.js';
import { writePlan } from '../write-plan.js';

export interface PlanOptions extends PlanFlags {
  readonly output?: string;
  readonly detailedExitcode?: boolean;
}

/** Decides what is sent next, and why not (S6). Changes nothing but the directory of `-o`. */
export async function plan(session: Session, options: PlanOptions) {
  const question = await askForPlan(session, options);
  return withEngine(session, async (run) => {
    const { config } = question.asked.loaded;
    const staged = options.output === undefined ? undefined : stagePlan(session, run, options.output, config);
    const log = stageSummary(session, run, options.summary);
    const made = await makePlan(run, question, { written: staged?.files ?? [] });
    if (staged !== undefined) {
      await session.step('write', () => writePlan(run, question.asked, made, staged.path));
      staged.directory.commit();
      session.note(`Wrote ${session.shortName(staged.directory.target)}`);
    }
    session.terminal.stdout.write(await renderPlanned(run, question, made, made.document, options));
    tellPlan(session, made);
    writeSummary(log, made, null);
    if (made.blocked.length > 0) return { code: exitCodes.gateFailed };
    const isDue = options.detailedExitcode === true && made.summary.actions.send > 0;
    return { code: isDue ? exitCodes.due : exitCodes.done };
  });
}
