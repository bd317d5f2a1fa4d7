import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';

const dayMs = 86_400_000;

/** Days on which a country rests by law, as numbers since 1970-01-01, or why they are not known. */
export type PublicHolidays = { readonly days: readonly number[] } | { readonly problem: Diagnostic };

/**
 * Public holidays of some years, with the days that stand in for those that fall on a weekend. `region` is a code of ISO 3166-2
 * (`BY`, or `DE-BY`), with a part of it behind a dot where that has holidays of its own (`BY.A`).
 *
 * Banks, schools and most people may rest on further days; which of them count is for a calendar file to say.
 */
export async function publicHolidays(
  country: string,
  region: string | undefined,
  fromYear: number,
  toYear: number,
): Promise<PublicHolidays> {
  // The tables have 12 MB, and most configs need none of them.
  const { default: Holidays } = await import('date-holidays');
  const tables = new Holidays();
  const countries = selectable(tables.getCountries('en'));
  const code = country.toUpperCase();
  if (!Object.hasOwn(countries, code)) {
    const message = `The public holidays of ${JSON.stringify(country)} are not known.`;
    return { problem: unknown('calendar/unknown-country', message, suggestion(country, countries)) };
  }
  const place = [code];
  for (const part of partsOf(region, code)) {
    const [, state] = place;
    const parts = selectable(
      state === undefined ? tables.getStates(code, 'en') : tables.getRegions(code, state, 'en'),
    );
    if (!Object.hasOwn(parts, part)) {
      const message = `${JSON.stringify(part)} is no region of ${place.join('.')} with holidays of its own.`;
      const help = suggestion(part, parts) ?? listOf(parts);
      return { problem: unknown('calendar/unknown-region', message, help) };
    }
    place.push(part);
  }
  // In UTC the instants of a holiday are the local times that are meant, whatever the zone of the machine.
  const calendar = new Holidays(place.join('.'), { types: ['public'], timezone: 'UTC' });
  const years = Array.from({ length: toYear - fromYear + 2 }, (_, index) => fromYear - 1 + index);
  return { days: years.flatMap((year) => calendar.getHolidays(year).flatMap(daysOf)) };
}

/**
 * The days of which more than half is a holiday. Those of some religions last from sunset to sunset, for which the tables have
 * 18:00; others begin at noon or last some days and a half.
 */
function daysOf({ start, end }: { readonly start: Date; readonly end: Date }): readonly number[] {
  const [from, to] = [start.getTime() / dayMs, end.getTime() / dayMs];
  const touched = Array.from(
    { length: Math.ceil(to) - Math.floor(from) },
    (_, ahead) => Math.floor(from) + ahead,
  );
  return touched.filter((day) => Math.min(to, day + 1) - Math.max(from, day) > 0.5);
}

function partsOf(region: string | undefined, country: string): readonly string[] {
  if (region === undefined) return [];
  const code = region.toUpperCase();
  const prefix = `${country}-`;
  return (code.startsWith(prefix) ? code.slice(prefix.length) : code).split('.');
}

/** Codes and what they stand for. */
type Names = Readonly<Record<string, string>>;

/** The package looks codes up in upper case, and so never finds the few that its tables write otherwise. */
function selectable(names: Names | undefined): Names {
  return Object.fromEntries(Object.entries(names ?? {}).filter(([code]) => code === code.toUpperCase()));
}

/** The code of what is named in full, or nearly so: `Did you mean "BY" (Bayern)?` */
function suggestion(written: string, names: Names): string | undefined {
  const all = Object.values(names);
  const name = all.find((name) => name.toUpperCase() === written.toUpperCase()) ?? nearest(written, all);
  const code = Object.keys(names).find((key) => name !== undefined && names[key] === name);
  return code === undefined ? undefined : `Did you mean "${code}" (${name})?`;
}

/** Where a region keeps the holidays of its country and no others, it is not in the tables. */
function listOf(names: Names): string {
  const codes = Object.keys(names).sort();
  if (codes.length === 0) return 'Leave region out: all of it has the same holidays.';
  return `Those that have are ${codes.join(', ')}; leave region out for the others.`;
}

function unknown(
  code: 'calendar/unknown-country' | 'calendar/unknown-region',
  message: string,
  help: string | undefined,
): Diagnostic {
  return diagnose(code, message, undefined, help === undefined ? {} : { help });
}
