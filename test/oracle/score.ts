import { codePointOrder } from './conditions.js';
import { fitOf } from './fit.js';
import { followLead, type History } from './history.js';
import { type Counts, readInputs, type UsedLead } from './inputs.js';
import { painAt, type Scored, scoreEvents, worthAt } from './pain.js';
import { type Rules, readRules } from './rules.js';
import { type Spell, spellAt } from './spells.js';
import { trim } from './values.js';
import type { World } from './world.js';

export type { World } from './world.js';

export interface OracleLead {
  readonly key: string;
  readonly email: string;
  readonly score: number;
  readonly fit: number;
  readonly pain: number;
  readonly bonus: number;
  readonly velocity: number;
  readonly momentum: number;
  readonly ready: boolean;
  readonly readyAt?: number;
  readonly firstTouchAt?: number;
  readonly firstReadyAt?: number;
  readonly dueAt?: number;
  readonly distance: number;
  readonly disqualified: boolean;
  readonly spells: readonly Spell[];
  readonly statement: readonly StatementLine[];
}

export interface StatementLine {
  /** Place in `world.events`. */
  readonly eventIndex: number;
  readonly ruleId: string;
  readonly at: number;
  readonly points: number;
  /** Worth at as-of before any bound. */
  readonly now: number;
  /** What the bounds left of it: the balance after it minus the balance before it. */
  readonly counted: number;
  readonly balance: number;
}

export interface OracleResult {
  /** In the order of S3.9. */
  readonly leads: readonly OracleLead[];
  readonly counts: {
    readonly leads: Counts & { readonly joined: number };
    readonly events: Counts & { readonly orphans: number; readonly machine: number };
  };
}

/** Scores a small world by S1-S3 of docs/semantics.md, in plain loops, independently of the product. */
export function oracle(world: World): OracleResult {
  const asOf = Date.parse(world.asOf);
  const rules = readRules(world.config);
  const { leads, counts } = readInputs(world, asOf);
  const scored = leads.map((lead) => scoreLead(world, rules, lead, asOf).result).sort(leadOrder);
  return { leads: scored, counts };
}

/** The score of one lead at any instant up to as-of, to judge a disagreement of a millisecond. */
export function scoreAt(world: World, key: string, instant: number): number {
  const asOf = Date.parse(world.asOf);
  const lead = readInputs(world, asOf).leads.find((one) => one.key === key);
  if (!lead) throw new Error(`The world has no used lead ${key}.`);
  return scoreLead(world, readRules(world.config), lead, asOf).history.scoreAt(instant);
}

function scoreLead(
  world: World,
  rules: Rules,
  lead: UsedLead,
  asOf: number,
): { readonly result: OracleLead; readonly history: History } {
  const { timezone } = world.config;
  const context = { asOf, timezone, lists: world.lists, reading: world.reading ?? {} };
  const { fit, disqualified } = fitOf(rules.fit, lead.row, context);
  const scored = scoreEvents(rules.pain.rules, lead.events, context);
  const firstTouch = firstTouchOf(lead);
  const history = followLead(rules, { fit, disqualified, firstTouch, scored }, asOf);

  const pain = painAt(rules.pain, scored, asOf);
  const score = fit + pain + history.bonus;
  const readyAt = spellAt(history.spells, asOf)?.from;
  const firstReadyAt = history.spells[0]?.from;
  const touched = lead.events.some(({ type, at }) => type === 'sales.touched' && at >= (readyAt ?? Infinity));
  const result: OracleLead = {
    key: lead.key,
    email: trim(lead.row.email ?? ''),
    score,
    fit,
    pain,
    bonus: history.bonus,
    velocity: history.velocity,
    momentum: history.momentum,
    ready: readyAt !== undefined,
    ...(firstTouch === undefined ? {} : { firstTouchAt: firstTouch }),
    ...(readyAt === undefined ? {} : { readyAt }),
    ...(firstReadyAt === undefined ? {} : { firstReadyAt }),
    ...(readyAt === undefined || touched ? {} : { dueAt: readyAt + rules.slaMs }),
    distance: Math.max(0, rules.ready - score),
    disqualified,
    spells: history.spells,
    statement: stateLines(rules, scored, asOf),
  };
  return { result, history };
}

/** The earlier of creation and the first event of a person, scored or not (S3.6). */
function firstTouchOf(lead: UsedLead): number | undefined {
  const instants = lead.events.filter(({ machine }) => !machine).map(({ at }) => at);
  if (lead.createdAt !== undefined) instants.push(lead.createdAt);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** The statement (S3.7): the balance of a line is PAIN at as-of of the lines up to it. */
function stateLines(rules: Rules, scored: readonly Scored[], asOf: number): readonly StatementLine[] {
  const counting = scored.filter(({ until }) => asOf < until);
  let before = 0;
  return counting.map((one, index) => {
    const balance = painAt(rules.pain, counting.slice(0, index + 1), asOf);
    const counted = balance - before;
    before = balance;
    const ruleId = rules.pain.rules[one.rule]?.id ?? '';
    const now = worthAt(rules.pain, one, asOf);
    return { eventIndex: one.eventIndex, ruleId, at: one.at, points: one.points, now, counted, balance };
  });
}

function leadOrder(a: OracleLead, b: OracleLead): number {
  return b.score - a.score || b.velocity - a.velocity || codePointOrder(a.key, b.key);
}
