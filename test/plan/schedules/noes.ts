import { readInstant } from '../../oracle/values.js';
import { type Exports, mailboxOf } from './exports.js';

/** Somebody has said no, in one of the ways in which the state keeps it (S6.3). */
export interface No {
  readonly mailbox: string;
  readonly kind: NoKind;
  /** Undefined for one that holds for good. */
  readonly at: number | undefined;
}

export type NoKind = 'unsubscribed' | 'complaint' | 'bounced' | 'list' | 'objection' | 'withdrawn';

const kindOfEvent: Readonly<Record<string, NoKind>> = {
  'email.unsubscribed': 'unsubscribed',
  'email.complained': 'complaint',
  'email.bounced': 'bounced',
  'objection.raised': 'objection',
  'consent.withdrawn': 'withdrawn',
};

/** Every no that is in the exports and has been said by then. One without an instant is as of the run that saw it first. */
export function noesIn({ leads, events, suppressions }: Exports, asOf: number): readonly No[] {
  const said = events.flatMap((event): readonly No[] => {
    const kind = kindOfEvent[event.type ?? ''];
    const at = instantOf(event.at) ?? asOf;
    return kind === undefined ? [] : [{ mailbox: mailboxOfEvent(leads, event), kind, at }];
  });
  const listed = suppressions.map(({ email, reason, at }) => {
    return { mailbox: mailboxOf(email), kind: reason as NoKind, at: instantOf(at) };
  });
  return [...said, ...listed].filter(({ at }) => at === undefined || at <= asOf);
}

/** When a mailbox has consented in the exports. */
export function consentsIn({ leads, events }: Exports, asOf: number, mailbox: string): readonly number[] {
  return events.flatMap((event) => {
    const at = instantOf(event.at);
    const isConsent = event.type === 'email.subscribed' || event.type === 'consent.granted';
    const counts = isConsent && at !== undefined && at <= asOf;
    return counts && mailboxOfEvent(leads, event) === mailbox ? [at] : [];
  });
}

/** What of the noes of a mailbox no later consent has lifted and stops a campaign. */
export function standingNo(
  noes: readonly No[],
  consents: readonly number[],
  mailbox: string,
  isTransactional: boolean,
): No | undefined {
  const last = Math.max(...consents);
  return noes.find((no) => {
    const isMeant = no.mailbox === mailbox && !(isTransactional && mild.includes(no.kind));
    return isMeant && (no.at === undefined || !(last > no.at));
  });
}

const mild: readonly NoKind[] = ['unsubscribed', 'objection', 'withdrawn'];

function mailboxOfEvent(leads: Exports['leads'], event: Exports['events'][number]): string {
  const lead = leads.find(({ lead_id }) => lead_id === event.lead);
  return mailboxOf(lead === undefined ? event.email : lead.email);
}

function instantOf(cell: string | undefined): number | undefined {
  return readInstant(cell, 'UTC');
}
