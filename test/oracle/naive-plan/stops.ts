import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Campaign } from '../../../src/model/campaign.js';
import type { StopKind } from '../../../src/model/ledger.js';
import { readAddress } from '../addresses.js';
import type { UsedEvent } from '../inputs.js';
import { foldText, readBoolean, readInstant, readText } from '../values.js';
import type { TextRow } from '../world.js';
import { humanEvents, type PlanLead, peopleOf, type Run, unreadEvents } from './run.js';

export interface Stop {
  readonly kind: StopKind;
  /** Undefined for one without a readable instant, which holds for good. */
  readonly at: number | undefined;
  readonly purpose: string | undefined;
  readonly source: 'event' | 'list';
}

/** The stops of a mailbox that hold for a campaign as of the run (S6.3). */
export function stopsOn(run: Run, lead: PlanLead, campaign: Campaign): readonly Stop[] {
  const lifts = consentEvents(run, lead, campaign).map(({ at }) => at);
  return [...stopEvents(run, lead), ...listedStops(run, lead), ...stateStops(run, lead)].filter(
    ({ at, purpose }) =>
      stopConcerns(run, campaign, purpose) && (at === undefined || !lifts.some((lift) => lift > at)),
  );
}

/** Whether the lead may be written to as far as consent goes (S6.3). Whoever gives or takes it back does so for the mailbox. */
export function hasConsent(run: Run, lead: PlanLead, campaign: Campaign): boolean {
  const given = consentEvents(run, lead, campaign).map(({ at }) => at);
  const withdrawn = [...allEvents(run, lead), ...peopleOf(run, lead).flatMap((one) => unreadEvents(run, one))]
    .filter((event) => isOf(event, 'consent.withdrawn') && stopConcerns(run, campaign, purposeOf(event.row)))
    .map(({ at }) => (Number.isNaN(at) ? Number.POSITIVE_INFINITY : at));
  if (withdrawn.length > 0) return given.some((at) => at > Math.max(...withdrawn));
  return !run.config.policy.consent.required || given.length > 0 || columnConsents(run, lead);
}

export function columnConsents({ asOf, config, context }: Run, { row }: PlanLead): boolean {
  const cell = row[config.policy.consent.field];
  const at = readInstant(cell, context.timezone, context.reading);
  return at === undefined ? readBoolean(cell) === true : at <= asOf;
}

/** A machine can not consent; but a stop is a stop, whoever sent it. */
function consentEvents(run: Run, lead: PlanLead, campaign: Campaign): readonly UsedEvent[] {
  return peopleOf(run, lead)
    .flatMap(humanEvents)
    .filter((event) => isOf(event, 'consent.granted', 'email.subscribed'))
    .filter(({ row }) => [undefined, foldText(campaign.purpose)].includes(purposeOf(row)));
}

function stopEvents(run: Run, lead: PlanLead): readonly Stop[] {
  const known = allEvents(run, lead).map((event) => ({ event, at: event.at, purpose: purposeOf(event.row) }));
  // What can not be read in one respect is not trusted in another: it is a no to everything.
  const unread = peopleOf(run, lead)
    .flatMap((one) => unreadEvents(run, one))
    .map((event) => ({ event, at: undefined, purpose: undefined }));
  return [...known, ...unread].flatMap(({ event, ...stop }): readonly Stop[] => {
    const kind = kindOf(event);
    return kind === undefined ? [] : [{ ...stop, kind, source: 'event' }];
  });
}

function kindOf(event: UsedEvent): StopKind | undefined {
  if (isOf(event, 'email.unsubscribed')) return 'unsubscribed';
  if (isOf(event, 'email.complained')) return 'complaint';
  if (isOf(event, 'objection.raised')) return 'objection';
  const passing = ['soft', 'block'].includes(foldText(readText(event.row.bounce_class) ?? ''));
  return isOf(event, 'email.bounced') && !passing ? 'bounced' : undefined;
}

/** Entries of suppression sources. One that is dated after as-of has no effect yet (S1.1). */
export function listedStops({ asOf, world, context }: Run, { mailbox }: PlanLead): readonly Stop[] {
  if (mailbox === undefined) return [];
  return world.suppressions
    .filter((row) => names(row, mailbox))
    .map((row) => ({
      kind: wordedKind(foldText(readText(row.reason) ?? '')),
      at: readInstant(row.at, context.timezone, context.reading),
      purpose: purposeOf(row),
      source: 'list' as const,
    }))
    .filter(({ at }) => at === undefined || at <= asOf);
}

/** Addresses that a campaign has put on the suppression list. */
export function stateStops({ asOf, ledger }: Run, { mailbox }: PlanLead): readonly Stop[] {
  return ledger
    .filter((entry) => entry.kind === 'suppress' && mailbox !== undefined && entry.mailbox === mailbox)
    .filter(({ at }) => at <= asOf)
    .map(({ at }) => ({ kind: 'list', at, purpose: undefined, source: 'list' }));
}

/** Whether a row means a mailbox: by its address, the SHA-256 of its match key, or its domain. */
function names(row: TextRow, mailbox: string): boolean {
  const cell = readText(row.email) ?? '';
  const domain = readText(row.domain) ?? (cell.startsWith('@') ? cell.slice(1) : undefined);
  if (domain !== undefined && mailbox.endsWith(`@${domainToASCII(domain.toLowerCase())}`)) return true;
  const hash = createHash('sha256').update(mailbox).digest('hex');
  return readAddress(cell)?.matchKey === mailbox || cell.toLowerCase() === hash;
}

function wordedKind(reason: string): StopKind {
  if (reason.includes('bounce')) return 'bounced';
  if (reason.includes('complain') || reason.includes('spam')) return 'complaint';
  return reason.includes('unsub') ? 'unsubscribed' : 'list';
}

/** A stop concerns the campaigns of its purpose, and all of them if it names none or one that no campaign has. */
function stopConcerns({ config }: Run, campaign: Campaign, purpose: string | undefined): boolean {
  const known = config.campaigns.map((one) => foldText(one.purpose));
  return purpose === undefined || purpose === foldText(campaign.purpose) || !known.includes(purpose);
}

export function purposeOf(row: TextRow): string | undefined {
  const purpose = readText(row.purpose);
  return purpose === undefined ? undefined : foldText(purpose);
}

function allEvents(run: Run, lead: PlanLead): readonly UsedEvent[] {
  return peopleOf(run, lead).flatMap(({ events }) => events);
}

function isOf({ type }: UsedEvent, ...types: readonly string[]): boolean {
  return types.includes(type.toLowerCase());
}
