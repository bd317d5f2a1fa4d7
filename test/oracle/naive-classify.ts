import type { Condition } from '../../src/model/condition.js';
import type { Config } from '../../src/model/config.js';
import { letterOf, temperatureOf } from '../../src/model/labels.js';
import { qualify, routeOf } from '../../src/model/qualification.js';
import { readTitle, type TitleTable, titleTable } from '../../src/model/titles.js';
import { type Cell, type ConditionWorld, codePointOrder, evaluate, type Known } from './conditions.js';
import { withAddress } from './fit.js';
import { readInputs, type UsedLead } from './inputs.js';
import { rollUp } from './naive-accounts.js';
import { aggregatesOf, interestsOf, stepsOf } from './naive-behaviour.js';
import { namesIn, tagNames, topicNames } from './naive-names.js';
import { takeTurns } from './naive-queue.js';
import { naiveStage } from './naive-stages.js';
import { type OracleLead, oracle } from './score.js';
import { foldText, readBoolean, readInstant, readText } from './values.js';
import type { World } from './world.js';

/** Who a lead is (S4), by the names of the columns of a score. Lists are sorted where the product's are. */
export interface NaiveProfile {
  readonly key: string;
  readonly seniority: string;
  readonly buying_role: string;
  readonly account: string | null;
  readonly account_score: number | null;
  readonly account_people: number | null;
  readonly interest: string | null;
  readonly interests: string | null;
  readonly audience_level: string;
  readonly channels: string | null;
  readonly tags: string | null;
  readonly persona: string;
  readonly stage: string;
  readonly stage_since: number | null;
  readonly illegal_stages: number;
  readonly qualification: string;
  readonly route: string;
  readonly temperature: string;
  readonly letter: string;
  readonly owner: string | null;
  readonly overdue: boolean;
  readonly segments: string | null;
  readonly partitions: readonly string[];
}

/**
 * Classifies the leads of a small world by S3.8 and S4 in plain loops. The config is the parsed one, so that what is compared is what
 * becomes of it; titles are read by the product's table, which has tests of its own.
 */
export function naiveProfiles(world: World, config: Config): readonly NaiveProfile[] {
  return classified(world, config).map(({ profile }) => profile);
}

/** What conditions can read of each lead once it is classified, by key. */
export function naiveFacts(world: World, config: Config): ReadonlyMap<string, Known> {
  return new Map(classified(world, config).map(({ profile, facts }) => [profile.key, facts]));
}

function classified(world: World, config: Config) {
  const asOf = Date.parse(world.asOf);
  const { leads } = readInputs(world, asOf);
  const scores = new Map(oracle(world).leads.map((lead) => [lead.key, lead]));
  const accounts = rollUp(config.score.account, leads, (key) => scores.get(key)?.score ?? 0);
  const titles = titlesOf(config);
  const profiles = leads.map((lead) => {
    const score = scores.get(lead.key);
    if (score === undefined) throw new Error(`The oracle has no score of ${lead.key}.`);
    return new LeadFacts(world, config, asOf, lead, score, accounts.get(lead.key)).profile(titles);
  });
  const owners = takeTurns(
    config.audience.queue,
    profiles.map(({ profile, waitingFor }) => ({
      key: profile.key,
      readyAt: profile.owner === null ? scores.get(profile.key)?.readyAt : undefined,
      rule: waitingFor,
    })),
  );
  return profiles.map(({ profile, facts }) => ({
    profile: { ...profile, owner: profile.owner ?? owners.get(profile.key) ?? null },
    facts,
  }));
}

/** To index the titles takes longer than everything else, and most worlds have the same. */
function titlesOf({ audience }: Config): TitleTable {
  const key = JSON.stringify(audience.titles);
  const table = indexed.get(key) ?? titleTable(audience.titles);
  indexed.set(key, table);
  return table;
}

const indexed = new Map<string, TitleTable>();

