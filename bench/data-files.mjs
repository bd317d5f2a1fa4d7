import { fileURLToPath } from 'node:url';

/**
 * Where the generated files of one size are. The sizes are in the names, so that several can exist side by side.
 *
 * @param {{ leads: number, events: number }} size
 */
export function dataFiles({ leads, events }) {
  return {
    leads: path(`leads-${short(leads)}.csv`),
    events: path(`events-${short(events)}-of-${short(leads)}-leads.csv`),
  };
}

function path(/** @type {string} */ name) {
  return fileURLToPath(new URL(`data/${name}`, import.meta.url));
}

/** 10000000 -> 10m, 10000 -> 10k, 1234 -> 1234 */
export function short(/** @type {number} */ count) {
  if (count % 1e6 === 0) return `${count / 1e6}m`;
  if (count % 1e3 === 0) return `${count / 1e3}k`;
  return String(count);
}
