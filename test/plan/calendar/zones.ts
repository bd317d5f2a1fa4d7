import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayMs, ZoneClock } from '../../../src/plan/calendar/zone-clock.js';
import { zoneOffsets, zoneSegments } from '../../../src/sql/zones.js';

/**
 * Zones with everything that clocks do: changes in both hemispheres, by half an hour, at midnight, during Ramadan, the farthest
 * offsets, offsets of three quarters of an hour, a whole day left out (Apia), and, until 2011, at one minute past midnight, so
 * that a new day began twice (St_Johns).
 */
export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Pacific/Apia',
  'America/St_Johns',
  'UTC',
] as const;

/** Those in which every day is one stretch of time since 1990. */
export const orderlyZones = zones.filter((zone) => zone !== 'America/St_Johns');

const clocks = new Map<string, ZoneClock>();

/** One clock for each zone, as in a plan: what was asked before must not change what is answered. */
export function clockOf(zone: string): ZoneClock {
  const clock = clocks.get(zone) ?? new ZoneClock(zoneOffsets(zone));
  clocks.set(zone, clock);
  return clock;
}

/** A zone and an instant in it between 1990 and 2045, often near a change of its clock. */
export function placedInstant(
  among: readonly string[] = zones,
): fc.Arbitrary<{ readonly zone: string; readonly at: number }> {
  const anywhere = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2045, 0) });
  const beside = fc.oneof(
    fc.integer({ min: -2 * dayMs, max: 2 * dayMs }),
    fc.constantFrom(-3_600_000, -1, 0, 1, 1_800_000, 3_600_000),
  );
  return fc
    .record({ zone: fc.constantFrom(...among), anywhere, change: fc.option(fc.nat()), beside })
    .map((draft) => {
      const changes = zoneSegments(draft.zone).filter(
        ({ fromUtcMs }) => fromUtcMs > Date.UTC(1990, 0, 3) && fromUtcMs < Date.UTC(2045, 0),
      );
      const change = draft.change === null ? undefined : changes[draft.change % changes.length];
      const at = change === undefined ? draft.anywhere : change.fromUtcMs + draft.beside;
      return { zone: draft.zone, at };
    });
}

export function zoned(utcMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(utcMs).toZonedDateTimeISO(zone);
}

/** UTC milliseconds of a local time, by Temporal; the first of two, and the first instant after a gap. */
export function utc(local: string, zone: string): number {
  const plain = Temporal.PlainDateTime.from(local);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.NaN;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Thu 2026-03-05 09:00`, with the offset where it matters. */
export function show(utcMs: number, zone: string, withOffset = false): string {
  if (!Number.isFinite(utcMs)) return String(utcMs);
  const at = zoned(utcMs, zone);
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${weekdays[at.dayOfWeek - 1]} ${at.toPlainDate()} ${time}${withOffset ? ` ${at.offset}` : ''}`;
}

/** Number of the day of a date such as 2026-05-01. */
export function day(date: string): number {
  return Date.parse(`${date}T00:00Z`) / dayMs;
}
