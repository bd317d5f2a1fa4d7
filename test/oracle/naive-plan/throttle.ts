import { draw } from '../../../src/model/chance.js';
import { codePointOrder } from '../conditions.js';
import { dayMs, localOf } from './calendar.js';
import type { Case } from './decide.js';
import type { LedgerEntry } from './ledger.js';
import type { Run } from './run.js';
import type { Draft } from './step-gates.js';

/** Whether late mail waits for the day of its lead: one day of every `smooth_over`, counted in the zone of the project (S6.8). */
export function isSmoothed(run: Run, { campaign, lead }: Case, dueAt: number): boolean {
  const days = campaign.smoothDays;
  if (days === undefined || dueAt >= run.asOf - dayMs) return false;
  const { date } = localOf(run.asOf, run.config.timezone);
  const today = Date.UTC(date.year, date.month - 1, date.day) / dayMs;
  const own = Math.floor(draw(lead.chance, `smooth/${campaign.id}`) * days);
  return ((today % days) + days) % days !== own;
}

/** Sends that are in the ledger by runs as of the same day of the project. */
function sentToday({ world, config, asOf, ledger }: Run): readonly LedgerEntry[] {
  const dayOf = (at: number) => localOf(at, config.timezone).date.toString();
  const instants = world.instantsOfRuns ?? [];
  return ledger.filter(({ kind, run }) => {
    const instant = instants[run];
    return kind === 'send' && instant !== undefined && dayOf(instant) === dayOf(asOf);
  });
}

/** The sends of one day up to the limits of the campaigns and of the policy (S6.8). */
export function withinThrottles(run: Run, drafts: readonly Draft[]): readonly Draft[] {
  const throttled = new Set<Draft>();
  const before = sentToday(run);
  const counts = new Map<string, number>();
  for (const { campaign } of before) counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
  let all = before.length;
  for (const draft of drafts.filter(isSend).sort(throttleOrder)) {
    const { id, throttle = Number.POSITIVE_INFINITY } = draft.campaign;
    const own = counts.get(id) ?? 0;
    if (own >= throttle || all >= (run.config.policy.throttle ?? Number.POSITIVE_INFINITY)) {
      throttled.add(draft);
      continue;
    }
    counts.set(id, own + 1);
    all++;
  }
  return drafts.map((draft) => (throttled.has(draft) ? unsent(draft, 'throttled') : draft));
}

/** Blocks a plan that sends more than is allowed or than is usual (S6.9). */
export function withinBlast(run: Run, drafts: readonly Draft[]): readonly Draft[] {
  const { maxSends = Number.POSITIVE_INFINITY, maxGrowth } = run.config.policy.blast;
  const usual = medianOf(run.world.sendsOfRuns.slice(-28));
  const growth =
    maxGrowth === undefined || run.world.sendsOfRuns.length < 3 || usual === 0
      ? Number.POSITIVE_INFINITY
      : maxGrowth * usual;
  const sends = drafts.filter(isSend).length;
  if (run.world.allowBlast === true || (sends <= maxSends && sends <= growth)) return drafts;
  return drafts.map((draft) => (isSend(draft) ? unsent(draft, 'blast_gate') : draft));
}

function isSend({ verdict }: Draft): boolean {
  return verdict?.action === 'send';
}

/** Higher priority, then earlier due instants, then smaller keys; then ids of campaigns, so that nothing is left open. */
function throttleOrder(a: Draft, b: Draft): number {
  return (
    b.campaign.priority - a.campaign.priority ||
    (a.mail?.dueAt ?? 0) - (b.mail?.dueAt ?? 0) ||
    codePointOrder(a.lead.key, b.lead.key) ||
    codePointOrder(a.campaign.id, b.campaign.id)
  );
}

function unsent({ sendAt, ...draft }: Draft, reason: 'throttled' | 'blast_gate'): Draft {
  return { ...draft, verdict: { action: 'wait', reason } };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = low] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
