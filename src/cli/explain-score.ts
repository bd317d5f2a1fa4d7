import type { TracedEvent } from '../engine/event-stream.js';
import type { LeadExplanation } from '../fold/explain-lead.js';
import { fieldsOf } from '../model/condition.js';
import type { Explanation, ScoreExplanation } from '../report/explain-report.js';
import { isoInstant } from '../report/numbers.js';
import type { Place } from '../report/place.js';
import type { LeadFactSheet } from './explain-facts.js';

/** How a score came about (S3.7). `eventAt` is the event of a line of the statement and where it stands. */
export function explainScore(
  facts: LeadFactSheet,
  leadPlace: Place,
  eventAt: (event: number) => { readonly event: TracedEvent | undefined; readonly place: Place },
): ScoreExplanation {
  const { config, folded, lead, asOf } = facts;
  const { features } = folded;
  const { rules } = config.score.pain;
  const one = (column: ArrayLike<number>) => column[lead.ord] as number;
  return {
    lead: { id: lead.key, email: lead.email, place: leadPlace },
    asOf: new Date(asOf).toISOString(),
    score: one(features.score),
    fit: one(features.fit),
    pain: one(features.pain),
    bonus: one(features.bonus),
    velocity: one(features.velocity),
    momentum: one(features.momentum),
    ready: one(features.ready) === 1,
    threshold: config.score.ready,
    distance: Math.max(0, config.score.ready - one(features.score)),
    disqualified: one(features.disqualified) === 1,
    firstTouchAt: isoInstant(one(features.firstTouchAt)),
    readyAt: isoInstant(one(features.readyAt)),
    readyUntil: isoInstant(folded.readyUntil),
    dueAt: isoInstant(one(features.dueAt)),
    spells: folded.spells.map(({ from, to }) => ({
      from: new Date(from).toISOString(),
      to: isoInstant(to),
    })),
    fitRules: fitLines(facts),
    statement: folded.statement.lines.map((line) => {
      const { event, place } = eventAt(line.event);
      return {
        at: new Date(line.at).toISOString(),
        place,
        type: event?.type ?? '',
        ...(event?.detail === undefined ? {} : { detail: event.detail }),
        rule: rules[line.rule]?.id ?? '',
        points: line.points,
        now: line.now,
        counted: line.counted,
        balance: line.balance,
      };
    }),
    events: folded.events,
    wouldBeReady: waysToReadiness(facts, folded),
  };
}

function fitLines({ config, fields, folded }: LeadFactSheet): Explanation['fitRules'] {
  return config.score.fit.rules.map(({ id, when, points, disqualify }, rule) => ({
    rule: id,
    holds: folded.fitRules[rule] === true,
    points,
    disqualifies: disqualify,
    values: Object.fromEntries(fieldsOf(when).map((field) => [field, fields[field] ?? null])),
  }));
}

function waysToReadiness({ config }: LeadFactSheet, folded: LeadExplanation): Explanation['wouldBeReady'] {
  const { fit, pain } = config.score;
  return [
    ...folded.prospects.map(({ rule, adds, events }) => ({
      kind: 'events' as const,
      rule: pain.rules[rule]?.id ?? '',
      adds,
      events: events ?? null,
    })),
    ...fit.rules
      .filter(({ points, disqualify }, rule) => points > 0 && !disqualify && folded.fitRules[rule] === false)
      .map(({ id, points }) => ({ kind: 'profile' as const, rule: id, adds: points })),
  ];
}
