import { canonicalZone } from '../config/zones.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Classified } from '../engine/classify/classify-leads.js';
import { nothingWanted, type Wanted } from '../engine/classify/wanted.js';
import { prepareLeadZones, zoneFields } from '../engine/lead-zones.js';
import { loadLedger, sendsByCampaign } from '../engine/ledger.js';
import { prepareMailboxes } from '../engine/mailboxes.js';
import { readPlanLeads } from '../engine/planning/plan-leads.js';
import type { PlanNames } from '../engine/planning/store-plan.js';
import { loadSuppressions } from '../engine/suppressions.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { LedgerRows } from '../model/ledger.js';
import { mailCodes } from '../model/mail-codes.js';
import { compilePlanModel, type PlanModel } from '../model/plan-model.js';
import type { ScoreColumn } from '../model/score-columns.js';
import { OpenHours } from '../plan/calendar/open-hours.js';
import { ZoneClock } from '../plan/calendar/zone-clock.js';
import type { PlanInput } from '../plan/plan-input.js';
import { zoneOffsets } from '../sql/zones.js';
import type { RunManifest } from '../store/run-manifest.js';
import { type Asked, classifyMatched, type MatchedRun, matchRun } from './classified-run.js';
import { contentFields, neededFields } from './content-fields.js';
import { checkData } from './data-checks.js';
import type { EngineRun } from './engine-run.js';
import type { Folded } from './pipeline.js';
import { loadCalendar } from './plan-calendar.js';
import { problemsOf } from './run-problems.js';
import { shrunkenSuppressions } from './shrunken-suppressions.js';
import { readState, type State } from './state.js';

/** How a plan is to be made. */
export interface PlanRequest {
  readonly horizonMs: number;
  readonly allowsBlast: boolean;
  /** What else is to be known of the leads. */
  readonly wanted?: Wanted;
  /** Columns of scores that lists are made of. */
  readonly columns?: readonly ScoreColumn[];
  /** Whether data that is not what the config expects is told and does not end the run, as for an explanation. */
  readonly isTolerant?: boolean;
  /** Files and directories the engine will write. */
  readonly written: readonly string[];
  /** The state as of the plan, where it is known already. */
  readonly state?: State;
}

/** What earlier runs have left behind, as far as decisions depend on it. */
export interface PlanMemory {
  /** The ledgers of the runs, in their order, and what the runs are as of where it matters. */
  readonly runs: readonly { readonly ledger: string; readonly asOf?: number }[];
  readonly stops: State['stops'];
  readonly usualSends?: number;
  /** The inputs of the last run. */
  readonly lastInputs: RunManifest['inputs'];
}

/** Everything that a plan is made of, and what it was made from. */
export interface PlanRun {
  readonly input: PlanInput;
  readonly model: PlanModel;
  readonly names: PlanNames;
  readonly started: MatchedRun;
  readonly folded: Folded;
  readonly classified: Classified;
  readonly state: State;
  readonly problems: readonly Diagnostic[];
}

/**
 * Brings together what a plan is made of: leads and events as `score` reads them, the ledger and the stops, the conditions of campaigns as bits,
 * zones and calendars. Throws when anything is missing that could keep somebody from being mailed (S6.3).
 */
export async function preparePlan(run: EngineRun, asked: Asked, request: PlanRequest): Promise<PlanRun> {
  const state = request.state ?? readState(asked.session, asked.loaded.directory, asked.asOf);
  const { usualSends } = state;
  const prepared = await preparePlanOn(run, asked, request, {
    runs: state.runs,
    stops: state.stops,
    lastInputs: state.last?.manifest.inputs ?? [],
    ...(usualSends === undefined ? {} : { usualSends }),
  });
  return { ...prepared, state };
}

