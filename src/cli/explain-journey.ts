import { daysInStages, type StageStep } from '../fold/stages.js';
import { type EventBatch, machineBit } from '../model/event-batch.js';
import { gateOrder } from '../model/qualification.js';
import type {
  JourneyExplanation,
  QualificationLines,
  StageLine,
  StageLines,
} from '../report/explain-journey.js';
import { isoInstant } from '../report/numbers.js';
import type { LeadFactSheet } from './explain-facts.js';

/** Where a lead stands, how it came there and who takes it further, besides its timeline. */
export function explainJourney(facts: LeadFactSheet): Omit<JourneyExplanation, 'timeline'> {
  const { profile } = facts;
  return {
    stage: explainStage(facts),
    qualification: explainQualification(facts),
    labels: { temperature: profile.temperature ?? '', letter: profile.letter ?? '' },
    owner: profile.owner,
    overdue: profile.overdue,
  };
}

/** Rows of the last `limit` events up to as-of, the oldest first, each event once. */
export function lastEvents(
  batch: EventBatch | undefined,
  asOf: number,
  limit: number,
): { readonly events: number; readonly rows: readonly number[] } {
  const seen = new Set<number>();
  const rows: number[] = [];
  for (let row = 0; batch !== undefined && row < batch.rows; row++) {
    const id = batch.id[row] as number;
    if ((batch.at[row] as number) > asOf || seen.has(id)) continue;
    seen.add(id);
    rows.push(row);
  }
  return { events: rows.length, rows: limit === 0 ? [] : rows.slice(-limit) };
}

/** When an event of the timeline was, and whether a machine did it. */
export function touchAt(batch: EventBatch | undefined, row: number) {
  return {
    at: new Date(batch?.at[row] as number).toISOString(),
    machine: ((batch?.flags[row] as number) & machineBit) !== 0,
  };
}

function explainStage({ config, folded, profile, lead, asOf }: LeadFactSheet): StageLines {
  const { stages } = config.audience.stages;
  const idOf = (stage: number) => stages[stage]?.id ?? '';
  const history = folded.audience?.stageHistory ?? [];
  const lastStage = history.findLast(({ legal }) => legal)?.to ?? 0;
  const stage = Math.max(
    0,
    stages.findIndex(({ id }) => id === profile.stage),
  );
  const since = profile.stageSince ?? Number.NaN;
  const byCondition: readonly StageStep[] =
    stage === lastStage ? [] : [{ from: lastStage, to: stage, at: since, event: -1, legal: true }];
  const step = ({ from, to, at, event, legal }: StageStep): StageLine => ({
    from: idOf(from),
    to: idOf(to),
    at: isoInstant(at),
    by: event < 0 ? 'condition' : 'event',
    legal,
  });
  // A stage whose beginning nobody knows makes the days before it unknown, too: they are NaN, and not told.
  const firstTouch = folded.features.firstTouchAt[lead.ord] as number;
  const steps = [...history, ...byCondition];
  const days = daysInStages(stages.length, steps, firstTouch, asOf);
  return {
    id: profile.stage ?? idOf(0),
    since: isoInstant(since),
    history: steps.map(step),
    days: Object.fromEntries(
      stages.map(({ id }, index) => [id, days[index] as number] as const).filter(([, spent]) => spent > 0),
    ),
  };
}

function explainQualification({ config, folded, profile, lead, fields }: LeadFactSheet): QualificationLines {
  const { features } = folded;
  const { fit, pain } = config.score;
  const good = { fit: fit.good, pain: pain.good };
  const order = gateOrder(fields.origin ?? undefined);
  return {
    verdict: profile.qualification ?? '',
    route: profile.route ?? '',
    origin: order[0] === 'fit' ? 'outbound' : 'inbound',
    gates: order.map((gate) => {
      const value = features[gate][lead.ord] as number;
      return { gate, value, good: good[gate], passed: value >= good[gate] };
    }),
    disqualified: features.disqualified[lead.ord] === 1,
  };
}
