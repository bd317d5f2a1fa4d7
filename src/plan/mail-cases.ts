import { engagementCases } from '../model/campaign.js';
import { placeOf, purposeRoom, templateOf } from '../model/journey-events.js';
import { journeyEvents } from '../model/journey-model.js';
import type { PlanInput } from './plan-input.js';
import { ignored, isSend, type Standing } from './standing.js';

/** What an event says of the mail it is about: the case by matcher of the journey, undefined for events of other kinds. */
const caseOfEvent: Readonly<Record<number, number>> = {
  [journeyEvents.unsubscribed]: engagementCases.indexOf('unsubscribed'),
  [journeyEvents.complaint]: engagementCases.indexOf('unsubscribed'),
  [journeyEvents.undelivered]: engagementCases.indexOf('undelivered'),
  [journeyEvents.clicked]: engagementCases.indexOf('clicked'),
  [journeyEvents.opened]: engagementCases.indexOf('opened'),
};

export const converted = engagementCases.indexOf('converted');

/** The sending tool's clock may be a little behind the planned instant. */
const toleranceMs = 3_600_000;
const templateMemoryMs = 30 * 86_400_000;

/** The rows of a mailbox in a table that is ordered by mailbox, half-open. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds for each event of a lead the mail it is about (S5.5) and notes the strongest case of the mails that are the last of their
 * occurrence. `standingOf` gives the standing that a row of the ledger belongs to.
 */
export function noteCases(
  input: PlanInput,
  lead: number,
  range: RowRange,
  standingOf: (row: number) => Standing | undefined,
): void {
  const { journey } = input;
  const end = journey.first[lead + 1] as number;
  for (let event = journey.first[lead] as number; event < end; event++) {
    const found = caseOfEvent[journey.what[event] as number];
    if (found === undefined) continue;
    const row = mailOf(input, event, range);
    const standing = row < 0 ? undefined : standingOf(row);
    if (standing?.lastSend === row && found < standing.evidence) standing.evidence = found;
  }
}

/** The strongest case of each send of a mailbox, as far as the events of one lead say, by row of the ledger: for explanations. */
export function mailCases(input: PlanInput, lead: number, range: RowRange): ReadonlyMap<number, number> {
  const { journey, ledger } = input;
  const cases = new Map<number, number>();
  for (let row = range.from; row < range.to; row++) if (isSend(ledger, row)) cases.set(row, ignored);
  for (let event = journey.first[lead] as number; event < (journey.first[lead + 1] as number); event++) {
    const found = caseOfEvent[journey.what[event] as number];
    const row = found === undefined ? -1 : mailOf(input, event, range);
    if (found !== undefined && row >= 0) cases.set(row, Math.min(found, cases.get(row) ?? ignored));
  }
  return cases;
}

/** Row of the send that an event is about, -1 for none of ours. */
function mailOf({ journey, ledger, model }: PlanInput, event: number, { from, to }: RowRange): number {
  const send = journey.send[event] as number;
  if (!Number.isNaN(send)) {
    for (let row = from; row < to; row++) if (ledger.send[row] === send && isSend(ledger, row)) return row;
  }
  const mail = journey.mail[event] as number;
  if (mail < purposeRoom) return -1;
  const latest = (journey.at[event] as number) + toleranceMs;
  const place = placeOf(mail);
  const template = templateOf(mail);
  if (place >= 0) {
    const campaign = place - model.steps;
    for (let row = to - 1; row >= from; row--) {
      if ((ledger.at[row] as number) > latest || !isSend(ledger, row)) continue;
      const index = ledger.campaign[row] as number;
      if (campaign >= 0 ? index === campaign : stepCode(model, index, ledger.step[row] as number) === place) {
        return row;
      }
    }
  }
  if (template < 0) return -1;
  for (let row = to - 1; row >= from; row--) {
    const at = ledger.at[row] as number;
    if (at > latest || !isSend(ledger, row)) continue;
    if (at <= latest - toleranceMs - templateMemoryMs) return -1;
    if (ledger.template[row] === template) return row;
  }
  return -1;
}

function stepCode({ campaigns }: PlanInput['model'], campaign: number, step: number): number {
  return step < 0 ? -2 : (campaigns[campaign]?.firstStep ?? -2) + step;
}
