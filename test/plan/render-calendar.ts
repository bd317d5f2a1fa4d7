import { show } from './calendar/zones.js';
import { type Happening, projectZone, type Year } from './simulate-year.js';
import type { Story } from './story.js';

/** The year of a story for people to read: a calendar for each lead, on the clock of the lead. */
export function renderCalendar({ about, leads }: Story, year: Year): string {
  const calendars = leads.map(({ id, about: who, row }) => {
    const zone = row.timezone ?? projectZone;
    const lines = (year.get(id) ?? []).map((one) => lineOf(one, zone));
    const title = row.timezone === undefined ? `${id} ${who}` : `${id} (${zone}) ${who}`;
    return `${title}\n${lines.join('\n')}\n`;
  });
  return `${about.trim()}\n\n${calendars.join('\n')}`;
}

function lineOf(happening: Happening, zone: string): string {
  const { at, kind, text, campaign, occurrence, step, attempt } = happening;
  const when = show(at, zone);
  switch (kind) {
    case 'event':
      return `  ${when}         ${text}`;
    case 'send':
    case 'skip':
      return `  ${when}  ${kind.padEnd(5)}  ${`${campaign}/${step} ${attempt}`.padEnd(36)}  ${text}`.trimEnd();
    default:
      return `  ${when}  ${names[kind].padEnd(5)}  ${`${campaign} ${occurrence}`.padEnd(36)}  ${text}`.trimEnd();
  }
}

const names = { start: 'begin', exit: 'exit', suppress: 'never' } as const;
