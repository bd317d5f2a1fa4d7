import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { nothingWanted, type Wanted } from '../../engine/classify/wanted.js';
import { readGroupMasks, readKeys } from '../../engine/group-masks.js';
import { type Group, groupsOf } from '../../engine/members.js';
import type { Config } from '../../model/config.js';
import type { Features } from '../../model/features.js';
import type { LeadFacts } from '../../model/lead-facts.js';
import type { PlanSummary } from '../../model/plan-summary.js';
import { Decisions } from '../../plan/decisions.js';
import { plan } from '../../plan/planner.js';
import { summarizePlan } from '../../plan/summarize.js';
import { type Asked, classifyRun } from '../classified-run.js';
import type { EngineRun } from '../engine-run.js';
import { preparePlan } from '../plan-run.js';
import type { State } from '../state.js';

/** What one config makes of the leads: all that is compared, in columns by ordinal. It outlives the engine that it came from. */
export interface Side extends Planned {
  readonly config: Config;
  /** Keys of the leads by ordinal. */
  readonly keys: readonly string[];
  readonly groups: readonly Group[];
  readonly groupMasks: readonly Int32Array[];
}

interface Planned {
  readonly features: Features;
  readonly fitMasks: LeadFacts['fitMasks'];
  readonly decisions: Decisions;
  readonly days: PlanSummary['days'];
  readonly problems: readonly Diagnostic[];
}

export interface SideRequest {
  readonly horizonMs: number;
  readonly state: State;
  /** Pain rules by index whose worth to each lead is compared. */
  readonly worthOf: readonly number[];
}

/** Scores, classifies and plans with one config, as `plan` does, and commits nothing. Throws when the data is not what the config expects. */
export async function readSide(run: EngineRun, asked: Asked, request: SideRequest): Promise<Side> {
  const { config } = asked.loaded;
  const { segments, partitions } = config.audience;
  const wanted: Wanted = {
    ...nothingWanted,
    segments: segments.map(({ id }) => id),
    partitions: partitions.map(({ id }) => id),
    worthOf: request.worthOf,
  };
  const hasCampaigns = config.campaigns.length > 0;
  const planned = await (hasCampaigns
    ? planSends(run, asked, request, wanted)
    : scoreAlone(run, asked, wanted));
  const groups = groupsOf(config.audience);
  return {
    ...planned,
    config,
    keys: await readKeys(run.database),
    groups,
    groupMasks: await readGroupMasks(run.database, groups, planned.features.leads),
  };
}

async function planSends(
  run: EngineRun,
  asked: Asked,
  { horizonMs, state }: SideRequest,
  wanted: Wanted,
): Promise<Planned> {
  // How large a plan may be is asked of the plan that is committed.
  const request = { horizonMs, state, wanted, allowsBlast: true, written: [] };
  const { input, started, folded, problems } = await preparePlan(run, asked, request);
  const result = await asked.session.step('plan', async () => plan(input));
  return {
    features: folded.features,
    fitMasks: started.matched.facts.fitMasks,
    decisions: result.decisions,
    days: summarizePlan(input, result, asked.loaded.config.campaigns).days,
    problems,
  };
}

/** A config without campaigns. */
async function scoreAlone(run: EngineRun, asked: Asked, wanted: Wanted): Promise<Planned> {
  const { matched, folded, problems } = await classifyRun(run, asked, { wanted });
  return {
    features: folded.features,
    fitMasks: matched.facts.fitMasks,
    decisions: new Decisions(folded.features.leads, 0),
    days: [],
    problems,
  };
}
