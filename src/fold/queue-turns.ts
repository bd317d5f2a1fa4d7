import type { Assignment } from '../model/audience.js';

/**
 * Who takes over the leads of a rule, and how they share them. `random` is a round robin in which the order of each round
 * is drawn from a seed, so that nobody can tell whose turn it is and still all get as many.
 */
export type QueueTarget = Pick<Assignment, 'to'> & { readonly method: Assignment['method'] | 'random' };

/** Says whose turn it is, each time it is asked; undefined when there is nobody to take a lead. */
export type Turns = () => string | undefined;

/** The turns of the people of a rule, by its method (E5). The same seed gives the same turns. */
export function turnsOf({ to, method }: QueueTarget, seed: number): Turns {
  const ids = to.map(({ id }) => id);
  switch (method) {
    case 'round_robin':
      return roundRobin(ids);
    case 'weighted':
      return weighted(
        ids,
        to.map(({ weight }) => weight),
      );
    case 'random':
      return shuffled(ids, seed);
  }
}

function roundRobin(ids: readonly string[]): Turns {
  let turn = 0;
  return () => ids[turn++ % ids.length];
}

/**
 * The quota method of apportionment (Balinski and Young): the next lead goes to whoever has the greatest claim, weight /
 * (leads + 1), among those who are still below their share of all leads including this one. So everybody has, after every
 * lead, their exact share rounded up or down. The first in the list wins a tie; equal weights therefore give a round robin.
 *
 * Example: anna has weight 2, ben 1. The first lead is anna's (claims 2 and 1). For the second the claims are equal, her share of
 * two leads is 1.33, and she is first in the list. Of three leads her share is 2, which she has, so the third is ben's.
 */
function weighted(ids: readonly string[], weights: readonly number[]): Turns {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const taken = ids.map(() => 0);
  let leads = 0;
  return () => {
    leads++;
    let next: number | undefined;
    let best = 0;
    for (const [person, weight] of weights.entries()) {
      const own = taken[person] ?? 0;
      const claim = weight / (own + 1);
      if (own * total < leads * weight && claim > best) {
        next = person;
        best = claim;
      }
    }
    if (next === undefined) return undefined;
    taken[next] = (taken[next] ?? 0) + 1;
    return ids[next];
  };
}

/** Everybody once per round, in an order that is drawn anew for each round. */
function shuffled(ids: readonly string[], seed: number): Turns {
  const draw = drawsFrom(seed);
  let round: string[] = [];
  return () => {
    if (round.length === 0) round = shuffle(ids, draw);
    return round.pop();
  };
}

/** Fisher and Yates. */
function shuffle(ids: readonly string[], draw: () => number): string[] {
  const order = [...ids];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(draw() * (last + 1));
    const moved = order[last] as string;
    order[last] = order[other] as string;
    order[other] = moved;
  }
  return order;
}

/** Numbers in [0, 1) from a counter and the final mix of MurmurHash3: the same on every machine. */
function drawsFrom(seed: number): () => number {
  let counter = Math.imul(seed | 0, 0x9e3779b1);
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
