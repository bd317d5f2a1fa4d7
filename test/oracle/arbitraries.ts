import fc from 'fast-check';
import { arbitraryRows, type Place, type RowOptions, type Rows } from './arbitrary-rows.js';
import { rawScore, type ScoreOptions } from './arbitrary-score.js';
import { readDuration } from './raw-conditions.js';
import { offset, places } from './timestamps.js';
import { type Reading, readInstant } from './values.js';
import type { RawScore, World } from './world.js';

/** Left out: bonus tiers and exact ties may be there, addresses may be shared, content never decides an order. */
export type WorldOptions = Partial<RowOptions & ScoreOptions>;

/**
 * Random worlds in which something happens: instants clustered around a clock change, busy days, ties, copies,
 * orphans, machines and broken cells, points that reach the threshold and decay below it again. As-of lies
 * before, between and after the events, and often exactly at one or at the end of a `within`.
 */
export function world(options: WorldOptions = {}): fc.Arbitrary<World> {
  const { maxLeads = 40, maxEvents = 25, contentTies = false, sharedAddresses = true } = options;
  const rowOptions = { maxLeads, maxEvents, contentTies, sharedAddresses };
  return worldOf(options, (place, reading) => arbitraryRows(place, reading, rowOptions));
}

/** A world whose rows, written in the way of a place, come from elsewhere. */
export function worldOf(
  { bonus = true, exactTies = true }: Partial<ScoreOptions>,
  rowsAt: (place: Place, reading: Reading) => fc.Arbitrary<Rows>,
): fc.Arbitrary<World> {
  return fc
    .record({
      place: fc.constantFrom(...places),
      score: rawScore({ bonus, exactTies }),
      reading: readings,
    })
    .chain(({ place, score, reading }) =>
      fc
        .record({
          rows: rowsAt(place, reading),
          lists: fc.constantFrom<World['lists']>(
            { targets: ['Corp.Example', ' ACME '], nobody: [] },
            { targets: ['公司', 'xn--mller-kva.example'], nobody: [''] },
          ),
          moment: fc.oneof(
            {
              weight: 3,
              arbitrary: fc.record({ kind: fc.constant('late' as const), after: fc.nat({ max: 72 }) }),
            },
            {
              weight: 3,
              arbitrary: fc.record({ kind: fc.constant('remarkable' as const), index: fc.nat() }),
            },
            { weight: 1, arbitrary: fc.record({ kind: fc.constant('free' as const), offset }) },
          ),
        })
        .map(({ rows, lists, moment }) => {
          const instants = rows.events.flatMap((event) => readInstant(event.at, place.zone, reading) ?? []);
          const asOf = momentOf(moment, instants, score, place.anchor);
          const config = { timezone: place.zone, score };
          return { config, ...rows, lists, asOf: new Date(asOf).toISOString(), reading };
        }),
    );
}

const readings: fc.Arbitrary<NonNullable<World['reading']>> = fc.record(
  {
    decimal: fc.constantFrom('.' as const, ',' as const),
    date_order: fc.constantFrom('dmy' as const, 'mdy' as const),
    timezone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC'),
  },
  { requiredKeys: [] },
);

type Moment =
  | { readonly kind: 'late'; readonly after: number }
  | { readonly kind: 'remarkable'; readonly index: number }
  | { readonly kind: 'free'; readonly offset: number };

/** An as-of: hours after all events; or exactly where something changes, or a millisecond beside; or anywhere. */
function momentOf(moment: Moment, events: readonly number[], score: RawScore, anchor: number): number {
  switch (moment.kind) {
    case 'late':
      return Math.max(anchor, ...events) + moment.after * 3_600_000;
    case 'remarkable': {
      const spans = [
        score.velocity?.window ?? '7d',
        ...(score.pain?.rules ?? []).flatMap(({ within }) => within ?? []),
      ].map((text) => readDuration(text).ms);
      const changes = events.flatMap((at) => [
        at,
        at - 1,
        ...spans.flatMap((span) => [at + span, at + span - 1]),
      ]);
      return changes[moment.index % changes.length] ?? anchor;
    }
    case 'free':
      return anchor + moment.offset;
  }
}
