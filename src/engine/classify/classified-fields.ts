import { classifiedPrefixes } from '../../model/classified-fields.js';
import type { Config } from '../../model/config.js';
import type { FieldSql } from '../../sql/conditions.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText } from '../../sql/values.js';
import type { MatchContext } from '../ingest-leads.js';
import type { LeadFields } from '../lead-fields.js';
import { accountScore, titleWord } from './account-columns.js';
import { channelIsOpen, hasAnyTag, hasTag, interestIn, topicWord } from './belonging-columns.js';
import { labelOf, levelOf, partOf, personaOf, segmentHolds } from './group-columns.js';
import { ProfilePlan } from './profile-plan.js';
import { stageOf } from './stage-columns.js';
import { booleanField, existenceField, instantField, numberField, wordField } from './synthetic-fields.js';

/** An empty plan; `fields` may be left out when only what it needs is asked for. */
export function profilePlan(config: Config, context: MatchContext, fields?: LeadFields): ProfilePlan {
  return new ProfilePlan(config, context, classifiedField, fields);
}

/** The readings of a field that the tool works out (model/audience.ts). */
function classifiedField(plan: ProfilePlan, name: string): FieldSql {
  const known = classified[name];
  if (known !== undefined) return known(plan);
  const prefix = classifiedPrefixes.find((beginning) => name.startsWith(beginning));
  if (prefix === undefined) throw new Error(`There is no field ${name} among those that are worked out.`);
  return classifiedByName[prefix](plan, name.slice(prefix.length));
}

type Write = (plan: ProfilePlan) => FieldSql;

const classified: Readonly<Record<string, Write>> = {
  fit: (plan) => numberField(plan.number('fit')),
  pain: (plan) => numberField(plan.number('pain')),
  score: (plan) => numberField(plan.number('score')),
  velocity: (plan) => numberField(plan.number('velocity')),
  momentum: (plan) => numberField(plan.number('momentum')),
  ready: (plan) => booleanField(plan.flag('ready')),
  disqualified: (plan) => booleanField(plan.flag('disqualified')),
  first_touch_at: (plan) => instantField(plan.instant('firstTouchAt')),
  ready_at: (plan) => instantField(plan.instant('readyAt')),
  'account.score': (plan) => numberField(accountScore(plan)),
  seniority: (plan) => word(plan, () => titleWord(plan, 'seniority')),
  buying_role: (plan) => word(plan, () => titleWord(plan, 'buying_role')),
  interest: (plan) => word(plan, () => topicWord(plan, 'topic')),
  audience_level: (plan) => word(plan, () => levelOf(plan)),
  persona: (plan) => word(plan, () => personaOf(plan)),
  stage: (plan) => word(plan, () => stageOf(plan)),
  qualification: (plan) => word(plan, () => labelOf(plan, 'qualification')),
  temperature: (plan) => word(plan, () => labelOf(plan, 'temperature')),
  tag: (plan) => existenceField(hasAnyTag(plan)),
  channel: (plan) => existenceField(anyOf(plan.audience.channels.map(({ id }) => channelIsOpen(plan, id)))),
  segment: (plan) => existenceField(anyOf(plan.audience.segments.map(({ id }) => segmentHolds(plan, id)))),
};

/** Fields of which there are as many as the config has names; the rest of the field is the name. */
const classifiedByName: Readonly<
  Record<(typeof classifiedPrefixes)[number], (plan: ProfilePlan, name: string) => FieldSql>
> = {
  'events/': aggregate,
  'segment/': (plan, id) => booleanField(segmentHolds(plan, id)),
  'tag/': (plan, tag) => booleanField(hasTag(plan, tag)),
  'interests/': (plan, topic) => booleanField(interestIn(plan, topic)),
  'channel/': (plan, id) => booleanField(channelIsOpen(plan, id)),
  'partition.': (plan, id) => word(plan, () => partOf(plan, id)),
};

function aggregate(plan: ProfilePlan, index: string): FieldSql {
  const measure = plan.audience.aggregates[Number(index)]?.measure;
  const name = `aggregate${Number(index)}` as const;
  return measure === 'first' || measure === 'last'
    ? instantField(plan.instant(name))
    : numberField(plan.number(name));
}

/** Words of a config or of a title, compared as all texts are; they are folded once. */
function word(plan: ProfilePlan, write: () => Sql): FieldSql {
  const text = write();
  const folded = () => plan.layers.column(`folded ${text.text}`, () => foldText(write()));
  return wordField(text, folded, plan.config.timezone);
}

function anyOf(tests: readonly Sql[]): Sql {
  return sql`(${join([raw('FALSE'), ...tests], ' OR ')})`;
}
