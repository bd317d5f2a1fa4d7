import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { gridCellOf } from '../../model/labels.js';
import type { Classified } from './classified.js';
import type { ClassifyInput } from './classify-input.js';

/** Share above which a score needs another look (S4.7). */
const largestShare = 0.05;

/** What is odd about all leads together: shares of S4.7, segments too small to pay, transitions the funnel does not allow. */
export function classifiedWarnings(
  { leads, segments, illegalStages }: Omit<Classified, 'warnings'>,
  { config, features }: Pick<ClassifyInput, 'config' | 'features'>,
): readonly Diagnostic[] {
  const { ready, fit, pain } = config.score;
  const good = { fit: fit.good, pain: pain.good };
  let readyLeads = 0;
  let byProfile = 0;
  let withoutNeed = 0;
  for (let lead = 0; lead < leads; lead++) {
    if (features.ready[lead] !== 1) continue;
    readyLeads++;
    const ownFit = features.fit[lead] as number;
    if (ownFit >= ready) byProfile++;
    if (gridCellOf(ownFit, features.pain[lead] as number, good) === 'bad_low') withoutNeed++;
  }
  const problems: Diagnostic[] = [];
  const report = (code: Diagnostic['code'], message: string) =>
    problems.push(diagnose(code, message, undefined));
  if (byProfile > leads * largestShare) {
    report(
      'data/ready-by-profile',
      `${percent(byProfile, leads)} of the leads are ready by their profile alone: ${byProfile} of ${leads}.`,
    );
  }
  if (withoutNeed > readyLeads * largestShare) {
    report(
      'data/ready-without-need',
      `${percent(withoutNeed, readyLeads)} of the ready leads have neither a good fit nor a high need: ${withoutNeed} of ${readyLeads}.`,
    );
  }
  for (const { id, size, minSize } of segments) {
    if (size >= minSize) continue;
    const members = size === 1 ? '1 member' : `${size} members`;
    report('data/small-segment', `The segment "${id}" has ${members}, fewer than ${minSize}.`);
  }
  const { transitions, first } = illegalStages;
  const [example] = first;
  if (example !== undefined) {
    const events = transitions === 1 ? '1 event asks' : `${transitions} events ask`;
    const { lead, from, to, at } = example;
    report(
      'data/illegal-stages',
      `${events} for a change of stage that the funnel does not allow; the first is lead ${lead}, from ${from} to ${to} at ${new Date(at).toISOString()}.`,
    );
  }
  return problems;
}

function percent(part: number, all: number): string {
  return `${Number(((part / all) * 100).toPrecision(3))} %`;
}
