import type { Labels, temperatures } from './audience.js';

/** A word for a score. Like all labels it is for people and for guards of exports; no score reads one back (S4.6). */
export type Temperature = (typeof temperatures)[number];

/** Temperature of a score: the first of hot and warm that it reaches, else cold (F2). */
export function temperatureOf(score: number, { hot, warm }: Labels['temperature']): Temperature {
  if (score >= hot) return 'hot';
  return score >= warm ? 'warm' : 'cold';
}

export const letters = ['A', 'B', 'C', 'D'] as const;

export type Letter = (typeof letters)[number];

/** Letter of a score: the first that it reaches. There are no gaps, so 99.5 is a B (E6). */
export function letterOf(score: number, { A, B, C }: Labels['letters']): Letter {
  if (score >= A) return 'A';
  if (score >= B) return 'B';
  return score >= C ? 'C' : 'D';
}

/** FIT from which a lead is a good fit, and PAIN from which its need is high. */
export interface GoodThresholds {
  readonly fit: number;
  readonly pain: number;
}

/** The four cells of the table of fit and pain, best first. */
export const gridCells = ['good_high', 'good_low', 'bad_high', 'bad_low'] as const;

export type GridCell = (typeof gridCells)[number];

/** Cell of the table of fit and pain in which a lead stands (E6). */
export function gridCellOf(fit: number, pain: number, good: GoodThresholds): GridCell {
  if (fit >= good.fit) return pain >= good.pain ? 'good_high' : 'good_low';
  return pain >= good.pain ? 'bad_high' : 'bad_low';
}

/** Leads per cell, over columns by lead ordinal; the counts add up to the leads. */
export function countGrid(
  fit: Float64Array,
  pain: Float64Array,
  good: GoodThresholds,
): Readonly<Record<GridCell, number>> {
  const counts = { good_high: 0, good_low: 0, bad_high: 0, bad_low: 0 };
  for (let lead = 0; lead < fit.length; lead++) {
    counts[gridCellOf(fit[lead] as number, pain[lead] as number, good)]++;
  }
  return counts;
}
