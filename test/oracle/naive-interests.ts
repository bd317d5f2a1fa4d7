import type { NaiveEvent } from './naive-events.js';

/** What a lead, or one of its events, says about a topic. */
export interface Declaration {
  readonly topic: number;
  readonly at: number;
  readonly declined: boolean;
}

export interface NaiveInterest {
  readonly topic: number;
  readonly weight: number;
  readonly state: 'observed' | 'declared' | 'declined';
}

/** What an event has to do with interests: nothing, a weight for its topic, or a word about it. */
export type Voice = { readonly topic: number } & (
  | { readonly weight: number }
  | { readonly declined: boolean }
);

/** The interests of a lead (S4.3) by topic, ascending: those with a weight above 0 and those that it declared or declined. */
export function naiveInterests(
  events: readonly NaiveEvent[],
  voiceOf: (event: NaiveEvent) => Voice | undefined,
  ofRow: readonly Declaration[],
  halfLifeMs: number | undefined,
  asOf: number,
): readonly NaiveInterest[] {
  const voices = events.flatMap((event) => {
    const voice = voiceOf(event);
    return voice === undefined ? [] : [{ ...voice, at: event.at }];
  });
  const declarations = [...ofRow, ...voices.flatMap((voice) => ('declined' in voice ? [voice] : []))];
  const topics = [...new Set([...declarations, ...voices].map(({ topic }) => topic))].sort((a, b) => a - b);
  return topics
    .map((topic) => ({
      topic,
      weight: voices
        .flatMap((voice) => ('weight' in voice && voice.topic === topic ? [voice] : []))
        .reduce((sum, { weight, at }) => sum + weight * 2 ** -((asOf - at) / (halfLifeMs ?? Infinity)), 0),
      state: stateOf(declarations.filter((declaration) => declaration.topic === topic)),
    }))
    .filter(({ weight, state }) => weight > 0 || state !== 'observed');
}

/** The latest word counts; at one instant a no is stronger than a yes. */
function stateOf(declarations: readonly Declaration[]): NaiveInterest['state'] {
  if (declarations.length === 0) return 'observed';
  const latest = Math.max(...declarations.map(({ at }) => at));
  return declarations.some(({ at, declined }) => at === latest && declined) ? 'declined' : 'declared';
}

/** Declared topics before observed ones, then by weight, then in their own order; a declined one never. */
export function naiveTop(interests: readonly NaiveInterest[]): NaiveInterest | undefined {
  return interests
    .filter(({ state }) => state !== 'declined')
    .sort(
      (a, b) =>
        Number(b.state === 'declared') - Number(a.state === 'declared') ||
        b.weight - a.weight ||
        a.topic - b.topic,
    )[0];
}
