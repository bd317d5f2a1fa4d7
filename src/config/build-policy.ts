import type { SendWindow } from '../model/campaign.js';
import type { Cap, HolidaySource, Policy } from '../model/policy.js';
import { defined } from './defined.js';
import type { ShapedConfig } from './schema/config-schema.js';

type Shaped = ShapedConfig['policy'];
type ShapedWindow = NonNullable<Shaped['window']>;

/** What holds for all mail, from a config that has been found free of errors. */
export function buildPolicy({ policy, name }: ShapedConfig): Policy {
  const { consent, blast } = policy;
  return {
    holidays: policy.holidays.map(buildHolidays),
    zones: policy.zones,
    caps: policy.caps.map(buildCap),
    onCap: policy.on_cap,
    minGapMs: policy.min_gap,
    consent: { required: consent.required, field: consent.column },
    holdout: policy.holdout,
    ...defined({ throttle: policy.throttle }),
    blast: defined({ maxSends: blast.max_sends, maxGrowth: blast.max_growth }),
    salt: policy.salt ?? name,
    language: policy.language,
  };
}

export function buildWindow({ days, from, to, zone, quiet, on_unknown_zone }: ShapedWindow): SendWindow {
  return {
    weekdays: ascending(days ?? [1, 2, 3, 4, 5, 6, 7]),
    from,
    to,
    quiet,
    zone,
    onUnknownZone: on_unknown_zone,
  };
}

/** Days of the week, each once, from Monday to Sunday. */
export function ascending(days: readonly number[]): readonly number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

function buildHolidays(holidays: Shaped['holidays'][number]): HolidaySource {
  return 'calendar' in holidays ? { kind: 'file', file: holidays.calendar } : { kind: 'public', ...holidays };
}

function buildCap({ max, per }: Shaped['caps'][number]): Cap {
  return { max, per: typeof per === 'number' ? { ms: per } : per };
}
