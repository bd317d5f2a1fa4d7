import { type ConditionWorld, evaluate } from './conditions.js';
import { add, clamp, clampForm, constant, decaying, type Form } from './forms.js';
import type { UsedEvent } from './inputs.js';
import type { PainRule, Rules } from './rules.js';
import { readNumber, toWall, trim } from './values.js';
import type { RawBounds } from './world.js';

/** A (event, rule) pair that counts from `at` until before `until`. */
export interface Scored {
  readonly eventIndex: number;
  readonly rule: number;
  readonly at: number;
  readonly until: number;
  readonly points: number;
}

/** The pairs that count at some time, in the order of S2.5, then of the rules in the config. */
export function scoreEvents(
  rules: readonly PainRule[],
  events: readonly UsedEvent[],
  context: ConditionWorld,
): readonly Scored[] {
  const perDay = new Map<string, number>();
  const scored: Scored[] = [];
  for (const event of events) {
    if (event.machine) continue;
    for (const [index, rule] of rules.entries()) {
      const points = pointsOf(rule, event, context);
      if (points === undefined) continue;
      const day = `${index} ${Math.floor(toWall(event.at, context.timezone) / 86_400_000)}`;
      const place = (perDay.get(day) ?? 0) + 1;
      perDay.set(day, place);
      if (place > rule.daily) continue;
      const until = event.at + rule.withinMs;
      scored.push({ eventIndex: event.index, rule: index, at: event.at, until, points });
    }
  }
  return scored;
}

/** Undefined when the rule does not match, or takes its points from a property that is no number (S3.3). */
function pointsOf(rule: PainRule, event: UsedEvent, context: ConditionWorld): number | undefined {
  if (!rule.events.includes(event.type)) return undefined;
  const { event_id: id, ...fields } = event.row;
  if (rule.where && !evaluate(rule.where, { ...fields, id, type: trim(event.type) }, context))
    return undefined;
  if ('fixed' in rule.points) return rule.points.fixed;
  const number = readNumber(event.row[rule.points.property], context.reading);
  return number === undefined ? undefined : number * rule.points.factor;
}

/** PAIN at an instant (S3.3). */
export function painAt(pain: Rules['pain'], scored: readonly Scored[], instant: number): number {
  const worths = pain.rules.map(() => 0);
  for (const one of scored) worths[one.rule] = (worths[one.rule] ?? 0) + worthAt(pain, one, instant);
  return nest(pain, worths, { zero: 0, add: (a, b) => a + b, clamp });
}

/** What one pair is worth at an instant, before any bound; 0 when it does not count then. */
export function worthAt(pain: Rules['pain'], one: Scored, instant: number): number {
  if (instant < one.at || instant >= one.until) return 0;
  const halfLife = pain.rules[one.rule]?.halfLifeMs ?? Number.POSITIVE_INFINITY;
  return one.points * 2 ** (-(instant - one.at) / halfLife);
}

/** PAIN over an interval of `lengthMs` from `start` in which no event lies after the start and none expires. */
export function painForm(
  pain: Rules['pain'],
  scored: readonly Scored[],
  start: number,
  lengthMs: number,
): Form {
  const worths = pain.rules.map(() => 0);
  for (const one of scored) worths[one.rule] = (worths[one.rule] ?? 0) + worthAt(pain, one, start);
  const forms = pain.rules.map((rule, index) => decaying(worths[index] ?? 0, rule.halfLifeMs));
  return nest(pain, forms, {
    zero: constant(0),
    add,
    clamp: (form, bounds) => clampForm(form, bounds, lengthMs),
  });
}

interface Arithmetic<T> {
  readonly zero: T;
  readonly add: (a: T, b: T) => T;
  readonly clamp: (value: T, bounds: RawBounds) => T;
}

/** Each rule clamped, then each group, then each class, then the whole; a rule without group counts for its class. */
function nest<T>(pain: Rules['pain'], worths: readonly T[], { zero, add, clamp }: Arithmetic<T>): T {
  const groups = new Map<string, T>();
  const classes = new Map<string, T>();
  const groupClass = new Map<string, string>();
  for (const [index, rule] of pain.rules.entries()) {
    const worth = clamp(worths[index] ?? zero, rule);
    const [sums, name] = rule.group === undefined ? [classes, rule.class] : [groups, rule.group];
    sums.set(name, add(sums.get(name) ?? zero, worth));
    if (rule.group !== undefined) groupClass.set(rule.group, rule.class);
  }
  for (const [group, sum] of groups) {
    const name = groupClass.get(group) ?? 'content';
    classes.set(name, add(classes.get(name) ?? zero, clamp(sum, pain.groups[group] ?? {})));
  }
  let whole = zero;
  for (const name of ['product', 'content', 'email'] as const) {
    const sum = classes.get(name);
    if (sum !== undefined) whole = add(whole, clamp(sum, pain.classes[name] ?? {}));
  }
  return clamp(whole, pain);
}
