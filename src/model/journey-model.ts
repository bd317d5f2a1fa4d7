import type { Campaign, Entry, Trigger } from './campaign.js';
import type { EventMatcher } from './event-matcher.js';

/**
 * What campaigns look for in events (S5, S6.3). The first matchers are the same for every config, see `journeyEvents`; those of
 * triggers follow, each once.
 */
export interface JourneyMatchers {
  readonly matchers: readonly EventMatcher[];
  /** By campaign; -1 where a campaign asks for no event. */
  readonly campaigns: readonly CampaignMatchers[];
}

export interface CampaignMatchers {
  readonly entry: number;
  readonly goal: number;
  readonly exits: readonly number[];
  /** By step. */
  readonly waitFor: readonly number[];
}

/** Stops and withdrawals come first: they count whoever caused the event (S5.5). */
export const journeyEvents = {
  unsubscribed: 0,
  complaint: 1,
  bounced: 2,
  objection: 3,
  withdrawn: 4,
  granted: 5,
  undelivered: 6,
  clicked: 7,
  opened: 8,
} as const;

/** The number of those that count for machines, too: a no is a no, a yes is not. */
export const stopMatchers = 5;

const always: readonly EventMatcher[] = [
  { events: ['email.unsubscribed'] },
  { events: ['email.complained'] },
  {
    events: ['email.bounced'],
    where: {
      kind: 'in',
      field: 'bounce_class',
      values: ['soft', 'block'],
      negated: true,
    },
  },
  { events: ['objection.raised'] },
  { events: ['consent.withdrawn'] },
  { events: ['consent.granted', 'email.subscribed'] },
  { events: ['email.bounced', 'email.rejected', 'email.failed'] },
  { events: ['email.clicked', 'email.replied'] },
  { events: ['email.opened'] },
];

export function compileJourney(campaigns: readonly Campaign[]): JourneyMatchers {
  const matchers: EventMatcher[] = [...always];
  const places = new Map<string, number>();
  const add = (matcher: EventMatcher): number => {
    const form = JSON.stringify(matcher);
    const known = places.get(form);
    if (known !== undefined) return known;
    places.set(form, matchers.length);
    return matchers.push(matcher) - 1;
  };
  const place = (trigger: Trigger | Entry) => (trigger.kind === 'event' ? add(trigger.event) : -1);
  return {
    campaigns: campaigns.map(({ entry, goal, exits, steps }) => ({
      entry: place(entry),
      goal: place(goal),
      exits: exits.map(place),
      waitFor: steps.map(({ waitFor }) => (waitFor === undefined ? -1 : add(waitFor.event))),
    })),
    matchers,
  };
}
