import { fileURLToPath } from 'node:url';

/** Where everything that is generated goes, with a slash at its end. */
export const dataFolder = fileURLToPath(new URL('data/', import.meta.url));

/**
 * As of when the plan's data are made, and planned: the Wednesday after Epiphany, before anybody in Europe is at
 * work.
 */
export const planAsOf = '2026-01-14T06:00:00Z';

/**
 * Where the generated files of one size are. The sizes are in the names, so that several can exist side by side.
 *
 * @param {{ leads: number, events: number }} size
 */
export function dataFiles({ leads, events }) {
  return {
    leads: `${dataFolder}leads-${short(leads)}.csv`,
    events: `${dataFolder}events-${short(events)}-of-${short(leads)}-leads.csv`,
  };
}

/**
 * The same for a plan, which also has a state: committed runs with their ledgers.
 *
 * @param {{ leads: number, events: number }} size
 */
export function planFiles({ leads, events }) {
  return {
    leads: `${dataFolder}plan-leads-${short(leads)}.csv`,
    events: `${dataFolder}plan-events-${short(events)}-of-${short(leads)}-leads.csv`,
    state: `${dataFolder}plan-state-${short(leads)}`,
  };
}

/** 10000000 -> 10m, 10000 -> 10k, 1234 -> 1234 */
export function short(/** @type {number} */ count) {
  if (count % 1e6 === 0) return `${count / 1e6}m`;
  if (count % 1e3 === 0) return `${count / 1e3}k`;
  return String(count);
}
