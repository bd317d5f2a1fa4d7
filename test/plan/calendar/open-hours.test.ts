import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendWindow } from '../../../src/model/campaign.js';
import type { DaysOff } from '../../../src/model/days-off.js';
import { OpenHours } from '../../../src/plan/calendar/open-hours.js';
import { dayMs } from '../../../src/plan/calendar/zone-clock.js';
import { clockOf, day, placedInstant, show, utc, zoned } from './zones.js';

const h = 60;
const always: SendWindow = {
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  from: 0,
  to: 24 * h,
  quiet: [],
  zone: 'lead',
  onUnknownZone: 'fallback',
};
/** Working hours, as for companies (J1). */
const office: SendWindow = { ...always, weekdays: [1, 2, 3, 4, 5], from: 9 * h, to: 17 * h };

function daysOff(off: readonly string[] = [], work: readonly string[] = []): DaysOff {
  return { off: new Set(off.map(day)), work: new Set(work.map(day)) };
}

/** The first open instant from a local time on, as a local time. */
function next(window: SendWindow, from: string, zone = 'Europe/Berlin', off = daysOff()): string {
  return show(new OpenHours(window, off).next(utc(from, zone), clockOf(zone)), zone);
}

describe('S6.4 the window', () => {
  it('is left after two days of waiting for the next working day: the example of the documents', () => {
    const hours = new OpenHours(office, daysOff());
    const clock = clockOf('Europe/Berlin');
    const first = hours.next(utc('2026-03-02T18:00', 'Europe/Berlin') + 2 * dayMs, clock);
    expect(show(first, 'Europe/Berlin')).toBe('Thu 2026-03-05 09:00');
    expect(show(hours.next(first + 2 * dayMs, clock), 'Europe/Berlin')).toBe('Mon 2026-03-09 09:00');
  });

  it.each([
    ['2026-03-02T09:00', 'Mon 2026-03-02 09:00'],
    ['2026-03-02T16:59', 'Mon 2026-03-02 16:59'],
    ['2026-03-02T17:00', 'Tue 2026-03-03 09:00'],
    ['2026-03-02T08:59', 'Mon 2026-03-02 09:00'],
    ['2026-03-06T17:30', 'Mon 2026-03-09 09:00'],
    ['2026-03-08T12:00', 'Mon 2026-03-09 09:00'],
  ])('is half-open: from %s it is %s', (from, expected) => {
    expect(next(office, from)).toBe(expected);
  });

  it('leaves an open instant as it is, to the millisecond', () => {
    const at = utc('2026-03-02T12:34:56.789', 'Europe/Berlin');
    expect(new OpenHours(office, daysOff()).next(at, clockOf('Europe/Berlin'))).toBe(at);
  });

  it('may end with the day', () => {
    const evening = { ...always, from: 22 * h };
    expect(next(evening, '2026-03-02T23:59')).toBe('Mon 2026-03-02 23:59');
    expect(next(evening, '2026-03-03T00:00')).toBe('Tue 2026-03-03 22:00');
    expect(next(always, '2026-03-03T00:00')).toBe('Tue 2026-03-03 00:00');
  });

  it('is in the zone of the clock', () => {
    const monday = Date.parse('2026-03-02T00:00:00Z');
    const opens = (zone: string) => show(new OpenHours(office, daysOff()).next(monday, clockOf(zone)), 'UTC');
    expect(opens('Pacific/Kiritimati')).toBe('Mon 2026-03-02 00:00');
    expect(opens('Asia/Kathmandu')).toBe('Mon 2026-03-02 03:15');
    expect(opens('Europe/Berlin')).toBe('Mon 2026-03-02 08:00');
    expect(opens('America/New_York')).toBe('Mon 2026-03-02 14:00');
    expect(opens('Pacific/Pago_Pago')).toBe('Mon 2026-03-02 20:00');
  });
});

