import { firstRuleBit, rulesInFlags, rulesPerMask } from '../model/event-batch.js';
import { emptyJourney, type JourneyEvents, withoutMail } from '../model/journey-events.js';
import { journeyEvents } from '../model/journey-model.js';
import type { LeadEvents } from './lead-events.js';

/** What is needed to keep the events that campaigns look at. */
export interface JourneyFoldInput {
  /** The first matcher of the journey, and how many there are. */
  readonly from: number;
  readonly matchers: number;
  /** Value columns with the hash of the send and with what else is said of a mail. */
  readonly sendColumn: number;
  readonly mailColumn: number;
  /** By lead: 1 where the ledger knows mail, so that opens and clicks can matter. */
  readonly mailed: Uint8Array;
}

/** Keeps the settled events of each lead that campaigns look at, one row for each matcher, in the order of S2.5. */
export class JourneyFold {
  readonly journey: JourneyEvents;
  readonly #input: JourneyFoldInput;
  #rows = 0;

  constructor(input: JourneyFoldInput, leads: number) {
    this.#input = input;
    this.journey = emptyJourney(leads);
  }

  /** Leads have to come in order, each once. */
  fold(lead: number, events: LeadEvents): void {
    const { from, sendColumn, mailColumn, mailed } = this.#input;
    const { matches } = events;
    const knowsMail = mailed[lead] === 1;
    for (let match = 0; match < matches.count; match++) {
      const what = (matches.matcher[match] as number) - from;
      if (what < 0 || (!knowsMail && isAboutMail(what))) continue;
      const event = matches.event[match] as number;
      if (this.#rows === this.journey.at.length) this.#grow();
      this.journey.at[this.#rows] = matches.at[match] as number;
      this.journey.what[this.#rows] = what;
      // A stop of a machine is a stop, but says nothing about a mail (S5.5).
      const isMachine = events.isMachine(event);
      const mail = events.value(mailColumn, event);
      this.journey.send[this.#rows] = isMachine ? Number.NaN : events.value(sendColumn, event);
      this.journey.mail[this.#rows] = isMachine ? withoutMail(mail) : mail;
      this.#rows++;
    }
    this.journey.first[lead + 1] = this.#rows;
  }

  /** An event of a lead that could not be read: what it would have been is remembered (S6.2, quarantine). */
  foldUnreadable(lead: number, flags: number, masks: readonly Int32Array[], row: number): void {
    const { from, matchers } = this.#input;
    for (let what = 0; what < matchers; what++) {
      if (!hasBit(from + what, flags, masks, row)) continue;
      const known = this.journey.unreadable.get(lead) ?? new Set<number>();
      this.journey.unreadable.set(lead, known.add(what));
    }
  }

  #grow(): void {
    const { at, what, send, mail } = this.journey;
    const room = at.length * 2;
    this.journey.at = new Float64Array(room);
    this.journey.what = new Int16Array(room);
    this.journey.send = new Float64Array(room);
    this.journey.mail = new Float64Array(room);
    this.journey.at.set(at);
    this.journey.what.set(what);
    this.journey.send.set(send);
    this.journey.mail.set(mail);
  }
}

function isAboutMail(what: number): boolean {
  return what >= journeyEvents.undelivered && what <= journeyEvents.opened;
}

function hasBit(matcher: number, flags: number, masks: readonly Int32Array[], row: number): boolean {
  if (matcher < rulesInFlags) return ((flags >>> (firstRuleBit + matcher)) & 1) === 1;
  const rest = matcher - rulesInFlags;
  const mask = masks[Math.floor(rest / rulesPerMask)]?.[row] ?? 0;
  return ((mask >>> (rest % rulesPerMask)) & 1) === 1;
}
