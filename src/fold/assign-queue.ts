import { fitRuleHolds as ruleHolds } from './fit.js';
import { type QueueTarget, turnsOf } from './queue-turns.js';

/** Who takes over which leads: the first rule that holds, else `otherwise`, else nobody. */
export interface QueueTargets {
  readonly rules: readonly QueueTarget[];
  readonly otherwise?: QueueTarget;
}

/** What the assignment needs of the leads, in columns by lead ordinal. */
export interface QueueLeads {
  readonly ready: Uint8Array;
  /** UTC ms. */
  readonly readyAt: Float64Array;
  /** Place of the lead's key in the order of keys by code point: it decides between leads ready since one instant. */
  readonly keyRank: Int32Array;
  /** Rules that hold, 31 to a word, in the order of the config. */
  readonly ruleMasks: readonly Int32Array[];
  /** Index into `teamOf(queue)` of the person the lead belongs to already; -1 for nobody, or somebody not in the team. */
  readonly owner: Int32Array;
}

/** Who takes over each lead, in columns by lead ordinal; -1 where nobody does. */
export interface QueueAssignment {
  /** Index into `teamOf(queue)`. */
  readonly owner: Int32Array;
  /** Index of the rule that decided, the number of rules for `otherwise`; -1 for leads that keep their owner, too. */
  readonly rule: Int32Array;
}

/** Everybody who may take over leads, each once, in the order in which the queue names them. */
export function teamOf({ rules, otherwise }: QueueTargets): readonly string[] {
  const targets = otherwise === undefined ? rules : [...rules, otherwise];
  return [...new Set(targets.flatMap(({ to }) => to.map(({ id }) => id)))];
}

/**
 * Assigns the ready leads to people (E5), those that are ready longest first.
 *
 * A lead whose owner is in the team keeps that owner, whatever rule holds: somebody has begun to talk. Such leads do not count
 * for the balance; if they did, everything new would go to whoever joined last. The others are balanced rule by rule: at any
 * time the leads that a rule has given to its people differ by one at most (`weighted`: each has its share, rounded up or
 * down). The same leads and the same seed give the same people, in whatever order the leads come.
 */
export function assignQueue(leads: QueueLeads, queue: QueueTargets, seed: number): QueueAssignment {
  const team = teamOf(queue);
  const owner = new Int32Array(leads.ready.length).fill(-1);
  const rule = new Int32Array(leads.ready.length).fill(-1);
  const targets = queue.otherwise === undefined ? queue.rules : [...queue.rules, queue.otherwise];
  const turns = targets.map((target, index) => turnsOf(target, seed + index));
  for (const lead of readyInOrder(leads)) {
    const own = leads.owner[lead] as number;
    if (own >= 0) {
      owner[lead] = own;
      continue;
    }
    const holds = queue.rules.findIndex((_, index) => ruleHolds(leads.ruleMasks, lead, index));
    const decided = holds < 0 ? queue.rules.length : holds;
    const person = turns[decided]?.();
    if (person === undefined) continue;
    owner[lead] = team.indexOf(person);
    rule[lead] = decided;
  }
  return { owner, rule };
}

/** Whether sales should have followed up already (E4, S3.5). `dueAt` is NaN for leads that wait for nobody. */
export function isOverdue(dueAt: number, asOf: number): boolean {
  return dueAt < asOf;
}

function readyInOrder({ ready, readyAt, keyRank }: QueueLeads): readonly number[] {
  const found: number[] = [];
  for (let lead = 0; lead < ready.length; lead++) if (ready[lead] === 1) found.push(lead);
  return found.sort(
    (a, b) =>
      (readyAt[a] as number) - (readyAt[b] as number) || (keyRank[a] as number) - (keyRank[b] as number),
  );
}
