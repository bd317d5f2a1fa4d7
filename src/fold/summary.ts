import type { Features } from '../model/features.js';
import type { ScoreSummary } from '../model/score-summary.js';

const bins = 20;

export function summarize(features: Features, ready: number, asOf: number): ScoreSummary {
  const sorted = Float64Array.from(features.score).sort();
  const at = (place: number) => sorted[Math.max(0, Math.min(sorted.length - 1, place))] ?? 0;
  const { leads, dueAt } = features;
  let readyCount = 0;
  let readyByProfile = 0;
  let overdue = 0;
  for (let lead = 0; lead < leads; lead++) {
    if (features.ready[lead] !== 1) continue;
    readyCount++;
    if ((features.fit[lead] as number) >= ready) readyByProfile++;
    if ((dueAt[lead] as number) < asOf) overdue++;
  }
  return {
    leads,
    ready: readyCount,
    readyByProfile,
    disqualified: features.disqualified.reduce((sum, flag) => sum + flag, 0),
    withEvents: features.events.reduce((sum, events) => sum + (events > 0 ? 1 : 0), 0),
    overdue,
    score: {
      min: at(0),
      median: (at(Math.floor((leads - 1) / 2)) + at(Math.ceil((leads - 1) / 2))) / 2,
      p90: at(Math.ceil(leads * 0.9) - 1),
      max: at(leads - 1),
    },
    distribution: distribute(sorted),
  };
}

/** Bins of one width, a round number, that cover all scores. */
function distribute(sorted: Float64Array): ScoreSummary['distribution'] {
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined) return [];
  const width = roundWidth(Math.max(high - low, 1) / bins);
  const start = Math.floor(low / width) * width;
  const counts: number[] = [];
  for (const score of sorted) {
    const bin = Math.floor((score - start) / width);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return Array.from(counts, (leads, bin) => ({
    from: start + bin * width,
    to: start + (bin + 1) * width,
    leads: leads ?? 0,
  }));
}

function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= width) ?? 10;
  return step * power;
}
