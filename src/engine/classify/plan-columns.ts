import { fieldsOf } from '../../model/condition.js';
import { rulesPerMask } from '../../model/event-batch.js';
import type { PlanTest } from '../../model/plan-tests.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { foldText } from '../../sql/values.js';
import { namesIn } from '../topics.js';
import { channelIsOpen, hasConsented, isKnown } from './belonging-columns.js';
import type { ProfileOutput } from './profile-output.js';
import type { ProfilePlan } from './profile-plan.js';
import type { PlanWanted } from './wanted.js';

/** Columns of `profile` for a plan: tests that hold as bits, 31 to a word, and instants; NaN where there is none. */
export function planOutputs(plan: ProfilePlan, { tests, dateFields }: PlanWanted): readonly ProfileOutput[] {
  const words = Array.from({ length: Math.ceil(tests.length / rulesPerMask) }, (_, word) => {
    const bits = tests
      .slice(word * rulesPerMask, (word + 1) * rulesPerMask)
      .map((test, bit) => sql`CASE WHEN ${holds(plan, test)} THEN ${raw(String(2 ** bit))} ELSE 0 END`);
    return { name: testColumn(word), text: sql`(${join(bits, ' + ')})::INTEGER` };
  });
  const instants = dateFields.map((field, index) => ({
    name: dateColumn(index),
    text: sql`coalesce(${plan.leadField(field).instant}::DOUBLE, 'nan'::DOUBLE)`,
  }));
  return [...words, ...instants];
}

export function testColumn(word: number): string {
  return `t${word}`;
}

export function dateColumn(index: number): string {
  return `d${index}`;
}

/** Fields by which segments and partitions are read, so that they can be written in their order before. */
export function groupsTested({ tests }: PlanWanted): readonly string[] {
  return tests.flatMap((test) => (test.kind === 'condition' ? fieldsOf(test.when) : []));
}

/** A test as BOOLEAN that is never NULL. */
function holds(plan: ProfilePlan, test: PlanTest): Sql {
  switch (test.kind) {
    case 'condition':
      return plan.holds(test.when);
    case 'fields':
      return allKnown(plan, test.fields);
    case 'reach': {
      const needs = plan.audience.channels.find(({ id }) => id === test.channel)?.needs ?? [];
      return needs.length === 0 ? raw('FALSE') : allKnown(plan, needs);
    }
    case 'channel':
      return channelIsOpen(plan, test.channel);
    case 'consent':
      return consentsTo(plan, test.purpose);
  }
}

function allKnown(plan: ProfilePlan, fields: readonly string[]): Sql {
  return sql`(${join(
    fields.map((field) => isKnown(plan, field)),
    ' AND ',
  )})`;
}

/** A row may say what its consent is for; one that does not consents to all (S6.3). */
function consentsTo(plan: ProfilePlan, purpose: string): Sql {
  const purposes = plan.layers.column('purposes of consent', () => {
    const { text } = plan.leadField('consent_purpose');
    return sql`CASE WHEN ${text} IS NOT NULL THEN list_transform(${namesIn(text)}, lambda name: ${foldText(raw('name'))}) END`;
  });
  const isMeant = sql`(${purposes} IS NULL OR list_contains(${purposes}, ${foldText(sql`${purpose}`)}))`;
  return sql`(${hasConsented(plan, plan.config.policy.consent.field)} AND ${isMeant})`;
}
