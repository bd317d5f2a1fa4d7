/**
 * The events of all leads that campaigns look at, ordered by lead, then as in S2.5. The rows of lead l are those from
 * `first[l]` to `first[l + 1]`. An event that matches several matchers has a row for each.
 */
export interface JourneyEvents {
  readonly first: Int32Array;
  /** Columns may have room for more rows than there are. */
  at: Float64Array;
  /** Which matcher of the journey (model/journey-model.ts). */
  what: Int16Array;
  /** 53 bits of a hash of the send id that the event names, NaN for none. */
  send: Float64Array;
  /** What else the event says of a mail, packed by `packMail`. */
  mail: Float64Array;
  /** Events of leads that could not be read: by lead, the matchers they would have matched. */
  readonly unreadable: Map<number, Set<number>>;
}

/** What an event names besides a send: numbers from -2 for the purpose (model/ledger.ts), from -1 for the others. */
export interface MailName {
  readonly purpose: number;
  readonly template: number;
  /** Code of a step (`MailCodes`), or the number of all steps plus the index of a campaign. */
  readonly place: number;
}

export const purposeRoom = 1024;
const templateRoom = 1_048_576;

/** Three small numbers in one: 53 bits are enough, and a column costs time. */
export function packMail({ purpose, template, place }: MailName): number {
  return purpose + 2 + purposeRoom * (template + 1 + templateRoom * (place + 1));
}

/** The purpose alone. */
export function withoutMail(mail: number): number {
  return packMail({ purpose: purposeOf(mail), template: -1, place: -1 });
}

export function purposeOf(mail: number): number {
  return (mail % purposeRoom) - 2;
}

export function templateOf(mail: number): number {
  return (Math.floor(mail / purposeRoom) % templateRoom) - 1;
}

export function placeOf(mail: number): number {
  return Math.floor(mail / purposeRoom / templateRoom) - 1;
}

export function emptyJourney(leads: number): JourneyEvents {
  return {
    first: new Int32Array(leads + 1),
    at: new Float64Array(1024),
    what: new Int16Array(1024),
    send: new Float64Array(1024),
    mail: new Float64Array(1024),
    unreadable: new Map(),
  };
}
