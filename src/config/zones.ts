import { nearest } from '../diagnostics/nearest.js';

/** Whether the name is an IANA zone. Fixed offsets such as `+01:00` are none: they know no summer time. */
export function isZone(name: string): boolean {
  if (name === 'UTC' || zoneNames().includes(name)) return true;
  return /^[A-Za-z]/.test(name) && isOtherName(name);
}

/** The zone a misspelt name probably means: by the city alone (`Berlin`), else by the whole name. */
export function nearestZone(name: string): string | undefined {
  const city = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const ofCity = zoneNames().find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return ofCity ?? nearest(name, ['UTC', ...zoneNames()]);
}

function zoneNames(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** Whether it is another name of a zone, such as Asia/Calcutta. Building a format takes about 15 ms the first time. */
function isOtherName(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
