import type { Campaign, Trigger } from '../../../src/model/campaign.js';
import { draw } from '../../../src/model/chance.js';
import type { StopKind } from '../../../src/model/ledger.js';
import type { Action, Reason } from '../../../src/model/reason.js';
import { beginningOf } from './entries.js';
import { type Leaving, leavingOf } from './exits.js';
import { lastOccurrence, type Occurrence } from './ledger.js';
import { hasUnread, type PlanLead, type Run } from './run.js';
import { hasConsent, stopsOn } from './stops.js';
import { type Move, nextMove } from './walk.js';

/** What is known of a lead and a campaign after the gates that look at nobody else, from the address to the pause (S6.2). */
export interface Case {
  readonly lead: PlanLead;
  readonly campaign: Campaign;
  /** The occurrence that the lead is in or begins, or of a `done` row the one that has ended. */
  readonly occurrence?: Occurrence;
  /** Whether this run records the beginning of the occurrence. */
  readonly begins: boolean;
  /** How the occurrence goes on, if no gate has stopped the lead yet. */
  readonly move?: Move;
  /** How the occurrence ends in this run. */
  readonly leaving?: Leaving;
  readonly verdict?: Verdict;
}

export interface Verdict {
  readonly action: Action;
  readonly reason: Reason;
}

const suppressions: readonly (readonly [StopKind, Reason])[] = [
  ['unsubscribed', 'suppressed_unsubscribed'],
  ['complaint', 'suppressed_complaint'],
  ['bounced', 'suppressed_bounced'],
  ['list', 'suppressed_list'],
  ['objection', 'objected'],
];

/**
 * The first gates of S6.2 in their order. `blocked` are the campaigns whose steps have vanished under a lead; `entered` says that another
 * campaign sends the lead here.
 */
export function decide(
  run: Run,
  lead: PlanLead,
  campaign: Campaign,
  blocked: ReadonlySet<string>,
  entered: boolean,
): Case {
  const last = lastOccurrence(run, lead, campaign);
  const open = last?.ended === undefined ? last : undefined;
  const pair = { lead, campaign, begins: false };
  const known: Case = open === undefined ? pair : { ...pair, occurrence: open };
  const skip = (reason: Reason): Case => ({ ...known, verdict: { action: 'skip', reason } });

  const beginning = open === undefined ? beginningOf(run, lead, campaign, last, entered) : undefined;
  // S5.6: who has left says so in every later run, until there is something that could begin anew.
  const isThrough =
    beginning?.kind === 'none' ||
    (beginning?.kind === 'blocked' && campaign.entry.kind === 'condition' && !entered);
  if (last?.ended !== undefined && isThrough) {
    return { ...pair, occurrence: last, verdict: { action: 'done', reason: last.ended.reason } };
  }

  if (needsAddress(campaign) && lead.facts['email.kind'] === 'invalid') return skip('invalid_address');
  const stops = stopsOn(run, lead, campaign);
  for (const [kind, reason] of suppressions) {
    const own = stops.filter((stop) => stop.kind === kind);
    if (own.length === 0 || isOverlooked(campaign, kind)) continue;
    if (open === undefined) return skip(reason);
    return leave(known, { reason, at: run.asOf });
  }
  if (!campaign.transactional && !hasConsent(run, lead, campaign)) {
    return skip('no_consent');
  }
  if (hasUnreadEvent(run, lead, [campaign.goal, ...campaign.exits])) return skip('data_quarantined');

  const move = open && nextMove(run, lead, campaign, open);
  const leaving = open && move && leavingOf(run, lead, campaign, open, move);
  if (leaving !== undefined) return leave(known, leaving);
  const begun =
    beginning?.kind === 'begins'
      ? begin(run, lead, campaign, (last?.number ?? 0) + 1, beginning.at)
      : undefined;
  if (begun?.leaving !== undefined) {
    return begun.leaving.byCondition === true ? skip(begun.leaving.reason) : begun;
  }
  if (isHeldOut(run, lead, campaign)) return skip('holdout');
  switch (beginning?.kind) {
    case 'none':
      return skip('not_eligible');
    case 'expired':
      return skip('expired');
    case 'blocked':
      return skip('reentry_blocked');
  }
  if (campaign.paused || blocked.has(campaign.id)) {
    const reason = campaign.paused ? 'campaign_paused' : 'step_vanished';
    return open === undefined ? skip(reason) : { ...known, verdict: { action: 'wait', reason } };
  }
  if (move !== undefined) return { ...known, move };
  if (begun === undefined) throw new Error('Who is in no occurrence begins one, or was stopped before.');
  return begun;
}

/** An occurrence that begins may end at once, or go on to its first step. */
function begin(run: Run, lead: PlanLead, campaign: Campaign, number: number, startedAt: number): Case {
  const occurrence: Occurrence = { number, startedAt, sends: [], skips: [] };
  const move = nextMove(run, lead, campaign, occurrence);
  const leaving = leavingOf(run, lead, campaign, occurrence, move);
  const begun = { lead, campaign, occurrence, begins: true };
  return leaving === undefined ? { ...begun, move } : leave(begun, leaving);
}

function leave(known: Case, leaving: Leaving): Case {
  return { ...known, leaving, verdict: { action: 'exit', reason: leaving.reason } };
}

function needsAddress({ steps }: Campaign): boolean {
  return steps.some(({ channel }) => channel === 'email');
}

/** Transactional mail goes to those who have unsubscribed or objected, too (S6.2). */
function isOverlooked({ transactional }: Campaign, kind: StopKind): boolean {
  return transactional && (kind === 'unsubscribed' || kind === 'objection');
}

function isHeldOut({ config }: Run, { chance }: PlanLead, { id, holdout, transactional }: Campaign): boolean {
  if (transactional) return false;
  return draw(chance, 'holdout') < config.policy.holdout || draw(chance, `holdout/${id}`) < holdout;
}

/** Whether an event of the lead that may be one of a goal or an exit has no readable instant (S6.2). */
function hasUnreadEvent(run: Run, lead: PlanLead, triggers: readonly Trigger[]): boolean {
  return triggers.some((trigger) => trigger.kind === 'event' && hasUnread(run, lead, trigger.event));
}
