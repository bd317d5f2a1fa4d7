import type { Content } from '../../../src/model/campaign.js';
import { readText } from '../values.js';
import { contentGap, formOf } from './content.js';
import type { Case, Verdict } from './decide.js';
import { placeOf } from './ledger.js';
import { peopleOf, type Run } from './run.js';
import { sendIdOf } from './send-id.js';
import type { Move } from './walk.js';
import { firstOpen, type OpenHours, openHours } from './windows.js';

/** A case with what is known of the mail that is sent or waited for. */
export interface Draft extends Case {
  readonly mail?: Mail;
  readonly sendAt?: number;
  /** Campaign to which the mail was lost. */
  readonly winner?: string;
}

export interface Mail {
  readonly step: Extract<Move, { kind: 'step' }>['step'];
  readonly attempt: number;
  readonly dueAt: number | null;
  readonly variant: string | null;
  readonly content?: Content;
  readonly hours?: OpenHours;
  readonly sendId?: string;
}

/** The gates of the step that comes next, from what was sent already to the window (S6.2). Who passes them has a `mail` and no verdict. */
export function stepGates(run: Run, one: Case): Draft {
  const { move, occurrence, lead, campaign } = one;
  if (one.verdict !== undefined || move === undefined || occurrence === undefined) return one;
  const give = (mail: Mail, action: Verdict['action'], reason: Verdict['reason']): Draft => ({
    ...one,
    mail,
    verdict: { action, reason },
  });
  switch (move.kind) {
    case 'waiting_event':
      return give({ step: move.step, attempt: 1, dueAt: null, variant: null }, 'wait', 'waiting_event');
    case 'waiting_case': {
      const { step, attempt, until } = move;
      return give({ step, attempt, dueAt: until, variant: null }, 'wait', 'waiting_case');
    }
    case 'vanished':
    case 'end':
      throw new Error('An earlier gate stops who has no next step.');
  }

  const { step, attempt, dueAt } = move;
  const { variant, content } = formOf(lead, campaign, step, move.changes);
  const sendId = sendIdOf(lead.key, campaign.id, occurrence.number, step.id, attempt);
  // To the mailbox, whichever of its leads it was for (S6.7), under its name of today or one that was moved to it (S5.7).
  const people = peopleOf(run, lead).map(({ key }) => key);
  const wasSent = run.ledger.some(
    (entry) =>
      entry.kind === 'send' &&
      (people.includes(entry.lead) || (lead.mailbox !== undefined && entry.mailbox === lead.mailbox)) &&
      entry.campaign === campaign.id &&
      entry.occurrence === occurrence.number &&
      campaign.steps[placeOf(campaign, entry.step)] === step &&
      entry.attempt === attempt,
  );
  // Audiences know no windows (S6.2).
  const hours = step.channel === 'audience' ? undefined : openHours(campaign.window, lead);
  const mail: Mail = {
    step,
    attempt,
    dueAt,
    variant,
    content,
    sendId,
    ...(hours === undefined ? {} : { hours }),
  };

  if (wasSent) return give(mail, 'skip', 'already_sent');
  const isStillToGoOut = occurrence.sends.some(({ at }) => at >= run.asOf);
  if (dueAt >= run.end || isStillToGoOut) return give(mail, 'wait', 'waiting_delay');
  if (step.role === 'offer' && !campaign.allowColdOffers && lead.facts.temperature === 'cold') {
    return give(mail, 'wait', 'cold_lead');
  }
  if (step.channel === 'sms') {
    if (readText(lead.row.phone) === undefined) return give(mail, 'skip', 'invalid_address');
    if (lead.facts['channel/sms'] !== true) return give(mail, 'skip', 'no_consent');
  }
  const gap = contentGap(lead, step, content);
  if (gap !== undefined) return give(mail, 'skip', gap);
  const isGuessed = lead.zone.source === 'project' || lead.zone.source === 'utc';
  if (hours?.window.zone === 'lead' && hours.window.onUnknownZone === 'skip' && isGuessed) {
    return give(mail, 'skip', 'unknown_timezone');
  }
  const open = firstOpen(run, hours, Math.max(dueAt, run.asOf));
  return open === undefined ? give(mail, 'wait', 'waiting_window') : { ...one, mail };
}
