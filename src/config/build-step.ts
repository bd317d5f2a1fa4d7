import type { Content, LocalTime, Step, Timing, Variant } from '../model/campaign.js';
import type { Condition } from '../model/condition.js';
import type { EventMatcher } from '../model/event-matcher.js';
import { ascending } from './build-policy.js';
import { buildReactions } from './build-reactions.js';
import { type Conditions, conditionAt } from './conditions/find-conditions.js';
import { defined } from './defined.js';
import type { Path } from './problem.js';
import type { ShapedConfig } from './schema/config-schema.js';

type ShapedStep = ShapedConfig['campaigns'][number]['steps'][number];

/** What a step has from its campaign and from the policy. */
export interface StepDefaults {
  readonly expiresAfterMs: number;
  readonly caseWindowMs: number;
  /** Field of the lead that holds its rung. */
  readonly ladder?: string;
}

export function buildStep(
  step: ShapedStep,
  path: Path,
  conditions: Conditions,
  defaults: StepDefaults,
): Step {
  const { id, channel, role, stage, lever, cta, wait_for } = step;
  const content = buildContent(step);
  const caseWindowMs = step.case_window ?? defaults.caseWindowMs;
  const written = step.when === undefined ? undefined : conditionAt(conditions, [...path, 'when']);
  return {
    id,
    channel,
    role,
    ...defined({ stage, lever, cta }),
    content,
    variants: (step.variants ?? []).map((variant) => buildVariant(variant, content)),
    timing: buildTiming(step),
    ...(wait_for === undefined
      ? {}
      : {
          waitFor: {
            event: buildMatcher(wait_for, [...path, 'wait_for'], conditions),
            atMostMs: wait_for.at_most,
          },
        }),
    ...defined({ when: onLadder(written, step, defaults) }),
    expiresAfterMs: step.expires_after ?? defaults.expiresAfterMs,
    caseWindowMs,
    on: buildReactions(step, caseWindowMs),
  };
}

/** Events as a campaign asks for them. */
export function buildMatcher(
  { event, where }: { readonly event: readonly string[]; readonly where?: unknown },
  path: Path,
  conditions: Conditions,
): EventMatcher {
  return {
    events: event,
    ...(where === undefined ? {} : { where: conditionAt(conditions, [...path, 'where']) }),
  };
}

function buildContent({ template, subject, sender, variables = {} }: ShapedStep): Content {
  return { ...defined({ template, subject, sender }), variables };
}

function buildVariant(
  { id, weight, template, subject, sender, variables }: NonNullable<ShapedStep['variants']>[number],
  content: Content,
): Variant {
  const own = defined({ template, subject, sender });
  return { id, weight, content: { ...content, ...own, variables: { ...content.variables, ...variables } } };
}

function buildTiming({ after, at, before }: ShapedStep): Timing {
  const time = at === undefined ? {} : { at: buildTime(at) };
  return before === undefined
    ? { kind: 'after', after: after ?? { ms: 0, months: 0 }, ...time }
    : { kind: 'date', ...before, ...time };
}

function buildTime({ weekday = [], time }: NonNullable<ShapedStep['at']>): LocalTime {
  return { weekdays: ascending(weekday), ...defined({ minute: time }) };
}

/** A lead that stands higher is not offered what it has left behind (S5.10); one without a readable rung stands nowhere. */
function onLadder(
  when: Condition | undefined,
  { rung }: ShapedStep,
  { ladder }: StepDefaults,
): Condition | undefined {
  if (rung === undefined || ladder === undefined) return when;
  const isLow: Condition = {
    kind: 'not',
    of: { kind: 'compare', field: ladder, op: 'gt', value: rung },
  };
  return when === undefined ? isLow : { kind: 'all', of: [when, isLow] };
}
