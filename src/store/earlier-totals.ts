import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EarlierTotals } from '../model/plan-summary.js';
import { actions } from '../model/reason.js';

const earlier = z.object({
  asOf: z.string(),
  leads: z.number(),
  actions: z.object(Object.fromEntries(actions.map((action) => [action, z.number()]))),
});

/** What a run decided, by the summary in its directory; null when that can not be read: it is only compared with. */
export function earlierTotals(directory: string | undefined): EarlierTotals | null {
  if (directory === undefined) return null;
  try {
    const text = readFileSync(join(directory, 'summary.json'), 'utf8');
    return earlier.parse(JSON.parse(text)) as EarlierTotals;
  } catch {
    return null;
  }
}