/** The same on a memory that need not be a state on disk. */
export async function preparePlanOn(
  run: EngineRun,
  asked: Asked,
  request: Omit<PlanRequest, 'state'>,
  memory: PlanMemory,
): Promise<Omit<PlanRun, 'state'>> {
  const { database } = run;
  const { session, loaded, asOf } = asked;
  const { config } = loaded;
  const { stops: kept, usualSends } = memory;
  const ledgers = memory.runs.map(({ ledger }) => ledger);
  const calendar = await loadCalendar(loaded, asOf);
  if (calendar.diagnostics.some(({ severity }) => severity === 'error'))
    throw new UnusableInput(calendar.diagnostics);
  const model = compilePlanModel(config, neededFields);
  const wanted: Wanted = {
    ...(request.wanted ?? nothingWanted),
    fields: [...zoneFields, ...contentFields(config), ...(request.wanted?.fields ?? [])],
    plan: { tests: model.tests, dateFields: model.dateFields },
  };
  const started = await matchRun(run, asked, {
    wanted,
    scratch: [...ledgers, ...kept.files, ...request.written],
  });
  const { matched } = started;
  const codes = mailCodes(config);
  const mailbox = await prepareMailboxes(database, wanted.apart);
  const { zones } = await prepareLeadZones(database, config, matched.leadFields, canonicalZone);
  const from = memory.runs.findIndex((one) => one.asOf === asOf);
  const same = from < 0 ? undefined : { asOf, from };
  const ledger = await session.step('ledger', () => loadLedger(database, ledgers, config, codes, same));
  const suppressions = await loadSuppressions(database, matched.suppressionFiles, ledger, codes, asOf, kept);
  const { classified, folded } = await classifyMatched(
    run,
    asked,
    { wanted, columns: request.columns ?? [] },
    started,
    mailedLeads(ledger, mailbox),
  );
  const found = await dataProblems(run, asked, started, [
    ...suppressions.problems,
    ...shrunkenSuppressions(matched.sources, memory.lastInputs),
  ]);
  if (request.isTolerant !== true && found.some(({ severity }) => severity === 'error'))
    throw new UnusableInput(found);
  const problems = [...found, ...classified.warnings];
  const leads = await readPlanLeads(database, mailbox.length, mailbox, config.policy.salt, {
    words: Math.ceil(model.tests.length / 31),
    dates: model.dateFields.length,
  });
  const { readings } = matched.leadFields;
  const dateClock = clockOf(readings[0]?.timezone ?? config.timezone);
  for (const column of leads.dates) toDays(column, dateClock);
  const clocks = zones.map(clockOf);
  const projectClock = clockOf(config.timezone);
  const dayOf = (at: number) => projectClock.dayOf(at);
  const today = memory.runs.filter((one) => one.asOf !== undefined && dayOf(one.asOf) === dayOf(asOf));
  const sentToday = await sendsByCampaign(
    database,
    today.map((one) => one.ledger),
  );
  if (folded.journey === undefined) throw new Error('The events were not folded for a plan.');
  return {
    input: {
      model,
      asOf,
      horizonMs: request.horizonMs,
      leads,
      journey: folded.journey,
      ledger,
      stops: suppressions.stops,
      clocks,
      projectClock,
      sentToday,
      hours: model.windows.map((window) => ({
        open: new OpenHours(window, calendar.daysOff),
        clock: window.zone === 'lead' ? undefined : clockOf(window.zone),
      })),
      ...(usualSends === undefined ? {} : { usualSends }),
      allowsBlast: request.allowsBlast,
    },
    model,
    names: { campaigns: config.campaigns, zones },
    started,
    folded,
    classified,
    problems: [...problems, ...calendar.diagnostics],
  };
}

/** What is wrong with the data; anything wrong with what must not be mailed is an error. */
async function dataProblems(
  { database }: EngineRun,
  { session, loaded, asOf }: Asked,
  { matched }: MatchedRun,
  suppressionProblems: readonly Diagnostic[],
): Promise<readonly Diagnostic[]> {
  for (const note of matched.notes) session.note(note);
  const checked = await checkData(session, database, matched, asOf);
  return [...suppressionProblems, ...problemsOf(matched, loaded, false), ...checked.problems];
}

/** Leads of whose mail the ledger knows, so that opens and clicks matter. Of a shared mailbox all of them count. */
function mailedLeads({ count, mailbox }: LedgerRows, mailboxOf: Int32Array): Uint8Array {
  const known = new Uint8Array(mailboxOf.length);
  for (let row = 0; row < count; row++) known[mailbox[row] as number] = 1;
  for (let lead = 0; lead < mailboxOf.length; lead++) {
    known[lead] = known[mailboxOf[lead] as number] as number;
  }
  return known;
}

function toDays(column: Float64Array, clock: ZoneClock): void {
  for (let lead = 0; lead < column.length; lead++) {
    const at = column[lead] as number;
    if (!Number.isNaN(at)) column[lead] = clock.dayOf(at);
  }
}

export function clockOf(zone: string): ZoneClock {
  return new ZoneClock(zoneOffsets(zone));
}
