import type { Assignment, Queue } from '../../src/model/audience.js';
import { codePointOrder } from './conditions.js';

interface Waiting {
  readonly key: string;
  /** Undefined for who is not ready, or has an owner. */
  readonly readyAt: number | undefined;
  /** Index of the first rule that holds, the number of rules for the default. */
  readonly rule: number;
}

/** Who takes over which lead (E5): those that have been ready longest first. */
export function takeTurns(
  { rules, otherwise }: Pick<Queue, 'rules' | 'otherwise'>,
  leads: readonly Waiting[],
): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  const waiting = leads.filter(({ readyAt }) => readyAt !== undefined);
  const inOrder = waiting.sort((a, b) => (a.readyAt ?? 0) - (b.readyAt ?? 0) || codePointOrder(a.key, b.key));
  const rounds = new Map<number, string[]>();
  for (const { key, rule } of inOrder) {
    const assignment = rules[rule] ?? otherwise;
    if (assignment === undefined) continue;
    const before = rounds.get(rule) ?? [];
    const next = nextOf(assignment, before);
    rounds.set(rule, [...before, next]);
    given.set(key, next);
  }
  return given;
}

/** Weights of one are turns; else the quota method, with every share counted anew. */
function nextOf({ to, method }: Assignment, before: readonly string[]): string {
  if (method === 'round_robin') return to[before.length % to.length]?.id ?? '';
  const total = to.reduce((sum, { weight }) => sum + weight, 0);
  const taken = (id: string) => before.filter((one) => one === id).length;
  const below = to.filter(({ id, weight }) => taken(id) * total < (before.length + 1) * weight);
  const claim = ({ id, weight }: (typeof to)[number]) => weight / (taken(id) + 1);
  const most = Math.max(...below.map(claim));
  return below.find((one) => claim(one) === most)?.id ?? '';
}
