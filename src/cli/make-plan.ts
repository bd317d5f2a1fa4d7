import { parseDuration } from '../config/durations.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { PlanSummary } from '../model/plan-summary.js';
import type { Decisions } from '../plan/decisions.js';
import { plan as decide } from '../plan/planner.js';
import { summarizePlan } from '../plan/summarize.js';
import { renderPlan, renderPlanTotals, renderReasonTable, renderSends } from '../report/plan-report.js';
import { earlierTotals } from '../store/earlier-totals.js';
import type { Asked } from './classified-run.js';
import type { EngineRun } from './engine-run.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import { firstSends } from './first-sends.js';
import { planProblems } from './plan-problems.js';
import { storeDecisions } from './plan-publish.js';
import { renderMails } from './plan-render.js';
import { type PlanRequest, type PlanRun, preparePlan } from './plan-run.js';
import { configHash } from './score-document.js';
import { readLimit } from './score-request.js';
import { countLists, missingColumns, wantedForLists } from './send-lists/count-lists.js';
import type { LoadedConfig, Session } from './session.js';
import { loadTemplateReader } from './template-reader.js';
import { painterFor, widthOf } from './terminal.js';

/** Flags of the commands that plan. */
export interface PlanFlags {
  readonly leads?: string;
  readonly events?: readonly string[];
  readonly horizon?: string;
  readonly json?: boolean;
  readonly limit?: string;
  readonly reasons?: boolean;
  /** True for the first sends, or the lead to show. */
  readonly render?: true | string;
  readonly allowBlast?: boolean;
  /** File for the log of the job: JSON by its extension, else Markdown. */
  readonly summary?: string;
}

/** What is to be planned, and how it is shown. */
export interface PlanQuestion {
  readonly asked: Asked;
  readonly horizonMs: number;
  readonly allowsBlast: boolean;
  /** Sends to print. */
  readonly limit: number;
}

/** What was decided. */
export interface MadePlan {
  readonly prepared: PlanRun;
  readonly decisions: Decisions;
  /** Brings the decisions to the engine, once; what reads them there waits for it. */
  readonly store: () => Promise<void>;
  readonly summary: PlanSummary;
  readonly problems: readonly Diagnostic[];
  /** Codes of the problems for which nothing of it may be committed. */
  readonly blocked: readonly string[];
  /** `summary.json`. */
  readonly document: PlanSummary & { readonly warnings: readonly Pick<Diagnostic, 'code' | 'message'>[] };
}

const shownSends = 10;

/** Reads flags and config. Fails when there is nothing to plan. */
export async function askForPlan(session: Session, options: PlanFlags): Promise<PlanQuestion> {
  const horizonMs = readHorizon(options.horizon);
  const limit = readLimit(options.limit) ?? shownSends;
  const loaded = session.loadConfig(await loadTemplateReader());
  requireCampaigns(loaded);
  const asked: Asked = { session, loaded, options, asOf: session.asOf(loaded.config.timezone) };
  return { asked, horizonMs, allowsBlast: options.allowBlast === true, limit };
}

/** Decides what is sent next, and why not (S6). `written` are the files that the engine will write. */
export async function makePlan(
  run: EngineRun,
  { asked, ...question }: PlanQuestion,
  request: Pick<PlanRequest, 'written' | 'state'>,
): Promise<MadePlan> {
  const { session, loaded } = asked;
  const { config } = loaded;
  const prepared = await preparePlan(run, asked, { ...question, ...request, ...wantedForLists(config) });
  const missing = missingColumns(config, prepared.started.matched.leadFiles);
  if (missing.length > 0) throw new UnusableInput(missing);
  const { input, names, state } = prepared;
  const result = await session.step('plan', async () => decide(input));
  let stored: Promise<void> | undefined;
  const store = () => {
    stored ??= session.step('decisions', () => storeDecisions(run.database, input, result.decisions));
    return stored;
  };
  const ledger = {
    runs: state.runs.length,
    last: state.last?.manifest.runId ?? null,
    replay: state.isReplay,
    before: earlierTotals(state.last?.directory),
  };
  const counted = summarizePlan(input, result, names.campaigns);
  const { lists, problems: unlisted } = await countLists(run.database, config, names, counted, store);
  const summary = { ...counted, ledger, lists };
  const problems = [...prepared.problems, ...planProblems(summary, config), ...unlisted];
  const blocking = problems.filter(({ severity }) => severity === 'error' || session.flags.strict === true);
  const head = { schemaVersion: 1, command: 'plan', configHash: configHash(loaded.text), ...summary };
  return {
    prepared,
    decisions: result.decisions,
    store,
    summary,
    problems,
    blocked: [...new Set(blocking.map(({ code }) => code))],
    document: { ...head, warnings: problems.map(({ code, message }) => ({ code, message })) },
  };
}

/** What is asked for on standard output: a document, mails as they would go out, or tables. */
export async function renderPlanned(
  run: EngineRun,
  { asked, limit }: PlanQuestion,
  { prepared, decisions, store, summary }: MadePlan,
  document: object,
  options: PlanFlags,
): Promise<string> {
  const { stdout, env } = asked.session.terminal;
  if (options.json === true) return `${JSON.stringify(document, null, 2)}\n`;
  if (options.render !== undefined) {
    await store();
    return renderMails(run, asked, prepared, options.render, limit);
  }
  const table = { width: widthOf(stdout, env), plain: asked.session.flags.plain === true };
  const reasons = options.reasons === true ? `\n${renderReasonTable(summary.reasons, table)}` : '';
  const { input, names } = prepared;
  const sends = limit === 0 ? [] : await firstSends(run.database, input, decisions, names, limit);
  return `${renderPlan(summary, table)}${reasons}${sends.length === 0 ? '' : `\n${renderSends(sends, table)}`}`;
}

/** Totals, and what is wrong, on standard error. */
export function tellPlan(session: Session, { summary, problems }: MadePlan): void {
  const color = painterFor(session.terminal.stderr, session.flags.color, session.terminal.env);
  session.note(renderPlanTotals(summary, color).trimEnd());
  session.report(problems);
}

const dayMs = 86_400_000;
const longestHorizonDays = 31;

/** Milliseconds of `--horizon`, a day when it is left out. Fails with a usage error when it is no duration up to 31 days. */
export function readHorizon(text: string | undefined): number {
  if (text === undefined) return dayMs;
  const duration = parseDuration(text);
  if (
    duration === undefined ||
    duration.months > 0 ||
    duration.ms <= 0 ||
    duration.ms > longestHorizonDays * dayMs
  ) {
    throw new CommandFailure(
      exitCodes.usage,
      `--horizon ${JSON.stringify(text)} is not a duration from 1m to ${longestHorizonDays}d, such as 24h.`,
    );
  }
  return duration.ms;
}

function requireCampaigns({ config, file }: LoadedConfig): void {
  if (config.campaigns.length > 0) return;
  throw new CommandFailure(
    exitCodes.usage,
    `${file} has no campaigns, so there is nothing to plan. Add one: campaigns: [{ id: welcome, extends: welcome }]`,
  );
}
