import fc from 'fast-check';
import { type Reading, readInstant, toWall } from './values.js';

/** Zones and an instant at which each changes its clock, or nothing remarkable happens. */
export const places = [
  { zone: 'Europe/Berlin', anchor: Date.UTC(2024, 2, 31, 1) },
  { zone: 'Europe/Berlin', anchor: Date.UTC(2024, 9, 27, 1) },
  { zone: 'UTC', anchor: Date.UTC(2024, 1, 29) },
  { zone: 'America/New_York', anchor: Date.UTC(2024, 2, 10, 7) },
  { zone: 'America/St_Johns', anchor: Date.UTC(2024, 10, 3, 4, 30) },
  { zone: 'Australia/Lord_Howe', anchor: Date.UTC(2024, 3, 6, 15) },
  { zone: 'Asia/Kathmandu', anchor: Date.UTC(2024, 5, 30, 18, 15) },
  { zone: 'Pacific/Kiritimati', anchor: Date.UTC(2024, 11, 31, 10) },
] as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Milliseconds from the anchor: few distinct values close to it, so that ties and busy days are common. */
export const offset: fc.Arbitrary<number> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(0, 0, -1, 1, -2, 2, 3, 7, -14),
        fc.constantFrom(0, 0.5, 1, 2, 12, 23, 24),
        fc.constantFrom(0, 0, -1, 1),
      )
      .map(([days, hours, ms]) => days * dayMs + hours * hourMs + ms),
  },
  { weight: 2, arbitrary: fc.integer({ min: -40 * dayMs, max: 20 * dayMs }) },
  { weight: 1, arbitrary: fc.integer({ min: -400, max: 40 }).map((days) => days * dayMs) },
);

/** How an instant is written: with an offset, or as a wall clock of the zone of its source. */
export const spelling: fc.Arbitrary<number> = fc.nat({ max: 12 });

/** Text that a reader takes for the instant; forms without fraction are used only where nothing is lost. */
export function spell(instant: number, form: number, timezone: string, reading: Reading): string {
  const utc = new Date(instant).toISOString();
  const wall = new Date(toWall(instant, reading.timezone ?? timezone)).toISOString();
  const [, y, m, d, h, min, s, ms] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)Z$/.exec(wall) ?? [];
  const clock = `${h}:${min}:${s}.${ms}`;
  const [first, second] = reading.date_order === 'mdy' ? [m, d] : [d, m];
  const written = [
    utc,
    utc.replace('.000Z', 'Z'),
    utc.replace('T', ' '),
    `${new Date(instant + 5.5 * hourMs).toISOString().slice(0, -1)}+05:30`,
    `${new Date(instant - 4 * hourMs).toISOString().slice(0, -1)} -0400`,
    wall.slice(0, -1),
    wall.slice(0, -1).replace('T', ' ').replace('.000', ''),
    `${d}.${m}.${y} ${clock}`,
    `${y}/${m}/${d} ${clock}`,
    `${y}年${m}月${d}日 ${clock}`,
    `${first}/${second}/${y} ${clock}`,
    `${first}-${second}-${y} ${clock}`,
    `${wall.slice(0, -1)}999`,
  ][form];
  return written !== undefined && readInstant(written, timezone, reading) !== undefined ? written : utc;
}

/** No instant by S2.2, each for a reason of its own. */
export const brokenTimestamp: fc.Arbitrary<string> = fc.constantFrom(
  '',
  ' ',
  'yesterday',
  '2024-02-30T10:00:00Z',
  '2024-13-01',
  '1899-12-30',
  '9999-12-31',
  '2024-03-01T24:00:00Z',
  '2024-03-01T23:59:60Z',
  '2024-03-01 10:00:00 CET',
  '1709287200',
  '32.01.2024',
);
