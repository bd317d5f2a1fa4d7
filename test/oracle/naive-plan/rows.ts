import type { LedgerText, NaivePlanRow } from '../plan-world.js';
import type { Run } from './run.js';
import type { Draft } from './step-gates.js';

/** A draft as a row of the plan (S6.1). */
export function rowOf({ lead, campaign, occurrence, mail, verdict, sendAt, winner }: Draft): NaivePlanRow {
  if (verdict === undefined) throw new Error(`Nothing is decided about ${lead.key} and ${campaign.id}.`);
  return {
    lead: lead.key,
    campaign: campaign.id,
    occurrence: occurrence?.number ?? null,
    startedAt: occurrence?.startedAt ?? null,
    step: mail?.step.id ?? null,
    attempt: mail?.attempt ?? null,
    variant: mail?.variant ?? null,
    action: verdict.action,
    reason: verdict.reason,
    dueAt: mail?.dueAt ?? null,
    sendAt: sendAt ?? null,
    zone: lead.zone.id,
    zoneSource: lead.zone.source,
    winner: winner ?? null,
  };
}

/** What the ledger records of a draft when its plan is committed (S5.2, S5.6, S6.5). */
export function ledgerOf(
  run: Run,
  { lead, campaign, occurrence, begins, leaving, mail, verdict, sendAt }: Draft,
) {
  const rows: LedgerText[] = [];
  const add = (kind: string, at: number, more: Partial<LedgerText> = {}) =>
    rows.push({
      ...blank,
      lead_id: lead.key,
      email: lead.mailbox ?? '',
      campaign: campaign.id,
      occurrence: String(occurrence?.number ?? ''),
      kind,
      at: new Date(at).toISOString(),
      ...more,
    });
  const step = { step: mail?.step.id ?? '', attempt: String(mail?.attempt ?? '') };
  const content = {
    variant: mail?.variant ?? '',
    template: mail?.content?.template ?? '',
    channel: mail?.step.channel ?? '',
  };
  if (begins && occurrence !== undefined) add('start', occurrence.startedAt);
  if (sendAt !== undefined) add('send', sendAt, { ...step, ...content, send_id: mail?.sendId ?? '' });
  if (verdict?.reason === 'capped_skipped') add('skip', mail?.dueAt ?? run.asOf, step);
  if (leaving !== undefined) add('exit', leaving.at, { reason: leaving.reason });
  if (leaving?.suppress === true) add('suppress', run.asOf);
  return rows;
}

const blank: LedgerText = {
  lead_id: '',
  email: '',
  campaign: '',
  occurrence: '',
  kind: '',
  at: '',
  step: '',
  attempt: '',
  variant: '',
  template: '',
  channel: '',
  reason: '',
  send_id: '',
};