/** What is known of one lead so far; conditions read it, and so it grows step by step. */
class LeadFacts {
  readonly #cells: Record<string, Cell>;
  readonly #config: Config;
  readonly #lead: UsedLead;
  readonly #score: OracleLead;
  readonly #context: ConditionWorld;
  readonly #account: { readonly name: string; readonly score: number; readonly people: number } | undefined;

  constructor(
    world: World,
    config: Config,
    asOf: number,
    lead: UsedLead,
    score: OracleLead,
    account: { readonly name: string; readonly score: number; readonly people: number } | undefined,
  ) {
    this.#config = config;
    this.#lead = lead;
    this.#score = score;
    this.#account = account;
    const { timezone, lists } = { timezone: config.timezone, lists: world.lists };
    this.#context = { asOf, timezone, lists, reading: world.reading ?? {} };
    this.#cells = { ...withAddress(lead.row) };
  }

  profile(titles: TitleTable): {
    readonly profile: NaiveProfile;
    readonly facts: Known;
    readonly waitingFor: number;
  } {
    const { audience, score: scoring } = this.#config;
    const { row, events } = this.#lead;
    const { score, fit, pain, velocity, momentum, ready, disqualified, readyAt, firstTouchAt, dueAt } =
      this.#score;
    const title = readTitle(readText(row.title) ?? '', titles);
    const temperature = temperatureOf(score, audience.labels.temperature);
    this.#know({ score, fit, pain, velocity, momentum, ready, disqualified, temperature });
    this.#know({ ready_at: instant(readyAt), first_touch_at: instant(firstTouchAt) });
    this.#know({
      seniority: title.seniority,
      buying_role: title.buyingRole,
      'account.score': this.#account?.score,
    });
    for (const [index, value] of aggregatesOf(audience.aggregates, events, this.#context).entries()) {
      const { measure } = audience.aggregates[index] ?? {};
      const isInstant = measure === 'first' || measure === 'last';
      this.#know({ [`events/${index}`]: isInstant ? instant(value) : value });
    }
    const interests = interestsOf(audience.interests, this.#lead, this.#context);
    this.#know({ interest: interests.top });
    this.#knowSet(
      'interests',
      interests.names.map(foldText),
      audience.interests?.topics?.map(({ id }) => id) ?? topicNames,
    );
    const level = audience.levels.find(({ fields }) => fields.every((field) => this.#has(field)));
    this.#know({ audience_level: level?.id ?? 'unknown' });
    const channels = audience.channels.filter(
      ({ needs, consent }) =>
        needs.every((field) => this.#has(field)) && (consent === undefined || this.#consents(consent)),
    );
    this.#knowSet(
      'channel',
      channels.map(({ id }) => id),
      audience.channels.map(({ id }) => id),
    );

    const persona = audience.personas.find(({ when }) => this.#holds(when))?.id ?? 'none';
    this.#know({ persona });
    const tags = this.#tags();
    this.#knowSet('tag', tags.map(foldText), this.#tagNames());
    const stages = this.#stage();
    this.#know({ stage: stages.id });
    const qualification = qualify(
      { fit, pain, disqualified },
      { fit: scoring.fit.good, pain: scoring.pain.good },
    );
    this.#know({ qualification });
    const segments = new Set<string>();
    const parts = new Map<string, string>();
    for (const { kind, index } of audience.groups) {
      if (kind === 'segment') {
        const segment = audience.segments[index];
        if (segment === undefined) continue;
        const holds = this.#holds(segment.when);
        if (holds) segments.add(segment.id);
        this.#know({ [`segment/${segment.id}`]: holds });
      } else {
        const partition = audience.partitions[index];
        if (partition === undefined) continue;
        const part = partition.members.find(({ when }) => this.#holds(when))?.id ?? partition.otherwise;
        parts.set(partition.id, part);
        this.#know({ [`partition.${partition.id}`]: part });
      }
    }
    this.#know({ segment: segments.size > 0 ? true : undefined });
    const rule = audience.queue.rules.findIndex(({ when }) => this.#holds(when));
    return {
      facts: this.#cells,
      waitingFor: rule === -1 ? audience.queue.rules.length : rule,
      profile: {
        key: this.#lead.key,
        seniority: title.seniority,
        buying_role: title.buyingRole,
        account: this.#account?.name ?? null,
        account_score: this.#account?.score ?? null,
        account_people: this.#account?.people ?? null,
        interest: interests.top ?? null,
        interests: joined(interests.names),
        audience_level: level?.id ?? 'unknown',
        channels: joined(channels.map(({ id }) => id)),
        tags: joined([...tags].sort(codePointOrder)),
        persona,
        stage: stages.id,
        stage_since: stages.since ?? null,
        illegal_stages: stages.illegal,
        qualification,
        route: routeOf(qualification, stages.outcome, audience.qualification),
        temperature,
        letter: letterOf(score, audience.labels.letters),
        owner: readText(row[audience.queue.ownerField]) ?? null,
        overdue: dueAt !== undefined && dueAt < this.#context.asOf,
        segments: joined(audience.segments.filter(({ id }) => segments.has(id)).map(({ id }) => id)),
        partitions: audience.partitions.map(({ id }) => parts.get(id) ?? ''),
      },
    };
  }

  #know(facts: Readonly<Record<string, Cell>>): void {
    Object.assign(this.#cells, facts);
  }

  /** Members of a set as one truth value for each of the names that can be asked for. */
  #knowSet(field: string, members: readonly string[], names: readonly string[]): void {
    for (const name of names) this.#know({ [`${field}/${name}`]: members.includes(foldText(name)) });
    this.#know({ [field]: members.length > 0 ? true : undefined });
  }

  #holds(condition: Condition): boolean {
    return evaluate(condition, this.#cells, this.#context);
  }

  #has(field: string): boolean {
    return readText(this.#lead.row[field]) !== undefined;
  }

  #consents(field: string): boolean {
    const { asOf, timezone, reading } = this.#context;
    const cell = this.#lead.row[field];
    const at = readInstant(cell, timezone, reading);
    return at === undefined ? readBoolean(cell) === true : at <= asOf;
  }

  #tags(): readonly string[] {
    const { field, rules } = this.#config.audience.tags;
    const own = [...new Set(namesIn(this.#lead.row[field]))];
    const given = rules.filter(({ when }) => this.#holds(when)).map(({ tag }) => tag);
    const added = given.filter((tag) => !own.some((name) => foldText(name) === foldText(tag)));
    return [...own, ...new Set(added)];
  }

  #tagNames(): readonly string[] {
    return [...tagNames, ...this.#config.audience.tags.rules.map(({ tag }) => tag)];
  }

  #stage() {
    const { stages } = this.#config.audience.stages;
    const steps = stepsOf(stages, this.#lead.events, this.#context);
    const byEvents = naiveStage(steps);
    let stage = byEvents;
    for (const [index, { when, from }] of stages.entries()) {
      if (when !== undefined && from.includes(stage) && this.#holds(when)) stage = index;
    }
    const entered = steps.findLast(({ legal }) => legal)?.at;
    const since =
      stage !== byEvents
        ? undefined
        : stage === 0 && entered === undefined
          ? this.#score.firstTouchAt
          : entered;
    const { id = '', event = [] } = stages[stage] ?? {};
    const is = (name: 'won' | 'lost') => id === name || event.includes(`deal.${name}`);
    const outcome = is('won') ? ('won' as const) : is('lost') ? ('lost' as const) : undefined;
    return { id, since, outcome, illegal: steps.filter(({ legal }) => !legal).length };
  }
}

function instant(ms: number | undefined): Cell {
  return ms === undefined || Number.isNaN(ms) ? undefined : { instant: ms };
}

function joined(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(';');
}
