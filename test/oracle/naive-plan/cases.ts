import type { Campaign, EngagementCase, Step, Trigger } from '../../../src/model/campaign.js';
import type { UsedEvent } from '../inputs.js';
import { matches } from '../naive-behaviour.js';
import { readText } from '../values.js';
import { dayMs } from './calendar.js';
import { placeOf, type Sent, sendOrder, sentOf } from './ledger.js';
import { campaignOf, humanEvents, type PlanLead, peopleOf, type Run } from './run.js';

const typesOf: Partial<Record<EngagementCase, readonly string[]>> = {
  unsubscribed: ['email.unsubscribed', 'email.complained'],
  undelivered: ['email.bounced', 'email.rejected', 'email.failed'],
  clicked: ['email.clicked', 'email.replied'],
  opened: ['email.opened'],
};

/** Cases that a mail can get later than another one, from the strongest; those that end the wait are not among them (S5.5). */
const waitedFor: readonly EngagementCase[] = ['undelivered', 'clicked', 'opened', 'ignored'];

/** The case of the last mail of an occurrence by the events up to as-of: the strongest that there is evidence for (S5.5). */
export function caseOf(run: Run, lead: PlanLead, campaign: Campaign, sent: Sent): EngagementCase {
  const types = peopleOf(run, lead)
    .flatMap(humanEvents)
    .filter((event) => mailOf(run, lead, event)?.sendId === sent.sendId)
    .map(({ type }) => type.toLowerCase());
  const has = (name: EngagementCase) => typesOf[name]?.some((type) => types.includes(type)) ?? false;
  if (has('unsubscribed')) return 'unsubscribed';
  if (has('undelivered')) return 'undelivered';
  if (eventsOf(run, lead, campaign.goal).some(({ at }) => at > sent.at)) return 'converted';
  if (has('clicked')) return 'clicked';
  return has('opened') ? 'opened' : 'ignored';
}

/** Whether the campaign has to wait for the end of the case window before it acts on a case (S5.5). */
export function mustWait(run: Run, step: Step, sent: Sent, found: EngagementCase): boolean {
  if (found === 'unsubscribed' || found === 'converted') return false;
  if (run.asOf >= sent.at + step.caseWindowMs) return false;
  const possible = waitedFor.slice(0, waitedFor.indexOf(found) + 1);
  return possible.some((name) => {
    const reaction = step.on[name];
    if (reaction.kind === 'resend') return sent.attempt <= reaction.times;
    return reaction.kind !== 'next';
  });
}

/** What a person did of what a trigger means; nothing for conditions. */
export function eventsOf(run: Run, lead: PlanLead, trigger: Trigger): readonly UsedEvent[] {
  if (trigger.kind === 'condition') return [];
  return humanEvents(lead).filter((event) => matches(trigger.event, event, run.context));
}

/** The mail that an event is about: by `send_id`, else by campaign and step, else by template (S5.5). */
function mailOf(run: Run, lead: PlanLead, { row, at }: UsedEvent): Sent | undefined {
  const sends = sendsOf(run, lead);
  const byId = sends.find(({ sendId }) => sendId === readText(row.send_id));
  if (byId !== undefined) return byId;
  const before = sends.filter((sent) => sent.at <= at + 3_600_000);
  const id = readText(row.campaign);
  const step = readText(row.step);
  const byCampaign = before.findLast(
    (sent) => sent.campaign === id && (step === undefined || sent.place === knownPlace(run, id, step)),
  );
  if (byCampaign !== undefined) return byCampaign;
  const template = readText(row.template);
  return before.findLast((sent) => sent.template === template && sent.at >= at - 30 * dayMs);
}

/** Everything the lead was ever sent; what was sent at one instant in the order of campaigns and of steps. */
function sendsOf(run: Run, lead: PlanLead): readonly Sent[] {
  const order = ({ campaign }: Sent) => run.config.campaigns.findIndex(({ id }) => id === campaign);
  const people = peopleOf(run, lead).map(({ key }) => key);
  return run.ledger
    .filter((entry) => people.includes(entry.lead) && entry.kind === 'send')
    .map((entry) => sentOf(campaignOf(run, entry.campaign), entry))
    .sort((a, b) => a.at - b.at || a.run - b.run || order(a) - order(b) || sendOrder(a, b));
}

/** Place of a step that an event names, also by a former id; undefined for one that is gone. */
function knownPlace(run: Run, campaign: string, step: string): number | undefined {
  const place = placeOf(campaignOf(run, campaign), step);
  return place < 0 ? undefined : place;
}
