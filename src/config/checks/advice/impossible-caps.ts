import type { Policy } from '../../../model/policy.js';
import { formatMs } from '../../durations.js';
import { valueProblem } from '../../problem.js';
import { type Advise, isMessage, type PlacedCampaign } from './review.js';
import { delayOf, isOptional } from './step-graph.js';

/**
 * Steps that the caps and the gap of the policy never let through in time, for a lead that goes through the campaign from the first
 * step to the last and gets no other mail.
 */
export const impossibleCaps: Advise = ({ config: { policy }, campaigns }) =>
  campaigns.flatMap((placed) => (placed.campaign.transactional ? [] : blocked(placed, policy)));

function blocked({ steps }: PlacedCampaign, policy: Policy) {
  const sent: number[] = [];
  let at = 0;
  return steps.flatMap(({ step, path }) => {
    // Who is left out of a step has one mail less, and is not kept from the next.
    if (isOptional(step) || !isMessage(step)) return [];
    const due = at + delayOf(step);
    const allowed = Math.max(due, ...allowedFrom(sent, policy));
    const wait = allowed - due;
    const isSkipped = policy.onCap === 'skip' && wait > 0 && wait > gapLeft(sent, due, policy);
    const isLost = isSkipped || wait > step.expiresAfterMs;
    at = isLost ? due : allowed;
    if (!isLost) {
      sent.push(allowed);
      return [];
    }
    const what = isSkipped ? 'is left out' : `expires after ${formatMs(step.expiresAfterMs)}`;
    const message = `The step "${step.id}" has to wait ${formatMs(wait)} for the caps of the policy, and ${what}.`;
    return [valueProblem('lint/impossible-caps', [...path, 'id'], message)];
  });
}

/** Instants before which the gap and each cap allow no further mail. Calendar units may end at once, so they forbid nothing here. */
function allowedFrom(sent: readonly number[], { caps, minGapMs }: Policy): readonly number[] {
  const last = sent.at(-1);
  if (last === undefined) return [];
  const ofCaps = caps.flatMap(({ max, per }) => {
    const first = sent.at(-max);
    return typeof per === 'string' || first === undefined ? [] : [first + per.ms];
  });
  return [last + minGapMs, ...ofCaps];
}

/** How long the gap alone keeps a mail waiting; nothing is left out for it. */
function gapLeft(sent: readonly number[], due: number, { minGapMs }: Policy): number {
  return Math.max(0, (sent.at(-1) ?? Number.NEGATIVE_INFINITY) + minGapMs - due);
}
