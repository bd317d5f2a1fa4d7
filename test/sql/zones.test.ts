import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ZoneOffsets } from '../../src/model/zone-offsets.js';
import { localToUtc, offsetAtText } from '../../src/sql/local-time.js';
import { raw, sql } from '../../src/sql/sql.js';
import { localStart, localToUtcMs, zoneSegments } from '../../src/sql/zones.js';
import { toUtc } from '../oracle/values.js';
import { readEach, useDatabase } from './run-sql.js';
import { ZONES } from './zone-names.js';

const run = useDatabase();

describe('zoneSegments', () => {
  test('begins with what holds since ever and ends within 2200', () => {
    for (const zone of ZONES) {
      const segments = zoneSegments(zone);
      expect(segments[0]?.fromUtcMs).toBe(Number.NEGATIVE_INFINITY);
      const starts = segments.map((_, index) => localStart(segments, index));
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
  });

  test('has the offset of every instant', () => {
    const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, ms) => {
        const segment = zoneSegments(zone).findLast(({ fromUtcMs }) => fromUtcMs <= ms);
        const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(segment?.offsetMs).toBe(zoned.offsetNanoseconds / 1e6);
      }),
    );
  });

  test('knows nothing of a zone that does not exist', () => {
    expect(() => zoneSegments('Europe/Atlantis')).toThrow(RangeError);
  });
});

describe('zoneOffsets', () => {
  test('are read as far as they are asked for, in whatever order', () => {
    const instant = fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2210, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.array(instant, { maxLength: 8 }), (zone, asked) => {
        const whole = zoneSegments(zone);
        const offsets = new ZoneOffsets((fromMs, toMs) => {
          const first = whole.findLastIndex(({ fromUtcMs }) => fromUtcMs <= fromMs);
          return whole.slice(first).filter(({ fromUtcMs }) => fromUtcMs < toMs);
        });
        for (const at of asked) {
          const index = whole.findLastIndex(({ fromUtcMs }) => fromUtcMs <= at);
          expect(offsets.offsetAt(at)).toBe(whole[index]?.offsetMs);
          expect(offsets.changeAfter(at)).toBeLessThanOrEqual(
            whole[index + 1]?.fromUtcMs ?? Number.POSITIVE_INFINITY,
          );
          const local = whole.findLastIndex((_, place) => localStart(whole, place) <= at);
          const { fromUtcMs, offsetMs } = whole[local] ?? { fromUtcMs: Number.NaN, offsetMs: Number.NaN };
          expect(offsets.toUtc(at)).toBe(Math.max(at - offsetMs, fromUtcMs));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a local time becomes UTC (S1.4)', () => {
  const berlin = (text: string) =>
    new Date(localToUtcMs(Date.parse(`${text}Z`), 'Europe/Berlin')).toISOString();

  test('by the first instant after the gap in spring and the first of two in autumn', () => {
    expect(berlin('2024-03-31T01:59:59.999')).toBe('2024-03-31T00:59:59.999Z');
    expect(berlin('2024-03-31T02:00:00')).toBe('2024-03-31T01:00:00.000Z');
    expect(berlin('2024-03-31T02:59:59.999')).toBe('2024-03-31T01:00:00.000Z');
    expect(berlin('2024-03-31T03:00:00')).toBe('2024-03-31T01:00:00.000Z');
    expect(berlin('2024-10-27T01:59:59')).toBe('2024-10-26T23:59:59.000Z');
    expect(berlin('2024-10-27T02:30:00')).toBe('2024-10-27T00:30:00.000Z');
    expect(berlin('2024-10-27T03:00:00')).toBe('2024-10-27T02:00:00.000Z');
  });

  test('as Temporal has it, in any zone at any time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), localTime(), (zone, local) => {
        expect(localToUtcMs(local(zone), zone)).toBe(toUtc(local(zone), zone));
      }),
      { numRuns: 1000 },
    );
  });

  test.for(ZONES)('the same in SQL around every change of %s', async (zone) => {
    const segments = zoneSegments(zone);
    const locals = segments
      .flatMap(({ fromUtcMs, offsetMs }, index) => [localStart(segments, index), fromUtcMs + offsetMs])
      .filter(Number.isFinite)
      .flatMap((ms) => [-86_400_000, -3_600_000, -1, 0, 1, 1_800_000, 86_400_000].map((step) => ms + step))
      .concat(Date.UTC(1900, 0, 1), Date.UTC(2024, 6, 1), Date.UTC(2199, 11, 31));
    const rows = await run(
      sql`SELECT local, ${localToUtc(raw('local'), zone)} FROM (SELECT unnest(CAST(${JSON.stringify(locals)} AS BIGINT[])) AS local)`,
    );
    expect(rows).toEqual(locals.map((local) => [local, localToUtcMs(local, zone)]));
  });

  test.for(ZONES)('an offset read off the text of a time in %s is right or left open', async (zone) => {
    const segments = zoneSegments(zone);
    const common = segments
      .flatMap(({ fromUtcMs, offsetMs }, index) => [localStart(segments, index), fromUtcMs + offsetMs])
      .filter((ms) => ms > Date.UTC(1999, 0, 1) && ms < Date.UTC(2041, 0, 1))
      .flatMap((ms) =>
        [-86_400_000, -3_600_000, -1000, 0, 1000, 1_800_000, 86_400_000].map((step) => ms + step),
      )
      .concat(Date.UTC(2000, 0, 1), Date.UTC(2024, 6, 1), Date.UTC(2039, 11, 31));
    for (const separator of ['T', ' '] as const) {
      const texts = common.map((ms) => new Date(ms).toISOString().slice(0, 19).replace('T', separator));
      const offsets = await readEach(run, offsetAtText(raw('cell'), separator, zone), texts);
      const wrong = common.filter((local, index) => {
        const offset = offsets[index];
        const open = offset === null;
        return open
          ? isCommon(local) && !isSkipped(local, zone)
          : local - Number(offset) !== localToUtcMs(local, zone);
      });
      expect(wrong).toEqual([]);
    }
  });
});

function isCommon(localMs: number): boolean {
  return localMs >= Date.UTC(2000, 0, 1) && localMs < Date.UTC(2040, 0, 1);
}

function isSkipped(localMs: number, zone: string): boolean {
  const utc = localToUtcMs(localMs, zone);
  const offset = zoneSegments(zone).findLast(({ fromUtcMs }) => fromUtcMs <= utc)?.offsetMs ?? 0;
  return utc + offset !== localMs;
}

/** A local time, often near a change of the clock of the zone it will be read in. */
function localTime(): fc.Arbitrary<(zone: string) => number> {
  const anywhere = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) - 1 });
  const nearChange = fc.record({ index: fc.nat(), step: fc.integer({ min: -7_200_000, max: 7_200_000 }) });
  return fc.oneof(
    anywhere.map((ms) => () => ms),
    nearChange.map(({ index, step }) => (zone: string) => {
      const changes = zoneSegments(zone).slice(1);
      const change = changes[index % Math.max(1, changes.length)];
      return change === undefined ? index : change.fromUtcMs + change.offsetMs + step;
    }),
  );
}
