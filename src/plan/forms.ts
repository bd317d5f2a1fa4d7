import { pickVariant } from '../model/chance.js';
import type { Candidate } from './candidate.js';
import type { Desk } from './desk.js';

/** Which form of the mail a lead gets: its variant by chance, which never changes, and the form of a resend by the case (S5.5, S5.8). */
export function chooseForm(candidate: Candidate, desk: Desk): void {
  const { model, step: index, lead, campaign, resend } = candidate;
  const step = model.steps[index];
  if (step === undefined) return;
  const isCompared = step.weights.length > 0;
  candidate.variant = isCompared ? pickVariant(step.weights, desk.lots.variant(lead, campaign, index)) : -1;
  const forms = resend < 0 ? step.firstForms : step.resendForms[resend];
  candidate.form = forms?.[Math.max(0, candidate.variant)] ?? -1;
}
