import type { EventAggregate, Interests, Stage } from '../../src/model/audience.js';
import type { EventMatcher } from '../../src/model/event-matcher.js';
import { type ConditionWorld, codePointOrder, evaluate } from './conditions.js';
import type { UsedEvent, UsedLead } from './inputs.js';
import { naiveAggregate } from './naive-aggregates.js';
import type { NaiveEvent } from './naive-events.js';
import { type Declaration, naiveInterests, naiveTop, type Voice } from './naive-interests.js';
import { namesIn } from './naive-names.js';
import { type NaiveStep, naiveSteps } from './naive-stages.js';
import { foldText, readInstant, readNumber, readText } from './values.js';

/** Values of the aggregates of a lead (S4.1): numbers, or UTC ms which are NaN where there is no event. */
export function aggregatesOf(
  aggregates: readonly EventAggregate[],
  events: readonly UsedEvent[],
  context: ConditionWorld,
): readonly number[] {
  return aggregates.map((aggregate) => {
    const matching = counted(events).filter((event) => matches(aggregate, event, context));
    const values = matching.map((event) => {
      const number = readNumber(event.row[aggregate.property ?? ''], context.reading);
      return naiveEvent(event, [number ?? Number.NaN]);
    });
    return naiveAggregate(aggregate, values, 0, context.asOf);
  });
}

/** The way of a lead through the stages by its events (S4.4). */
export function stepsOf(
  stages: readonly Stage[],
  events: readonly UsedEvent[],
  context: ConditionWorld,
): readonly NaiveStep<NaiveEvent>[] {
  const own = counted(events);
  return naiveSteps(
    stages,
    own.map((event, index) => naiveEvent(event, [index])),
    ({ values }) => {
      const event = own[values[0] ?? 0];
      return stages.flatMap(({ event: types, where }, stage) =>
        event !== undefined && types !== undefined && matches(matcherOf(types, where), event, context)
          ? [stage]
          : [],
      );
    },
  );
}

/** Names of the topics of a lead that it has not declined, in their order, and the first of them by S4.3. */
export function interestsOf(
  interests: Interests | undefined,
  { row, events, createdAt }: UsedLead,
  context: ConditionWorld,
): { readonly names: readonly string[]; readonly top: string | undefined } {
  if (interests === undefined) return { names: [], top: undefined };
  const nameOf = (cell: string | undefined) => topicOf(interests, cell);
  const named = [
    ...events.map((event) => event.row[interests.property]),
    ...[interests.declaredField, interests.declinedField].flatMap((field) => namesIn(row[field])),
  ];
  const topics = [...new Set(named.flatMap((cell) => nameOf(cell) ?? []))].sort(codePointOrder);
  const saidAt = readInstant(row.updated_at, context.timezone, context.reading) ?? createdAt;
  const ofRow = [interests.declaredField, interests.declinedField].flatMap((field, declined) =>
    namesIn(row[field]).flatMap((cell): Declaration[] => {
      const topic = topics.indexOf(nameOf(cell) ?? '');
      return topic === -1
        ? []
        : [{ topic, at: saidAt ?? Number.NEGATIVE_INFINITY, declined: declined === 1 }];
    }),
  );
  const own = counted(events);
  const voiceOf = ({ values }: NaiveEvent): Voice | undefined => {
    const event = own[values[0] ?? 0];
    const topic = topics.indexOf(nameOf(event?.row[interests.property]) ?? '');
    if (event === undefined || topic === -1) return undefined;
    if (isOf(interests.declinedEvents, event)) return { topic, declined: true };
    if (isOf(interests.declaredEvents, event)) return { topic, declined: false };
    const weight = interests.weights.findLast((one) => isOf([one.event], event))?.weight;
    return { topic, weight: weight ?? 1 };
  };
  const all = naiveInterests(
    own.map((event, index) => naiveEvent(event, [index])),
    voiceOf,
    ofRow,
    interests.halfLifeMs,
    context.asOf,
  );
  return {
    names: all.flatMap(({ topic, state }) => (state === 'declined' ? [] : (topics[topic] ?? []))),
    top: topics[naiveTop(all)?.topic ?? -1],
  };
}

function topicOf({ topics }: Interests, cell: string | undefined): string | undefined {
  const text = readText(cell);
  if (text === undefined) return undefined;
  if (topics === undefined) return foldText(text);
  return topics.find(({ values }) => values.some((value) => foldText(value) === foldText(text)))?.id;
}

function counted(events: readonly UsedEvent[]): readonly UsedEvent[] {
  return events.filter(({ machine }) => !machine);
}

function matcherOf(events: readonly string[], where: EventMatcher['where']): EventMatcher {
  return { events, ...(where === undefined ? {} : { where }) };
}

/** Whether an event is one of those that are meant, in all it says. */
export function matches(
  { events, except = [], where }: EventMatcher,
  event: UsedEvent,
  context: ConditionWorld,
): boolean {
  if (isOf(except, event) || (events.length > 0 && !isOf(events, event))) return false;
  return where === undefined || evaluate(where, event.row, context);
}

function isOf(types: readonly string[], { type }: UsedEvent): boolean {
  return types.some((name) => name.toLowerCase() === type.toLowerCase());
}

function naiveEvent({ at, machine }: UsedEvent, values: readonly number[]): NaiveEvent {
  return { at, machine, values, rank: 0, id: '', matchers: [] };
}
