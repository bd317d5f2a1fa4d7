import { rulesPerMask } from '../../model/event-batch.js';
import type { ProfileColumn } from '../../model/score-columns.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { accountOf, accountPeople, accountScore, titleWord } from './account-columns.js';
import { channelsOf, tagsOf, topicWord } from './belonging-columns.js';
import { labelOf, levelOf, partOf, personaOf, segmentHolds, segmentsOf } from './group-columns.js';
import { groupsTested, planOutputs } from './plan-columns.js';
import type { ProfileOutput } from './profile-output.js';
import { groupsRead, type ProfilePlan } from './profile-plan.js';
import { leadRoute, stageOf, stageSince } from './stage-columns.js';
import type { Wanted } from './wanted.js';

/**
 * The columns of `profile` that are wanted, written into the plan with all that they read. Who wants the names of the segments
 * gets each of them as a column, too, to be counted.
 */
export function profileOutputs(plan: ProfilePlan, wanted: Wanted): readonly ProfileOutput[] {
  writeGroups(plan, wanted);
  const { segments, partitions } = plan.audience;
  const isWanted = (id: string) => wanted.columns.includes('segments') || wanted.segments.includes(id);
  return [
    ...wanted.columns.map((column) => ({ name: column, text: writers[column](plan) })),
    ...segments.flatMap(({ id }, index) =>
      isWanted(id) ? [{ name: segmentColumn(index), text: segmentHolds(plan, id) }] : [],
    ),
    ...partitions.flatMap(({ id }, index) =>
      wanted.partitions.includes(id) ? [{ name: partitionColumn(index), text: partOf(plan, id) }] : [],
    ),
    ...(wanted.columns.includes('owner') ? queueMasks(plan) : []),
    ...(wanted.plan === undefined ? [] : planOutputs(plan, wanted.plan)),
  ];
}

/** Column of `profile` that says whether a lead is a member; `segment` counts in `audience.segments`. */
export function segmentColumn(segment: number): string {
  return `s${segment}`;
}

/** Column of `profile` that says in which part a lead is; `partition` counts in `audience.partitions`. */
export function partitionColumn(partition: number): string {
  return `p${partition}`;
}

/** Column of `profile` with rules of the queue that hold, 31 to a word. */
export function queueColumn(word: number): string {
  return `queue${word}`;
}

const writers: Readonly<Record<ProfileColumn, (plan: ProfilePlan) => Sql>> = {
  seniority: (plan) => titleWord(plan, 'seniority'),
  buying_role: (plan) => titleWord(plan, 'buying_role'),
  account: accountOf,
  account_score: accountScore,
  account_people: accountPeople,
  interest: (plan) => topicWord(plan, 'topic'),
  interests: (plan) => topicWord(plan, 'interest'),
  audience_level: levelOf,
  channels: channelsOf,
  tags: tagsOf,
  persona: personaOf,
  stage: stageOf,
  stage_since: stageSince,
  illegal_stages: (plan) => plan.number('illegalStages'),
  qualification: (plan) => labelOf(plan, 'qualification'),
  route: leadRoute,
  temperature: (plan) => labelOf(plan, 'temperature'),
  letter: (plan) => labelOf(plan, 'letter'),
  owner: (plan) => plan.leadField(plan.audience.queue.ownerField).text,
  overdue: (plan) => plan.flag('overdue'),
  segments: segmentsOf,
};

/** Segments may read each other in long chains; written in order, each finds what it reads. */
function writeGroups(plan: ProfilePlan, wanted: Wanted): void {
  const { segments } = plan.audience;
  const ids = wanted.columns.includes('segments') ? segments.map(({ id }) => id) : wanted.segments;
  const roots = [
    ...ids.map((id) => `segment/${id}`),
    ...wanted.partitions.map((id) => `partition.${id}`),
    ...(wanted.plan === undefined ? [] : groupsTested(wanted.plan)),
  ];
  for (const { kind, id } of groupsRead(plan.audience, roots)) {
    if (kind === 'segment') segmentHolds(plan, id);
    else partOf(plan, id);
  }
}

function queueMasks(plan: ProfilePlan): readonly ProfileOutput[] {
  const { rules } = plan.audience.queue;
  return Array.from({ length: Math.ceil(rules.length / rulesPerMask) }, (_, word) => {
    const bits = rules
      .slice(word * rulesPerMask, (word + 1) * rulesPerMask)
      .map(({ when }, bit) => sql`CASE WHEN ${plan.holds(when)} THEN ${raw(String(2 ** bit))} ELSE 0 END`);
    return { name: queueColumn(word), text: sql`(${join(bits, ' + ')})::INTEGER` };
  });
}
