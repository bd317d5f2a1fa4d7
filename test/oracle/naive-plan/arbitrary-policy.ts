import fc from 'fast-check';
import { rarely, sometimes } from './optional.js';

export const weekday = fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
const zone = fc.constantFrom('lead', 'lead', 'lead', 'Europe/Berlin', 'America/New_York');

export const window = fc.record({
  days: fc.option(fc.uniqueArray(weekday, { minLength: 2, maxLength: 5 }), { nil: undefined, freq: 1 }),
  from: fc.constantFrom('00:00', '02:30', '08:00', '09:00'),
  to: fc.constantFrom('16:00', '17:30', '24:00'),
  quiet: sometimes(fc.constantFrom([{ from: '12:00', to: '13:00' }], [{ from: '22:00', to: '10:15' }])),
  zone,
  on_unknown_zone: fc.constantFrom(undefined, 'skip'),
});

export const expiry = fc.constantFrom('2h', '1d', '3d', '30d', 'never');
export const caseWindow = fc.constantFrom('1h', '12h', '1d', '3d');

/** Windows, zones, caps and gaps under which campaigns compete (S6.4, S6.5). */
export const rawPolicy = fc.record({
  window: fc.option(window, { nil: undefined, freq: 2 }),
  zones: fc.constantFrom(undefined, {
    regions: { 'US/CA': 'America/Los_Angeles', 'de/by': 'Europe/Berlin' },
    countries: { DE: 'Europe/Berlin', KI: 'Pacific/Kiritimati' },
  }),
  caps: fc.array(
    fc.record({
      max: fc.constantFrom(1, 1, 2, 3),
      per: fc.constantFrom('24h', '3d', '7d', 'day', 'week', 'month'),
    }),
    { maxLength: 2 },
  ),
  on_cap: fc.constantFrom(undefined, 'skip'),
  min_gap: fc.constantFrom(undefined, 'none', '1h', '40h', '90h'),
  consent: fc.constantFrom<unknown>(undefined, undefined, { required: false }, { column: 'opted_in' }),
  holdout: rarely(fc.constant('30%')),
  throttle: rarely(fc.integer({ min: 1, max: 4 })),
  blast: rarely(fc.constantFrom({ max_sends: 2 }, { max_growth: 1.5 }, { max_sends: 9, max_growth: 3 })),
  expires_after: sometimes(expiry),
  case_window: sometimes(caseWindow),
  salt: fc.constantFrom('a', 'b', 'c'),
});
