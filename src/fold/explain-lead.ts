import { type AudienceFeatures, emptyAudienceFeatures } from '../model/audience-features.js';
import { type EventBatch, maskWords } from '../model/event-batch.js';
import { emptyFeatures, type Features } from '../model/features.js';
import type { LeadFacts } from '../model/lead-facts.js';
import type { ScoreModel } from '../model/score-model.js';
import type { DayOf } from './days.js';
import { fitRuleHolds } from './fit.js';
import { AudienceFold, type AudienceFoldInput } from './fold-audience.js';
import { LeadFold } from './fold-lead.js';
import { LeadEvents } from './lead-events.js';
import type { Spell } from './spells.js';
import type { StageStep } from './stages.js';
import { type Prospect, prospects, type Statement, writeStatement } from './statement.js';

/** The fold of one lead with everything it went through. */
export interface LeadExplanation {
  readonly features: Features;
  readonly statement: Statement;
  readonly spells: readonly Spell[];
  /** End of the current spell if nothing more happens; NaN when it has none within ten years. */
  readonly readyUntil: number;
  readonly fitRules: readonly boolean[];
  readonly events: {
    readonly used: number;
    readonly duplicates: number;
    readonly machine: number;
    readonly expired: number;
  };
  readonly prospects: readonly Prospect[];
  /** Present when it was asked for. */
  readonly audience?: AudienceExplanation;
}

export interface AudienceExplanation {
  readonly features: AudienceFeatures;
  /** Every transition that an event asked for, legal or not, in order (S4.4). */
  readonly stageHistory: readonly StageStep[];
}

const tenYearsMs = 3652 * 86_400_000;

/** Folds one lead from its events in the order of S2.5, by the same code as the fold of all. */
export function explainLead(
  model: ScoreModel,
  context: { readonly asOf: number; readonly dayOf: DayOf },
  facts: LeadFacts,
  lead: number,
  batch: EventBatch | undefined,
  valueColumns: number,
  audience?: AudienceFoldInput,
): LeadExplanation {
  const words = maskWords(audience?.model.matchers ?? model.pain.count);
  const events = new LeadEvents(model, context.dayOf, 'arrival', words, valueColumns);
  if (batch !== undefined) events.push(batch, 0, countUpTo(batch, context.asOf));
  events.settle();
  const features = emptyFeatures(facts.leads);
  const fold = new LeadFold(model, context.asOf, facts);
  const spells = fold.fold(lead, events, features, true);
  const statement = writeStatement(model, events, context.asOf);
  const distance = model.ready - (features.score[lead] as number);
  return {
    features,
    statement,
    spells,
    readyUntil:
      features.ready[lead] === 1
        ? fold.readyUntil(events, lead, features, context.asOf + tenYearsMs)
        : Number.NaN,
    fitRules: Array.from(model.fit.points, (_, rule) => fitRuleHolds(facts.fitMasks, lead, rule)),
    events: {
      used: events.used - events.machine,
      duplicates: events.duplicates,
      machine: events.machine,
      expired: statement.expired,
    },
    prospects: distance > 0 ? prospects(model, statement, distance) : [],
    ...(audience && { audience: explainAudience(audience, context.asOf, facts.leads, lead, events) }),
  };
}

function explainAudience(
  audience: AudienceFoldInput,
  asOf: number,
  leads: number,
  lead: number,
  events: LeadEvents,
): AudienceExplanation {
  const features = emptyAudienceFeatures(leads, audience.model);
  const stageHistory: StageStep[] = [];
  new AudienceFold(audience, asOf).fold(lead, events, features, stageHistory);
  return { features, stageHistory };
}

function countUpTo(batch: EventBatch, asOf: number): number {
  let rows = batch.rows;
  while (rows > 0 && (batch.at[rows - 1] as number) > asOf) rows--;
  return rows;
}
