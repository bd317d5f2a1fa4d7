import type { QualificationRoutes, qualifications } from './audience.js';
import { type GoodThresholds, gridCellOf } from './labels.js';

export type Qualification = (typeof qualifications)[number];

/** What qualification looks at. */
export interface QualifiedLead {
  readonly fit: number;
  readonly pain: number;
  readonly disqualified: boolean;
}

/** Yes with good fit and high pain, maybe with one of both, else no; a disqualified lead is a no (S4.5). */
export function qualify(lead: QualifiedLead, good: GoodThresholds): Qualification {
  if (lead.disqualified) return 'no';
  const cell = gridCellOf(lead.fit, lead.pain, good);
  switch (cell) {
    case 'good_high':
      return 'yes';
    case 'good_low':
    case 'bad_high':
      return 'maybe';
    case 'bad_low':
      return 'no';
  }
}

/** Route of a lead. A deal that has ended says more than any qualification (S4.5). */
export function routeOf(
  qualification: Qualification,
  outcome: 'won' | 'lost' | undefined,
  routes: QualificationRoutes,
): string {
  return routes[outcome ?? qualification];
}

export type QualificationGate = 'fit' | 'pain';

/**
 * Order in which an explanation asks for the two halves of qualification (E11): who came by themselves have shown a need, so
 * pain is asked first; whom we found were chosen for what they are, so fit is. Without a known origin a lead counts as inbound.
 */
export function gateOrder(origin: string | undefined): readonly [QualificationGate, QualificationGate] {
  return origin?.trim().toLowerCase() === 'outbound' ? ['fit', 'pain'] : ['pain', 'fit'];
}
