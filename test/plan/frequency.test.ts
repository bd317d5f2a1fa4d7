import fc from 'fast-check';
import type { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Cap } from '../../src/model/policy.js';
import { dayMs } from '../../src/plan/calendar/zone-clock.js';
import { firstAllowed } from '../../src/plan/frequency.js';
import { clockOf, show, utc, zoned } from './calendar/zones.js';

const zone = 'Europe/Berlin';
const hourMs = 3_600_000;
const projectClock = clockOf(zone);
const anyTime = (at: number) => at;
const at = (local: string) => utc(`2026-03-${local}`, zone);

/** When a mail that is due on Wednesday the 4th at noon goes out beside others. */
function moved(caps: readonly Cap[], others: readonly string[], gapHours = 0, open = anyTime): string {
  const rules = { minGapMs: gapHours * hourMs, caps, projectClock };
  return show(firstAllowed(rules, others.map(at), at('04T12:00'), open), zone);
}

describe('S6.5 I9 J3 frequency', () => {
  it.each<[string, readonly Cap[], readonly string[], number, string]>([
    ['nothing else is sent', [{ max: 1, per: 'day' }], [], 16, 'Wed 2026-03-04 12:00'],
    ['the gap is over to the minute', [], ['03T20:00'], 16, 'Wed 2026-03-04 12:00'],
    ['the gap is not over', [], ['03T20:01'], 16, 'Wed 2026-03-04 12:01'],
    ['the gap to a later mail is too small', [], ['05T03:59'], 16, 'Thu 2026-03-05 19:59'],
    ['two mails are far enough apart for it', [], ['03T20:00', '05T04:00'], 16, 'Wed 2026-03-04 12:00'],
    [
      'a mail of 24 hours ago is out of the window',
      [{ max: 1, per: { ms: dayMs } }],
      ['03T12:00'],
      0,
      'Wed 2026-03-04 12:00',
    ],
    ['a mail is in the window', [{ max: 1, per: { ms: dayMs } }], ['03T13:00'], 0, 'Wed 2026-03-04 13:00'],
    ['a later one is', [{ max: 1, per: { ms: dayMs } }], ['05T11:00'], 0, 'Fri 2026-03-06 11:00'],
    [
      'the earliest of two has to be a week ago',
      [{ max: 2, per: { ms: 7 * dayMs } }],
      ['01T09:00', '03T09:00'],
      0,
      'Sun 2026-03-08 09:00',
    ],
    ['the day is full', [{ max: 1, per: 'day' }], ['04T08:00'], 0, 'Thu 2026-03-05 00:00'],
    [
      'the week is full, which begins on Monday',
      [{ max: 2, per: 'week' }],
      ['02T08:00', '08T20:00'],
      0,
      'Mon 2026-03-09 00:00',
    ],
    ['a Sunday was in the week before', [{ max: 1, per: 'week' }], ['01T23:59'], 0, 'Wed 2026-03-04 12:00'],
    ['the month is full', [{ max: 1, per: 'month' }], ['01T00:00'], 0, 'Wed 2026-04-01 00:00'],
    [
      'the strictest of several counts',
      [
        { max: 1, per: 'day' },
        { max: 2, per: { ms: 7 * dayMs } },
      ],
      ['02T09:00', '04T08:00'],
      16,
      'Mon 2026-03-09 09:00',
    ],
  ])('%s', (_, caps, others, gap, expected) => {
    expect(moved(caps, others, gap)).toBe(expected);
  });

  it('is asked again where the window has moved the mail', () => {
    const mornings = (instant: number) => {
      const today = zoned(instant, zone).toPlainDate();
      return [today, today.add({ days: 1 })]
        .map((day) => utc(`${day}T09:00`, zone))
        .find((morning) => morning >= instant) as number;
    };
    expect(moved([], ['05T02:00'], 16, mornings)).toBe('Fri 2026-03-06 09:00');
  });

  it('is never where the window does not open again', () => {
    const untilOne = (instant: number) => (instant < at('04T13:00') ? instant : Number.POSITIVE_INFINITY);
    expect(moved([], ['03T20:30'], 16, untilOne)).toBe('Wed 2026-03-04 12:30');
    expect(moved([], ['03T21:00'], 16, untilOne)).toBe('Infinity');
  });

  it('gives the first hour at which every rule is kept', () => {
    const hours = fc.integer({ min: -200, max: 200 });
    const cap = fc.record({
      max: fc.integer({ min: 1, max: 3 }),
      per: fc.oneof(
        fc.integer({ min: 1, max: 100 }).map((count) => ({ ms: count * hourMs })),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(cap, { maxLength: 3 }),
        fc.array(hours, { maxLength: 8 }),
        fc.nat(40),
        (caps, others, gap) => {
          const due = at('04T12:00');
          const sends = others.map((hour) => due + hour * hourMs).sort((a, b) => a - b);
          const found = firstAllowed({ minGapMs: gap * hourMs, caps, projectClock }, sends, due, anyTime);
          let expected = due;
          while (!isAllowed(expected, sends, caps, gap)) expected += hourMs;
          expect(found).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Whether one more mail keeps the gap and every cap that the others have kept before it. */
function isAllowed(mail: number, others: readonly number[], caps: readonly Cap[], gap: number): boolean {
  if (others.some((other) => Math.abs(other - mail) < gap * hourMs)) return false;
  const all = [...others, mail];
  return caps.every(({ max, per }) => {
    if (typeof per === 'string') {
      const same = all.filter((one) => periodStart(one, per) === periodStart(mail, per));
      return same.length <= max;
    }
    const starts = all.filter((start) => start <= mail && mail < start + per.ms);
    return starts.every((start) => all.filter((one) => one >= start && one < start + per.ms).length <= max);
  });
}

function periodStart(instant: number, unit: 'day' | 'week' | 'month'): string {
  const key = `${unit} ${instant}`;
  const start = known.get(key) ?? startOf(zoned(instant, zone).toPlainDate(), unit);
  known.set(key, start);
  return start;
}

/** To look at a calendar takes time, and the same hours come again and again. */
const known = new Map<string, string>();

function startOf(date: Temporal.PlainDate, unit: 'day' | 'week' | 'month'): string {
  if (unit === 'month') return date.with({ day: 1 }).toString();
  return (unit === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date).toString();
}
