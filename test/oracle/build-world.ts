import { type OracleLead, oracle } from './score.js';
import type { RawScore, TextRow, World } from './world.js';

export const hour = 3_600_000;
export const day = 24 * hour;
/** The instant the hand-computed tables count from. */
export const start = Date.parse('2024-03-01T00:00:00Z');

export function event(at: number, type: string, more: TextRow = {}): TextRow {
  const blanks = { event_id: '', email: '', url: '', value: '', is_machine: '' };
  return { ...blanks, lead: 'a', type, at: new Date(at).toISOString(), ...more };
}

export function lead(more: TextRow = {}): TextRow {
  return { lead_id: 'a', email: '', created_at: '', updated_at: '', ...more };
}

/** One lead `a` in UTC unless `more` says otherwise. */
export function build(
  score: RawScore,
  events: readonly TextRow[],
  asOf: number,
  more: Partial<World> = {},
): World {
  const config = { timezone: 'UTC', score };
  return { config, leads: [lead()], events, lists: {}, asOf: new Date(asOf).toISOString(), ...more };
}

/** The result of a world of one lead. */
export function only(world: World): OracleLead {
  const [first, ...others] = oracle(world).leads;
  if (!first || others.length > 0) throw new Error('The world of this test has one lead.');
  return first;
}
