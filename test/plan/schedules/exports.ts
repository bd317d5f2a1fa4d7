import { readAddress } from '../../oracle/addresses.js';
import { blankEvent } from '../../oracle/naive-plan/arbitrary-timelines.js';
import type { LedgerText } from '../../oracle/plan-world.js';
import type { TextRow } from '../../oracle/world.js';
import { editDraft } from './edit-draft.js';
import type { Change, Draft } from './schedule.js';

/** What lies in the folder of the project on one morning. */
export interface Exports {
  readonly leads: readonly TextRow[];
  readonly events: readonly TextRow[];
  readonly suppressions: readonly TextRow[];
  readonly draft: Draft;
}

export const hourMs = 3_600_000;

/** The exports after a change; `sent` is what may be answered. By hand nothing in them changes. */
export function changeExports(
  exports: Exports,
  change: Change,
  asOf: number,
  sent: readonly LedgerText[],
): Exports {
  const iso = (hoursAgo: number) => new Date(asOf - hoursAgo * hourMs).toISOString();
  const { leads, events, suppressions } = exports;
  const emailOf = (key: string) => leads.find(({ lead_id }) => lead_id === key)?.email ?? '';
  const withEvent = (row: TextRow) => ({
    ...exports,
    events: [...events, { ...blankEvent, event_id: `e${events.length}-${asOf}`, ...row }],
  });
  switch (change.kind) {
    case 'event': {
      const { lead, type, hoursAgo, by, readable } = change;
      const who = by === 'lead' ? { lead } : { email: emailOf(lead) };
      return withEvent({ ...who, type, at: readable ? iso(hoursAgo) : 'some day' });
    }
    case 'answer': {
      const mail = sent[change.send % Math.max(1, sent.length)];
      if (mail === undefined) return exports;
      const at = new Date(Date.parse(mail.at) + change.hoursAfter * hourMs).toISOString();
      return withEvent({ lead: mail.lead_id, type: change.type, at, send_id: mail.send_id });
    }
    case 'shorten':
      return { ...exports, events: events.filter(({ at = '' }) => at >= iso(change.hours)) };
    case 'import':
      return { ...exports, leads: leads.map((lead) => ({ ...lead, consent_at: iso(0) })) };
    case 'address':
      return {
        ...exports,
        leads: leads.map((lead) => (lead.lead_id === change.lead ? { ...lead, email: change.email } : lead)),
      };
    case 'list': {
      const at = change.dated ? iso(2) : '';
      const row = { email: emailOf(change.lead), domain: '', reason: change.reason, at, purpose: '' };
      return { ...exports, suppressions: [...suppressions, row] };
    }
    case 'empty list':
      return { ...exports, suppressions: [] };
    case 'suppress':
      return exports;
    case 'edit':
      return { ...exports, draft: editDraft(exports.draft, change.edit) };
  }
}

export function mailboxOf(email: string | undefined): string {
  return readAddress(email)?.matchKey ?? '';
}