describe('S6.4 quiet hours', () => {
  const night = { from: 21 * h, to: 8 * h };
  const noon = { from: 12 * h, to: 13 * h };

  it.each([
    ['2026-03-02T20:59', 'Mon 2026-03-02 20:59'],
    ['2026-03-02T21:00', 'Tue 2026-03-03 08:00'],
    ['2026-03-03T03:00', 'Tue 2026-03-03 08:00'],
    ['2026-03-03T12:00', 'Tue 2026-03-03 13:00'],
    ['2026-03-03T12:59:59.999', 'Tue 2026-03-03 13:00'],
  ])('also over midnight: from %s it is %s', (from, expected) => {
    expect(next({ ...always, quiet: [night, noon] }, from)).toBe(expected);
  });

  it('that cover the window leave nothing, at once', () => {
    expect(
      next(
        { ...office, quiet: [{ from: 16 * h, to: 12 * h }, noon, { from: 12 * h, to: 16 * h }] },
        '2026-03-02T10:00',
      ),
    ).toBe('Infinity');
    expect(next({ ...always, quiet: [{ from: 0, to: 24 * h }] }, '2026-03-02T10:00')).toBe('Infinity');
  });

  it('that begin when they end are none', () => {
    expect(next({ ...always, quiet: [{ from: 9 * h, to: 9 * h }] }, '2026-03-02T09:00')).toBe(
      'Mon 2026-03-02 09:00',
    );
  });
});

describe('S6.4 days off', () => {
  const easter = daysOff(['2026-04-03', '2026-04-06']);

  it('are closed', () => {
    expect(next(office, '2026-04-02T17:00', 'Europe/Berlin', easter)).toBe('Tue 2026-04-07 09:00');
    expect(next(office, '2026-04-03T10:00', 'Europe/Berlin', easter)).toBe('Tue 2026-04-07 09:00');
  });

  it('are days of the zone that is looked at, not instants', () => {
    const newYear = daysOff(['2026-01-01']);
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      expect(next(always, '2026-01-01T00:00', zone, newYear)).toBe('Fri 2026-01-02 00:00');
      expect(next(always, '2025-12-31T23:59', zone, newYear)).toBe('Wed 2025-12-31 23:59');
    }
  });

  it('give way to workdays, and so do weekends: the week of the Spring Festival', () => {
    // In China the Sunday before the holidays and the Saturday after them are worked.
    const festival = ['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((date) => `2026-02-${date}`);
    const spring = daysOff(festival, ['2026-02-14', '2026-02-28']);
    const shanghai = (from: string) => next(office, from, 'Asia/Shanghai', spring);
    expect(shanghai('2026-02-13T17:00')).toBe('Sat 2026-02-14 09:00');
    expect(shanghai('2026-02-14T17:00')).toBe('Tue 2026-02-24 09:00');
    expect(shanghai('2026-02-27T18:00')).toBe('Sat 2026-02-28 09:00');
    const both = daysOff(['2026-02-14'], ['2026-02-14']);
    expect(next(office, '2026-02-14T00:00', 'Asia/Shanghai', both)).toBe('Sat 2026-02-14 09:00');
  });

  it('without an end are no reason to look for ever', () => {
    const from = day('2026-01-01');
    const closed = (days: number) => ({
      off: new Set(Array.from({ length: days }, (_, index) => from + index)),
      work: new Set<number>(),
    });
    expect(next(always, '2026-01-01T00:00', 'Europe/Berlin', closed(399))).toBe('Thu 2027-02-04 00:00');
    expect(next(always, '2026-01-01T00:00', 'Europe/Berlin', closed(410))).toBe('Infinity');
    expect(next(always, '2026-01-01T00:00', 'Europe/Berlin', closed(1000))).toBe('Infinity');
  });
});

