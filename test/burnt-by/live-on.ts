import { actions, reasons } from '../../src/model/reason.js';
import type { PlanInput } from '../../src/plan/plan-input.js';
import { type PlanResult, plan } from '../../src/plan/planner.js';
import { blankEvent } from '../oracle/naive-plan/arbitrary-timelines.js';
import { configOf } from '../oracle/naive-plan/config-of.js';
import { type Run, readRun } from '../oracle/naive-plan/run.js';
import { planInputOf } from '../oracle/plan-input-of.js';
import type { LedgerText, PlanWorld } from '../oracle/plan-world.js';
import type { RawScore, TextRow } from '../oracle/world.js';
import { commitDecisions } from '../plan/commit-decisions.js';

/** Leads, what they do, and the campaigns they are in, as they stand on one morning. */
export interface Situation {
  readonly campaigns: readonly object[];
  readonly policy?: object;
  readonly leads?: readonly TextRow[];
  readonly events?: readonly TextRow[];
  readonly suppressions?: readonly TextRow[];
  readonly ledger?: readonly LedgerText[];
  readonly segments?: readonly object[];
  readonly score?: RawScore;
  readonly timezone?: string;
  readonly daysOff?: readonly string[];
  readonly asOf?: string;
}

/** What the planner says of a lead and a campaign. */
export interface Decided {
  readonly lead: string;
  readonly campaign: string;
  readonly action: string;
  readonly reason: string;
  readonly winner: string | undefined;
  readonly zone: string;
  readonly zoneSource: string;
  /** Of what is sent. */
  readonly sendAt: string | undefined;
}

/** A Monday morning in Berlin. */
export const monday = '2026-03-02T08:00:00Z';

export function lead(id: string, more: TextRow = {}): TextRow {
  const since = { created_at: '2026-01-01', consent_at: '2026-01-01' };
  return { lead_id: id, email: `${id}@corp.example`, country: 'DE', ...since, ...more };
}

export function event(who: string, type: string, at: string, more: TextRow = {}): TextRow {
  return { ...blankEvent, lead: who, type, at, ...more };
}

/** A campaign of mails, entered with a trial unless it says otherwise. */
export function campaign(id: string, steps: readonly (string | object)[], more: object = {}): object {
  const goal = { event: 'document.created' };
  const whole = steps.map((step, index) =>
    typeof step === 'string' ? { id: `m${index}`, template: `${id}-${index}`, after: step } : step,
  );
  return { id, kind: 'custom', goal, entry: { event: 'trial.started' }, steps: whole, ...more };
}

/** The planner's input and result on the situation. */
export function planned(situation: Situation): {
  readonly run: Run;
  readonly input: PlanInput;
  readonly result: PlanResult;
} {
  const { campaigns, policy, segments = [], score = { ready: 50 }, timezone = 'UTC', ...rest } = situation;
  const world: PlanWorld = {
    config: { timezone, score },
    sections: { policy: { min_gap: 'none', ...policy }, segments, campaigns },
    ...{ leads: [lead('anna')], events: [], suppressions: [], ledger: [], daysOff: [], asOf: monday },
    ...{ lists: {}, sendsOfRuns: [], workdays: [], horizonMs: 86_400_000 },
    ...rest,
  };
  const run = readRun(world, configOf(world));
  const input = planInputOf(run);
  return { run, input, result: plan(input) };
}

export function decide(situation: Situation): readonly Decided[] {
  const { run, result } = planned(situation);
  const { decisions } = result;
  return run.leads.flatMap(({ key, zone }, ord) =>
    run.config.campaigns.map(({ id }, index): Decided => {
      const row = Array.from({ length: decisions.rows }).findIndex(
        (_, one) => decisions.lead[one] === ord && decisions.campaign[one] === index,
      );
      const action = actions[decisions.actionOf(ord, index)] ?? '';
      return {
        lead: key,
        campaign: id,
        action,
        reason: reasons[decisions.reasonOf(ord, index)] ?? '',
        winner: run.config.campaigns[decisions.winner[row] ?? -1]?.id,
        ...{ zone: zone.id, zoneSource: zone.source },
        sendAt: action === 'send' ? new Date(decisions.sendAt[row] ?? 0).toISOString() : undefined,
      };
    }),
  );
}

/** `lead campaign action reason` of each decision. */
export function said(situation: Situation): readonly string[] {
  return decide(situation).map(({ lead, campaign, action, reason }) =>
    [lead, campaign, action, reason].join(' '),
  );
}

/** Runs on so many mornings, from that of the situation on; `change` says what is different on one. Returns the ledger. */
export function liveOn(
  situation: Situation,
  mornings: number,
  change: (morning: number) => Partial<Situation> = () => ({}),
): readonly LedgerText[] {
  const start = Date.parse(situation.asOf ?? monday);
  let ledger = situation.ledger ?? [];
  for (let morning = 0; morning < mornings; morning++) {
    const asOf = new Date(start + morning * 86_400_000).toISOString();
    const { run, result } = planned({ ...situation, ...change(morning), asOf, ledger });
    if (result.vanished.some((leads) => leads > 0)) continue;
    ledger = [...ledger, ...commitDecisions(run, result.decisions).map(({ row }) => row)];
  }
  return ledger;
}

/** `lead campaign/step day` of the sends in a ledger. */
export function sends(ledger: readonly LedgerText[]): readonly string[] {
  return ledger
    .filter(({ kind }) => kind === 'send')
    .map(({ lead_id, campaign: of, step, at }) => `${lead_id} ${of}/${step} ${at.slice(0, 10)}`);
}
