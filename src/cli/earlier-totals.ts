import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EarlierTotals } from '../model/plan-summary.js';
import { actions } from '../model/reason.js';
import type { State } from './state.js';

const earlier = z.object({
  asOf: z.string(),
  leads: z.number(),
  actions: z.object(Object.fromEntries(actions.map((action) => [action, z.number()]))),
});

/** What the last run decided, by its summary; null when there is none, or none that can be read: it is only compared with. */
export function earlierTotals({ last }: Pick<State, 'last'>): EarlierTotals | null {
  if (last === undefined) return null;
  try {
    const text = readFileSync(join(last.directory, 'summary.json'), 'utf8');
    return earlier.parse(JSON.parse(text)) as EarlierTotals;
  } catch {
    return null;
  }
}
