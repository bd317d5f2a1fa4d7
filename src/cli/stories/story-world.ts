import type { Happening, Story, StoryEvent } from '../../config/stories/story.js';
import type { Span } from '../../diagnostics/diagnostic.js';
import type { LedgerText } from '../../engine/ledger-text.js';
import type { StoryFailure } from '../../report/story-report.js';

/** A run that a story is about to make. */
export type NextRun = Extract<Happening, { readonly kind: 'run' }>;

/** A story while it goes on: what is known by now, and what its runs have committed. */
export class StoryWorld {
  readonly story: Story;
  /** Before the keys of its leads, so that they are nobody else's. */
  readonly prefix: string;
  readonly failures: StoryFailure[] = [];
  readonly events: StoryEvent[] = [];
  /** What each run has added to the ledger. */
  readonly ledger: (readonly LedgerText[])[] = [];
  /** What each run was as of. */
  readonly #instants: number[] = [];
  #next = 0;

  constructor(story: Story, index: number) {
    this.story = story;
    this.prefix = `${String(index).padStart(7, '0')}/`;
    this.events.push(...story.events.map((event) => this.#aboutMail(event)));
  }

  /** The run that comes next, after what happens before it has become known; undefined at the end. */
  next(): NextRun | undefined {
    for (
      let entry = this.story.then[this.#next];
      entry !== undefined;
      entry = this.story.then[++this.#next]
    ) {
      if (entry.kind === 'run') return entry;
      this.events.push(this.#aboutMail(entry.event));
    }
    return undefined;
  }

  /** The next run has been made. */
  commit(rows: readonly LedgerText[], asOf: number): void {
    this.ledger.push(rows);
    this.#instants.push(asOf);
    this.#next++;
  }

  /** How much the runs of a day have sent, by campaign (S6.8). */
  sentOn(day: number, dayOf: (at: number) => number): ReadonlyMap<string, number> {
    const sent = new Map<string, number>();
    const rows = this.ledger.filter((_, run) => dayOf(this.#instants[run] as number) === day).flat();
    for (const { kind, campaign } of rows) {
      if (kind === 'send') sent.set(campaign, (sent.get(campaign) ?? 0) + 1);
    }
    return sent;
  }

  fail(place: Span, failure: Omit<StoryFailure, 'place'>): void {
    this.failures.push({ place, ...failure });
  }

  /** Writes into an event the mail it is about: the last of the step that was sent to its lead before it. */
  #aboutMail(event: StoryEvent): StoryEvent {
    const { mail, lead, at } = event;
    if (mail === undefined) return event;
    const sent = this.ledger
      .flat()
      .filter(
        (row) =>
          row.kind === 'send' &&
          row.lead_id === `${this.prefix}${lead}` &&
          row.step === mail.step &&
          (mail.campaign === undefined || row.campaign === mail.campaign) &&
          Date.parse(row.at) <= at,
      )
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .at(-1);
    if (sent === undefined) {
      this.fail(event.place, {
        what: 'event',
        expected: `a mail of the step ${mail.step} that was sent before this event`,
        actual: 'no run has sent one',
      });
      return event;
    }
    const { send_id, campaign, step } = sent;
    return { ...event, fields: { ...event.fields, send_id, campaign, step } };
  }
}
