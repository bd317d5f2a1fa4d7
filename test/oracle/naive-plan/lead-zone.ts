import { Temporal } from 'temporal-polyfill';
import type { Config } from '../../../src/model/config.js';
import type { ZoneSource } from '../plan-world.js';
import { readText } from '../values.js';
import type { TextRow } from '../world.js';

export interface LeadZone {
  readonly id: string;
  readonly source: ZoneSource;
}

/** The zone of a lead: its own, else that of its region, else of its country, else of the project (S6.4). */
export function zoneOf(row: TextRow, { policy, timezone }: Config): LeadZone {
  const own = readText(row.timezone);
  if (own !== undefined && isZone(own)) return { id: own, source: 'lead' };
  const country = readText(row.country)?.toUpperCase();
  const region = readText(row.region)?.toUpperCase();
  const ofRegion = policy.zones.regions[`${country}/${region}`];
  if (country !== undefined && region !== undefined && ofRegion !== undefined) {
    return { id: ofRegion, source: 'region' };
  }
  const ofCountry = policy.zones.countries[country ?? ''];
  if (ofCountry !== undefined) return { id: ofCountry, source: 'country' };
  return { id: timezone, source: timezone === 'UTC' ? 'utc' : 'project' };
}

/** Offsets such as `+02:00` are no IANA zones, though Temporal takes them. */
function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
