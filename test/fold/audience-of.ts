import { type AudienceParts, audienceConfig } from './audience-config.js';
import { type AudienceRow, type AudienceWorld, modelOf } from './audience-world.js';

const hour = 3_600_000;
export const day = 24 * hour;
/** The as-of of the hand-computed tables. */
export const asOf = Date.parse('2024-03-01T12:00:00Z');

/** An event of a table: when, of which type, and what else is not as usual. */
export type Told = Partial<Omit<AudienceRow, 'matchers'>> & { readonly at: number; readonly type: string };

/** A world of leads 0, 1, ... whose events match by their type alone. Ids are counted unless they are given. */
export function audienceOf(
  parts: AudienceParts,
  events: readonly Told[],
  more: Partial<Pick<AudienceWorld, 'leads' | 'declared'>> = {},
): AudienceWorld {
  const world = { config: audienceConfig(parts), asOf, leads: 1, rows: [], declared: [], ...more };
  const { matchers } = modelOf(world).matchers;
  const rows = events.map(({ type, ...row }, index) => ({
    lead: 0,
    rank: 6,
    id: `e${String(index).padStart(3, '0')}`,
    machine: false,
    values: [],
    matchers: matchers.flatMap((matcher, place) => (matcher.events.includes(type) ? [place] : [])),
    ...row,
  }));
  return { ...world, rows };
}
