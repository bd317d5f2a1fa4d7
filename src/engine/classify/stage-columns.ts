import { qualifications, type Stage } from '../../model/audience.js';
import { routeOf } from '../../model/qualification.js';
import { raw, type Sql, sql } from '../../sql/sql.js';
import { wordAt } from './group-columns.js';
import type { ProfilePlan } from './profile-plan.js';

/** The stage of a lead (S4.4): where its events have brought it, then where conditions take it from there. */
export function stageOf(plan: ProfilePlan): Sql {
  const { stages } = plan.audience.stages;
  return plan.layers.column('stage', () =>
    wordAt(
      stages.map(({ id }) => id),
      stageIndex(plan),
    ),
  );
}

/**
 * Since when a lead has been in its stage: the event that took it there, or its first touch for the first stage. Since when a
 * condition has held is not known, so there is no instant for a stage that was entered by one.
 */
export function stageSince(plan: ProfilePlan): Sql {
  const index = stageIndex(plan);
  const byEvents = plan.number('stage');
  const entered = plan.instant('stageEnteredAt');
  const firstTouch = plan.instant('firstTouchAt');
  return sql`CASE WHEN ${index} = ${byEvents} THEN coalesce(${entered}, CASE WHEN ${index} = 0 THEN ${firstTouch} END) END`;
}

/** Where the lead goes next (S4.5): by the outcome of a deal, else by its qualification. */
export function leadRoute(plan: ProfilePlan): Sql {
  const { stages } = plan.audience.stages;
  const routes = outcomes.flatMap((outcome) =>
    qualifications.map((qualification) => routeOf(qualification, outcome, plan.audience.qualification)),
  );
  const outcome = stages.map((stage) => outcomes.indexOf(outcomeOf(stage)));
  const place = sql`[${raw(outcome.join(', '))}][${stageIndex(plan)} + 1] * ${raw(String(qualifications.length))}`;
  return wordAt(routes, sql`${place} + ${plan.number('qualification')}`);
}

const outcomes = [undefined, 'won', 'lost'] as const;

/** A stage stands for the end of a deal by its name or by the events that enter it. */
function outcomeOf({ id, event = [] }: Stage): (typeof outcomes)[number] {
  const has = (type: string) => event.some((name) => name.toLowerCase() === type);
  if (id === 'won' || has('deal.won')) return 'won';
  return id === 'lost' || has('deal.lost') ? 'lost' : undefined;
}

/**
 * The stages whose condition holds are tried in the order of the config, each from where the lead stands by then, so that it
 * gets as far as it may.
 */
function stageIndex(plan: ProfilePlan): Sql {
  return stageUpTo(plan, plan.audience.stages.stages.length - 1);
}

function stageUpTo(plan: ProfilePlan, last: number): Sql {
  const { stages } = plan.audience.stages;
  const to = stages.findLastIndex(
    ({ when, from }, index) => index <= last && when !== undefined && from.length > 0,
  );
  const stage = stages[to];
  if (stage?.when === undefined) return plan.number('stage');
  const { when, from } = stage;
  return plan.layers.column(`stage up to ${to}`, () => {
    const before = stageUpTo(plan, to - 1);
    const follows = sql`${before} IN (${raw(from.join(', '))})`;
    return sql`CASE WHEN ${follows} AND ${plan.holds(when)} THEN ${raw(String(to))} ELSE ${before} END`;
  });
}
