import { codePointOrder } from '../conditions.js';
import { firstAllowed, ledgerSends } from './frequency.js';
import type { Run } from './run.js';
import type { Draft, Mail } from './step-gates.js';
import { isSmoothed } from './throttle.js';
import { firstOpen } from './windows.js';

interface Ready extends Draft {
  readonly mail: Mail & { readonly dueAt: number };
}

/** Gives each mail that is ready its instant: by mailbox, the first in the order of S6.6 first, the others around it (S6.5, S6.6). */
export function arbitrate(run: Run, drafts: readonly Draft[]): readonly Draft[] {
  const decided = new Map<Draft, Draft>();
  const sent = new Map<string, { readonly at: number; readonly campaign: string }[]>();
  for (const draft of drafts.filter(isReady).sort(precedence)) {
    const { mailbox = `lead ${draft.lead.key}` } = draft.lead;
    const earlier = sent.get(mailbox) ?? [];
    const result = isMarketing(draft) ? place(run, draft, mailbox, earlier) : placeFreely(run, draft);
    decided.set(draft, result);
    if (result.sendAt === undefined || !isMarketing(draft)) continue;
    sent.set(mailbox, [...earlier, { at: result.sendAt, campaign: draft.campaign.id }]);
  }
  return drafts.map((draft) => decided.get(draft) ?? draft);
}

function isReady(draft: Draft): draft is Ready {
  return draft.verdict === undefined && draft.mail !== undefined;
}

/** Priority, then due instant, then id, then key of the lead (S6.6). */
function precedence(a: Ready, b: Ready): number {
  return (
    b.campaign.priority - a.campaign.priority ||
    a.mail.dueAt - b.mail.dueAt ||
    codePointOrder(a.campaign.id, b.campaign.id) ||
    codePointOrder(a.lead.key, b.lead.key)
  );
}

/** What frequency and priority are about (S6.2, S6.5). */
function isMarketing({ campaign, mail }: Ready): boolean {
  return !campaign.transactional && (mail.step.channel === 'email' || mail.step.channel === 'sms');
}

function placeFreely(run: Run, draft: Ready): Draft {
  const at = firstOpen(run, draft.mail.hours, Math.max(draft.mail.dueAt, run.asOf));
  return at === undefined ? wait(draft, 'waiting_window') : send(run, draft, at);
}

function place(
  run: Run,
  draft: Ready,
  mailbox: string,
  earlier: readonly { readonly at: number; readonly campaign: string }[],
): Draft {
  const from = Math.max(draft.mail.dueAt, run.asOf);
  const before = ledgerSends(run, mailbox);
  const slot = (others: readonly number[], rules: 'gap' | 'gap and caps' = 'gap and caps') =>
    firstAllowed(run, draft.mail.hours, from, others, rules);

  if (slot(before) === undefined) {
    // Where the gap alone would leave an instant, it is a cap that does not.
    if (slot(before, 'gap') === undefined) return wait(draft, 'gap_deferred');
    return run.config.policy.onCap === 'defer'
      ? wait(draft, 'capped_deferred')
      : { ...draft, verdict: { action: 'skip', reason: 'capped_skipped' } };
  }
  // The winner is the send of this plan that takes the last instant.
  for (const [index, { campaign }] of earlier.entries()) {
    const winners = earlier.slice(0, index + 1).map(({ at }) => at);
    if (slot([...before, ...winners]) === undefined) {
      return { ...wait(draft, 'lost_priority'), winner: campaign };
    }
  }
  const at = slot([...before, ...earlier.map((one) => one.at)]);
  return at === undefined ? draft : send(run, draft, at);
}

/** Mail that has to wait for its day (S6.8) takes no other mail's place. */
function send(run: Run, draft: Ready, sendAt: number): Draft {
  if (isSmoothed(run, draft, draft.mail.dueAt)) return wait(draft, 'throttled');
  return { ...draft, sendAt, verdict: { action: 'send', reason: 'sent_planned' } };
}

function wait(
  draft: Draft,
  reason: 'waiting_window' | 'gap_deferred' | 'capped_deferred' | 'lost_priority' | 'throttled',
): Draft {
  return { ...draft, verdict: { action: 'wait', reason } };
}
