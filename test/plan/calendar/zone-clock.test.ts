import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZoneOffsets } from '../../../src/model/zone-offsets.js';
import { ZoneClock } from '../../../src/plan/calendar/zone-clock.js';
import { clockOf, day, placedInstant, show, utc, zoned, zones } from './zones.js';

describe('ZoneClock', () => {
  it('shows the local time of Temporal, in whatever order it is asked', () => {
    fc.assert(
      fc.property(placedInstant(), ({ zone, at }) => {
        const local = zoned(at, zone).toPlainDateTime();
        expect(new Date(clockOf(zone).localOf(at)).toISOString().slice(0, -1)).toBe(
          local.toString({ smallestUnit: 'millisecond' }),
        );
        expect(clockOf(zone).dayOf(at)).toBe(day(local.toPlainDate().toString()));
      }),
      { numRuns: 1000 },
    );
  });

  it('S1.4 reads a local time as Temporal does, the first of two and the first instant after a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), placedInstant(), (zone, { zone: other, at }) => {
        // The local time of one zone, read in another one, falls into gaps and into what comes twice.
        const local = clockOf(other).localOf(at);
        expect(clockOf(zone).toUtc(local)).toBe(utc(new Date(local).toISOString().slice(0, -1), zone));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T02:30', 'Sun 2026-03-29 03:00 +02:00'],
    ['Europe/Berlin', '2026-10-25T02:30', 'Sun 2026-10-25 02:30 +02:00'],
    ['America/New_York', '2026-03-08T02:00', 'Sun 2026-03-08 03:00 -04:00'],
    ['America/New_York', '2026-11-01T01:30', 'Sun 2026-11-01 01:30 -04:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', 'Sun 2026-10-04 02:30 +11:00'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', 'Sun 2026-04-05 01:45 +11:00'],
    ['America/Sao_Paulo', '2018-11-04T00:30', 'Sun 2018-11-04 01:00 -02:00'],
    ['Pacific/Apia', '2011-12-30T12:00', 'Sat 2011-12-31 00:00 +14:00'],
  ])('S1.4 in %s %s is %s', (zone, local, expected) => {
    expect(show(clockOf(zone).toUtc(Date.parse(`${local}Z`)), zone, true)).toBe(expected);
  });

  it('S1.5 begins a day with its first instant, which is not always midnight', () => {
    const starts = fc.tuple(
      fc.constantFrom(...zones),
      fc.integer({ min: day('1990-01-01'), max: day('2045-01-01') }),
    );
    fc.assert(
      fc.property(starts, ([zone, number]) => {
        const date = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(clockOf(zone).startOfDay(number)).toBe(utc(`${date}T00:00`, zone));
      }),
      { numRuns: 1000 },
    );
    expect(show(clockOf('America/Sao_Paulo').startOfDay(day('2018-11-04')), 'America/Sao_Paulo')).toBe(
      'Sun 2018-11-04 01:00',
    );
  });

  it('takes a zone that never changes', () => {
    const clock = new ZoneClock(
      new ZoneOffsets(() => [{ fromUtcMs: Number.NEGATIVE_INFINITY, offsetMs: 20_700_000 }]),
    );
    expect([clock.localOf(0), clock.toUtc(0)]).toEqual([20_700_000, -20_700_000]);
  });
});
