import type { Step } from '../../../model/campaign.js';
import { valueProblem } from '../../problem.js';
import { type Advise, isMessage, type PlacedCampaign, type Reviewed } from './review.js';
import { lengthOf } from './step-graph.js';

const DAY_MS = 86_400_000;

/** The nine steps in which a welcome is planned (H8), as far as the config shows them. The goal is asked for of every campaign. */
export const incompleteWelcomes: Advise = (reviewed) =>
  reviewed.campaigns
    .filter(({ campaign }) => campaign.kind === 'welcome')
    .flatMap((placed) => {
      const missing = missingSteps(reviewed, placed);
      if (missing.length === 0) return [];
      const message = `The welcome "${placed.campaign.id}" lacks ${missing.join('; ')}.`;
      return [valueProblem('lint/incomplete-welcome', [...placed.path, 'id'], message)];
    });

function missingSteps(reviewed: Reviewed, placed: PlacedCampaign): readonly string[] {
  const { config, outline, isTested } = reviewed;
  const { audience, policy } = config;
  const { campaign } = placed;
  const messages = campaign.steps.filter(isMessage);
  const holdout = Math.max(policy.holdout, campaign.holdout);
  const checklist = [
    { isDone: audience.personas.length > 0, lack: 'persona: no personas' },
    {
      isDone:
        outline.root.value.stages !== undefined ||
        audience.personas.some(({ buyingProcess = [] }) => buyingProcess.length > 0),
      lack: 'process: no stages and no buying_process of a persona',
    },
    {
      isDone: messages.length >= 3 && messages.length <= 5,
      lack: `content plan: ${messages.length} mails, and 3 to 5 are usual`,
    },
    { isDone: messages.every(hasText), lack: 'writing: mails without a template or a subject' },
    { isDone: lengthOf(campaign) <= 14 * DAY_MS, lack: 'time frame: it lasts longer than two weeks' },
    {
      isDone: isTested || messages.some(({ variants }) => variants.length > 0),
      lack: 'test: no variants and no tests/*.test.yaml',
    },
    { isDone: messages.some(isAdapting), lack: 'adapt: no step depends on what the lead does' },
    {
      isDone: holdout > 0 || outline.root.value.targets !== undefined,
      lack: 'report: no holdout to compare with and no targets',
    },
  ];
  return checklist.flatMap(({ isDone, lack }) => (isDone ? [] : [lack]));
}

function hasText({ content: { template, subject }, variants }: Step): boolean {
  const isWritten = (form: { readonly template?: string; readonly subject?: string }) =>
    (form.template ?? form.subject) !== undefined;
  return (
    isWritten({
      ...(template === undefined ? {} : { template }),
      ...(subject === undefined ? {} : { subject }),
    }) ||
    (variants.length > 0 && variants.every(({ content }) => isWritten(content)))
  );
}

/** Whether a step waits for, or reacts to, anything that the lead is or does. */
function isAdapting({ when, waitFor, on }: Step): boolean {
  const { clicked, opened, ignored } = on;
  return (
    when !== undefined ||
    waitFor !== undefined ||
    [clicked, opened, ignored].some(({ kind, audience }) => kind !== 'next' || audience !== undefined)
  );
}
