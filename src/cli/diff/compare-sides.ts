import type { ConfigDiff, LeadChanges } from '../../model/config-diff.js';
import { compareGroups } from './compare-groups.js';
import { compareJourneys } from './compare-journeys.js';
import { compareScores } from './compare-scores.js';
import { compareDays, comparePopulation, compareSends } from './compare-sends.js';
import { pairLeads } from './pair-leads.js';
import type { Side } from './side.js';

export interface Compared {
  readonly diff: ConfigDiff;
  readonly leads: LeadChanges;
}

/** Compares what two configs make of the same leads as of one instant. */
export function compareSides(before: Side, after: Side, asOf: number, horizonMs: number): Compared {
  const pairs = pairLeads(before.keys, after.keys);
  const population = comparePopulation(pairs);
  const { ready, scores, moves, crossings } = compareScores(before, after, pairs);
  const { segments, flows } = compareGroups(before, after, pairs);
  const { sends, changes } = compareSends(before, after);
  const { inFlight, journeys } = compareJourneys(before, after, pairs);
  const isOneSided = segments.some((segment) => segment.in !== 'both');
  const changed = [moves, crossings, flows, changes, journeys].some(({ length }) => length > 0);
  return {
    diff: {
      asOf: new Date(asOf).toISOString(),
      until: new Date(asOf + horizonMs).toISOString(),
      differs: changed || isOneSided || population.onlyOld + population.onlyNew > 0,
      population,
      ready,
      scores,
      segments,
      sends,
      inFlight,
      days: compareDays(before, after),
    },
    leads: { moves, crossings, flows, sends: changes, journeys },
  };
}
