import type { Audience } from '../../model/audience.js';
import { isClassified } from '../../model/classified-fields.js';
import { type Condition, type FieldTest, fieldsOf } from '../../model/condition.js';
import type { Config } from '../../model/config.js';
import { type ConditionContext, compileCondition, type FieldSql } from '../../sql/conditions.js';
import { identifier, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText } from '../../sql/values.js';
import { mailDomainSql } from '../address-tables.js';
import type { MatchContext } from '../ingest-leads.js';
import { isDerived, type LeadFields, leadFieldSql } from '../lead-fields.js';
import { Layers } from './layers.js';
import type { NumberName } from './profile-numbers.js';

/**
 * What is to be worked out of the leads, written down column by column as it is asked for, together with all that must be
 * there before: fields of the rows, numbers of the fold, readings of titles, names of accounts.
 */
export class ProfilePlan {
  readonly layers = new Layers();
  readonly config: Config;
  readonly audience: Audience;
  /** Columns of `profile_number`. */
  readonly numbers = new Set<NumberName>();
  /** Fields of the rows of leads. */
  readonly fields = new Set<string>();
  /** Topics that conditions ask for, by the names they are asked by. */
  readonly topics = new Set<string>();
  readonly tables = new Set<'title' | 'account' | 'topic' | 'interest'>();
  readonly #context: ConditionContext;
  readonly #leadFields: LeadFields;

  /** `classified` gives the readings of fields that are worked out; it writes what they are into the plan. */
  constructor(
    config: Config,
    context: MatchContext,
    classified: (plan: ProfilePlan, name: string) => FieldSql,
    leadFields: LeadFields = noFields(config.timezone),
  ) {
    this.config = config;
    this.audience = config.audience;
    this.#leadFields = leadFields;
    this.#context = {
      ...context,
      field: (name) => (isClassified(name) ? classified(this, name) : this.leadField(name)),
      share: (test, write) => this.#share(test, write),
    };
  }

  get asOf(): number {
    return this.#context.asOf;
  }

  /** A condition as BOOLEAN that is never NULL. */
  holds(condition: Condition): Sql {
    return compileCondition(condition, this.#context);
  }

  /** A column of `profile_number`. */
  number(name: NumberName): Sql {
    this.numbers.add(name);
    return this.layers.column(`number ${name}`, () => sql`number.${identifier(name)}`);
  }

  /** A column of `profile_number` that is 1 for true. */
  flag(name: NumberName): Sql {
    return this.layers.column(`flag ${name}`, () => sql`(${this.number(name)} = 1)`);
  }

  /** An instant of `profile_number` as BIGINT; NULL where there is none. */
  instant(name: NumberName): Sql {
    this.numbers.add(name);
    return this.layers.column(`instant ${name}`, () => {
      const number = sql`number.${identifier(name)}`;
      return sql`CASE WHEN NOT isnan(${number}) THEN ${number}::BIGINT END`;
    });
  }

  /** A column of one of the tables besides. */
  joined(table: 'title' | 'account' | 'topic' | 'interest', column: string): Sql {
    this.tables.add(table);
    if (table === 'title') this.fields.add('title');
    return this.layers.column(
      `${table} ${column}`,
      () => sql`${raw(joinedTables[table])}.${identifier(column)}`,
    );
  }

  /** A field of the row, each of its readings read once. */
  leadField(name: string): FieldSql {
    const reading = (kind: keyof FieldSql) => {
      if (name !== 'email') this.fields.add(name);
      return this.layers.column(`${kind} of ${name}`, () => this.#read(name)[kind]);
    };
    return {
      get text() {
        return reading('text');
      },
      get folded() {
        return reading('folded');
      },
      get number() {
        return reading('number');
      },
      get instant() {
        return reading('instant');
      },
      get boolean() {
        return reading('boolean');
      },
    };
  }

  /** What the columns of the first layer are read from. */
  get from(): Sql {
    const parts = [sql`lead JOIN profile_number AS number ON number.ord = lead.ord`];
    if (this.fields.size > 0) parts.push(sql`JOIN lead_value ON lead_value.place = lead.place`);
    if ([...this.fields].some(isDerived)) {
      const domain = mailDomainSql(raw('lead_value.email'));
      parts.push(sql`LEFT JOIN mail_domain ON mail_domain.domain = ${domain}`);
    }
    if (this.tables.has('title')) {
      parts.push(sql`LEFT JOIN title_reading ON title_reading.title = ${this.#read('title').text}`);
    }
    if (this.tables.has('account')) parts.push(sql`LEFT JOIN account_key ON account_key.id = number.account`);
    if (this.tables.has('topic')) parts.push(sql`LEFT JOIN topic_name ON topic_name.id = number."topTopic"`);
    if (this.tables.has('interest')) parts.push(sql`LEFT JOIN lead_interest ON lead_interest.ord = lead.ord`);
    return parts.reduce((all, part) => sql`${all} ${part}`);
  }

  #read(name: string): FieldSql {
    if (name !== 'email') return leadFieldSql(this.#leadFields, name);
    return {
      ...leadFieldSql(this.#leadFields, name),
      text: raw('lead.email'),
      folded: foldText(raw('lead.email')),
    };
  }

  /** The same question about the same field is often asked by several segments, and texts are slow to compare. */
  #share(test: FieldTest, write: () => Sql): Sql {
    if (isClassified(test.field)) return write();
    return this.layers.column(`test ${JSON.stringify(test)}`, write);
  }
}

const joinedTables = {
  title: 'title_reading',
  account: 'account_key',
  topic: 'topic_name',
  interest: 'lead_interest',
} as const;

function noFields(timezone: string): LeadFields {
  return { names: [], readings: [{ timezone }], readingOfSource: [] };
}

/** Segments and partitions that these fields are or read, directly or not, in the order of evaluation. */
export function groupsRead(
  { groups, segments, partitions }: Audience,
  fields: readonly string[],
): readonly { readonly kind: 'segment' | 'partition'; readonly id: string }[] {
  const needed = new Set(fields);
  return groups
    .toReversed()
    .flatMap(({ kind, index }) => {
      const conditions =
        kind === 'segment'
          ? segments.slice(index, index + 1).map(({ when }) => when)
          : (partitions[index]?.members ?? []).map(({ when }) => when);
      const id = (kind === 'segment' ? segments[index] : partitions[index])?.id ?? '';
      if (!needed.has(kind === 'segment' ? `segment/${id}` : `partition.${id}`)) return [];
      for (const read of conditions.flatMap(fieldsOf)) needed.add(read);
      return [{ kind, id }];
    })
    .reverse();
}