describe('S1.4 changes of the clock', () => {
  const berlin = clockOf('Europe/Berlin');
  const atNight = new OpenHours({ ...always, from: 2 * h + 30, to: 4 * h }, daysOff());
  const instants = (hours: OpenHours, from: string, zone: string) =>
    show(hours.next(utc(from, zone), clockOf(zone)), zone, true);

  it('an opening that does not exist is the first instant after the gap', () => {
    expect(instants(atNight, '2026-03-29T00:00', 'Europe/Berlin')).toBe('Sun 2026-03-29 03:00 +02:00');
    expect(instants(atNight, '2026-03-30T00:00', 'Europe/Berlin')).toBe('Mon 2026-03-30 02:30 +02:00');
    const lordHowe = new OpenHours({ ...always, from: 2 * h + 10, to: 3 * h }, daysOff());
    expect(instants(lordHowe, '2026-10-04T00:00', 'Australia/Lord_Howe')).toBe('Sun 2026-10-04 02:30 +11:00');
  });

  it('hours of which nothing exists are not open that day', () => {
    const lost = new OpenHours({ ...always, from: 2 * h, to: 3 * h }, daysOff());
    expect(instants(lost, '2026-03-29T00:00', 'Europe/Berlin')).toBe('Mon 2026-03-30 02:00 +02:00');
  });

  it('hours that come twice are open twice, and shut in between', () => {
    const twice = new OpenHours({ ...always, from: 2 * h, to: 2 * h + 30 }, daysOff());
    const first = utc('2026-10-25T02:15', 'Europe/Berlin');
    expect(twice.next(first, berlin)).toBe(first);
    expect(twice.next(first + 3_600_000, berlin)).toBe(first + 3_600_000);
    expect(show(twice.next(first + 900_000, berlin), 'Europe/Berlin', true)).toBe(
      'Sun 2026-10-25 02:00 +01:00',
    );
  });

  it('a day without midnight opens with its first instant', () => {
    expect(
      instants(
        new OpenHours({ ...always, weekdays: [7] }, daysOff()),
        '2018-11-03T12:00',
        'America/Sao_Paulo',
      ),
    ).toBe('Sun 2018-11-04 01:00 -02:00');
  });
});

describe('the next open instant', () => {
  const minute = fc.integer({ min: 0, max: 24 * 4 }).map((quarters) => quarters * 15);
  const hours = fc
    .tuple(minute, minute)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  const window: fc.Arbitrary<SendWindow> = fc
    .record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      hours,
      quiet: fc.array(fc.record({ from: minute, to: minute }), { maxLength: 2 }),
    })
    .map((draft) => ({ ...always, ...draft.hours, weekdays: draft.weekdays, quiet: draft.quiet }));

  /** Read off the clock of Temporal, minute by minute of the rules and nothing else. */
  function isOpen(
    { weekdays, from, to, quiet }: SendWindow,
    off: DaysOff,
    at: number,
    zone: string,
  ): boolean {
    const local = zoned(at, zone);
    const date = day(local.toPlainDate().toString());
    const time = local.hour * h + local.minute;
    const opens = off.work.has(date) || (weekdays.includes(local.dayOfWeek) && !off.off.has(date));
    const isQuiet = quiet.some((hours) =>
      hours.from <= hours.to ? time >= hours.from && time < hours.to : time >= hours.from || time < hours.to,
    );
    return opens && time >= from && time < to && !isQuiet;
  }

  it('J1 is inside the window by the clock of Temporal, and no earlier one is', () => {
    const near = fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 4 });
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(window, placedInstant(), near, near, shares, (window, { zone, at }, off, work, shares) => {
        const today = clockOf(zone).dayOf(at);
        const free = {
          off: new Set(off.map((ahead) => today + ahead)),
          work: new Set(work.map((ahead) => today + ahead)),
        };
        const hours = new OpenHours(window, free);
        const found = hours.next(at, clockOf(zone));
        expect(hours.isOpen(at, clockOf(zone))).toBe(isOpen(window, free, at, zone));
        if (found !== Number.POSITIVE_INFINITY) {
          expect(isOpen(window, free, found, zone)).toBe(true);
          expect(hours.next(found, clockOf(zone))).toBe(found);
        }
        const end = Math.min(found, at + 30 * dayMs);
        // All rules change on quarters of an hour, so that the quarters and the last instant before tell of all.
        const quarters = shares.map((share) => Math.floor((at + share * (end - at)) / 900_000) * 900_000);
        const earlier = [at, end - 1, ...quarters].filter((instant) => instant >= at && instant < end);
        expect(earlier.filter((instant) => isOpen(window, free, instant, zone))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('never comes earlier for a later instant', () => {
    fc.assert(
      fc.property(window, placedInstant(), fc.nat({ max: 3 * dayMs }), (window, { zone, at }, later) => {
        const hours = new OpenHours(window, daysOff());
        expect(hours.next(at + later, clockOf(zone))).toBeGreaterThanOrEqual(hours.next(at, clockOf(zone)));
      }),
      { numRuns: 1000 },
    );
  });
});
