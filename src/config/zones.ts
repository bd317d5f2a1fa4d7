import { Temporal } from 'temporal-polyfill';
import { nearest, onlyNear } from '../diagnostics/nearest.js';
import type { Cure } from './problem.js';

/** Whether the name is an IANA zone. Fixed offsets such as `+01:00` are none: they know no summer time. */
export function isZone(name: string): boolean {
  return zoneNamed(name) !== undefined;
}

/** The zone that a text of the data names: without blanks around it, whatever its case, and with blanks for `_` (S6.4). */
export function canonicalZone(text: string): string | undefined {
  return zoneNamed(text.trim().replace(/\s+/g, '_'));
}

/** The zone a misspelt name probably means: by the city alone (`Berlin`), else by the whole name. */
export function nearestZone(name: string): string | undefined {
  const city = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const ofCity = zoneNames().find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return ofCity ?? nearest(name, ['UTC', ...zoneNames()]);
}

/** The zone that alone can be meant; none for a city without its continent, of which there may be others. */
export function cureOfZone(name: string): Cure | undefined {
  const to = onlyNear(name, ['UTC', ...zoneNames()]);
  return to === undefined ? undefined : { from: name, to };
}

function zoneNames(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

function zoneNamed(name: string): string | undefined {
  if (name === 'UTC' || zoneNames().includes(name)) return name;
  return /^[A-Za-z]/.test(name) ? otherName(name) : undefined;
}

/**
 * A zone by another name, such as Asia/Kolkata, or in another case. The engine of JavaScript also knows abbreviations (PST, IST) that
 * are of no zone; Temporal does not. Looking up a name takes some milliseconds the first time.
 */
function otherName(name: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return undefined;
  }
}
