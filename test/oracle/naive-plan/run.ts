import { createHash } from 'node:crypto';
import type { Campaign } from '../../../src/model/campaign.js';
import type { Condition } from '../../../src/model/condition.js';
import type { Config } from '../../../src/model/config.js';
import type { EventMatcher } from '../../../src/model/event-matcher.js';
import { readAddress } from '../addresses.js';
import { type ConditionWorld, codePointOrder, evaluate, type Known } from '../conditions.js';
import { readInputs, type UsedEvent, type UsedLead } from '../inputs.js';
import { matches } from '../naive-behaviour.js';
import { naiveFacts } from '../naive-classify.js';
import type { PlanWorld } from '../plan-world.js';
import { readBoolean, readInstant, readText, trim } from '../values.js';
import type { TextRow } from '../world.js';
import { type LeadZone, zoneOf } from './lead-zone.js';
import { type LedgerEntry, readLedger } from './ledger.js';

/** Everything a plan is decided from, read once: what each clause calls "the run". */
export interface Run {
  readonly world: PlanWorld;
  readonly config: Config;
  readonly asOf: number;
  /** As-of + horizon: the plan decides for [asOf, end) (S6.1). */
  readonly end: number;
  readonly context: ConditionWorld;
  /** By key. */
  readonly leads: readonly PlanLead[];
  readonly ledger: readonly LedgerEntry[];
  /** Events of which nobody can read when they were. */
  readonly unread: readonly TextRow[];
}

export interface PlanLead extends UsedLead {
  /** E-mail match key; undefined without a usable address. */
  readonly mailbox: string | undefined;
  readonly zone: LeadZone;
  /** What conditions read, but for `case`. */
  readonly facts: Known;
  /** The number of the lead (S5.8). */
  readonly chance: number;
}

/** `facts` are what conditions read of each lead, where that is known without classifying anybody. */
export function readRun(
  world: PlanWorld,
  config: Config,
  facts: ReadonlyMap<string, Known> = naiveFacts(world, config),
): Run {
  const asOf = Date.parse(world.asOf);
  const { timezone } = config;
  const leads = readInputs(world, asOf).leads.map((lead) => ({
    ...lead,
    mailbox: readAddress(lead.row.email)?.matchKey,
    zone: zoneOf(lead.row, config),
    facts: facts.get(lead.key) ?? {},
    chance: chanceOf(config.policy.salt, lead.key),
  }));
  return {
    world,
    config,
    asOf,
    end: asOf + world.horizonMs,
    context: { asOf, timezone, lists: world.lists, reading: world.reading ?? {} },
    leads: leads.sort((a, b) => codePointOrder(a.key, b.key)),
    ledger: readLedger(world.ledger, world.runOf),
    unread: world.events.filter(({ at }) => readInstant(at, timezone, world.reading) === undefined),
  };
}

/** Whether a condition holds for a lead as of the run; `lastCase` is the case of the last mail of the occurrence. */
export function holds(run: Run, lead: PlanLead, when: Condition | undefined, lastCase?: string): boolean {
  return when === undefined || evaluate(when, { ...lead.facts, case: lastCase }, run.context);
}

/** The leads of a mailbox, to whom stops and consents are common (S6.3); a lead without an address is alone. */
export function peopleOf(run: Run, lead: PlanLead): readonly PlanLead[] {
  return lead.mailbox === undefined ? [lead] : run.leads.filter(({ mailbox }) => mailbox === lead.mailbox);
}

/** Whether an event of the lead that a matcher means has no readable instant; one of a machine only where machines count. */
export function hasUnread(run: Run, lead: PlanLead, matcher: EventMatcher, machinesCount = false): boolean {
  return unreadEvents(run, lead)
    .filter(({ machine }) => machinesCount || !machine)
    .some((event) => matches(matcher, event, run.context));
}

/** The events of a lead of which nobody can read when they were. */
export function unreadEvents(run: Run, lead: PlanLead): readonly UsedEvent[] {
  return run.unread.flatMap((row, index) => {
    const type = trim(row.type ?? '');
    const machine = readBoolean(row.is_machine) === true;
    return type !== '' && isOwn(run, lead, row) ? [{ index, at: Number.NaN, type, row, machine }] : [];
  });
}

/** Whether an event names a lead: by its key, else as the first of those that have the address (S2.4). */
function isOwn(run: Run, lead: PlanLead, row: TextRow): boolean {
  const key = readText(row.lead);
  if (run.leads.some((one) => one.key === key)) return lead.key === key;
  const mailbox = readAddress(row.email)?.matchKey;
  return mailbox !== undefined && lead.mailbox === mailbox && peopleOf(run, lead)[0] === lead;
}

/** Events that a person has caused. */
export function humanEvents(lead: PlanLead): readonly UsedEvent[] {
  return lead.events.filter(({ machine }) => !machine);
}

export function campaignOf({ config }: Run, id: string): Campaign | undefined {
  return config.campaigns.find((campaign) => campaign.id === id);
}

/** The first 52 bits of md5 of salt, blank and key, as a number from 0 to 1 (S5.8). */
function chanceOf(salt: string, key: string): number {
  const digits = createHash('md5').update(`${salt} ${key}`).digest('hex').slice(0, 13);
  return Number.parseInt(digits, 16) / 2 ** 52;
}
