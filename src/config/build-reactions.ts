import { type EngagementCase, engagementCases, type Reaction, type ReactionMove } from '../model/campaign.js';
import { defined } from './defined.js';
import type { ShapedConfig } from './schema/config-schema.js';

type ShapedStep = ShapedConfig['campaigns'][number]['steps'][number];
type ShapedReaction = NonNullable<ShapedStep['on'][EngagementCase]>;
type ShapedResend = NonNullable<ShapedStep['resend']>;

/** What follows from each case, with what follows when the config does not say (S5.5). */
export function buildReactions(
  step: ShapedStep,
  caseWindowMs: number,
): Readonly<Record<EngagementCase, Reaction>> {
  return Object.fromEntries(
    engagementCases.map((name) => [
      name,
      buildReaction(step.on[name], fallback(name, step, caseWindowMs), caseWindowMs),
    ]),
  ) as Readonly<Record<EngagementCase, Reaction>>;
}

function buildReaction(
  written: ShapedReaction | undefined,
  otherwise: ReactionMove,
  caseWindowMs: number,
): Reaction {
  if (written === undefined) return otherwise;
  if (typeof written === 'string') return { kind: written };
  return { ...(moveOf(written, caseWindowMs) ?? otherwise), ...defined({ audience: written.audience }) };
}

/** A reaction that only names an audience goes on as if it were not written. */
function moveOf(written: Exclude<ShapedReaction, string>, caseWindowMs: number): ReactionMove | undefined {
  const { next, goto, resend, exit, enter, suppress } = written;
  if (goto !== undefined) return { kind: 'goto', step: goto };
  if (resend !== undefined) return buildResend(resend, caseWindowMs);
  if (enter !== undefined) return { kind: 'enter', campaign: enter };
  if (suppress) return { kind: 'suppress' };
  if (exit) return { kind: 'exit' };
  return next ? { kind: 'next' } : undefined;
}

function fallback(name: EngagementCase, step: ShapedStep, caseWindowMs: number): ReactionMove {
  switch (name) {
    case 'unsubscribed':
    case 'converted':
      return { kind: 'exit' };
    case 'ignored':
      return step.resend === undefined ? { kind: 'next' } : buildResend(step.resend, caseWindowMs);
    case 'opened':
      return hasOtherTemplate(step) ? buildResend(step.resend, caseWindowMs) : { kind: 'next' };
    case 'undelivered':
    case 'clicked':
      return { kind: 'next' };
  }
}

/** Who has read one text is only sent another one. */
function hasOtherTemplate(step: ShapedStep): step is ShapedStep & { readonly resend: ShapedResend } {
  const template = step.resend?.template;
  return template !== undefined && template !== step.template;
}

function buildResend(
  { template, subject, sender, variables, after, times }: ShapedResend,
  caseWindowMs: number,
): ReactionMove {
  return {
    kind: 'resend',
    content: defined({ template, subject, sender, variables }),
    afterMs: after ?? caseWindowMs,
    times,
  };
}
