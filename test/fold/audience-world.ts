import { daysOf } from '../../src/fold/days.js';
import { type AudienceExplanation, explainLead } from '../../src/fold/explain-lead.js';
import { EventFold } from '../../src/fold/fold-events.js';
import type { TieOrder } from '../../src/fold/lead-events.js';
import { type AudienceModel, compileAudienceModel, valueColumns } from '../../src/model/audience-model.js';
import type { Config } from '../../src/model/config.js';
import type { DeclaredTopics } from '../../src/model/declared-topics.js';
import { type EventBatch, machineBit, maskWords, ruleBit } from '../../src/model/event-batch.js';
import type { LeadFacts } from '../../src/model/lead-facts.js';
import { compileMatchers, type Matchers } from '../../src/model/matchers.js';
import { compileScoreModel } from '../../src/model/score-model.js';
import { zoneOffsets } from '../../src/sql/zones.js';
import { codePointOrder } from '../oracle/conditions.js';
import { eventOrder, type NaiveEvent } from '../oracle/naive-events.js';
import type { Declaration } from '../oracle/naive-interests.js';

export interface AudienceRow extends NaiveEvent {
  readonly lead: number;
}

/** Events as what they match, made without an engine, and what the rows of the leads declare. */
export interface AudienceWorld {
  readonly config: Config;
  readonly asOf: number;
  readonly leads: number;
  readonly rows: readonly AudienceRow[];
  readonly declared: readonly (Declaration & { readonly lead: number })[];
}

/** How the rows reach the fold: each instant in the order of these keys, the whole in batches of these many rows. */
export interface Delivery {
  readonly keys?: readonly number[];
  readonly cuts?: readonly number[];
}

export interface ModelledAudience {
  readonly model: AudienceModel;
  readonly matchers: Matchers;
}

const models = new WeakMap<Config, ModelledAudience>();

export function modelOf({ config }: AudienceWorld): ModelledAudience {
  const known = models.get(config);
  if (known) return known;
  const matchers = compileMatchers(config);
  const modelled = { model: compileAudienceModel(config, matchers), matchers };
  models.set(config, modelled);
  return modelled;
}

/** Folds the world with ties in the given order; `identity` takes the rows of an instant in any order. */
export function foldAudience(world: AudienceWorld, ties: TieOrder, { keys = [0], cuts = [] }: Delivery = {}) {
  const key = new Map(world.rows.map((row, index) => [row, keys[index % keys.length] ?? 0]));
  const rows = world.rows.toSorted(
    (a, b) =>
      a.lead - b.lead ||
      (ties === 'arrival' ? eventOrder(a, b) : a.at - b.at || (key.get(a) ?? 0) - (key.get(b) ?? 0)),
  );
  const { config, asOf } = world;
  const audience = { model: modelOf(world).model, declaredTopics: declaredTopics(world) };
  const context = { asOf, dayOf: days, ties };
  const fold = new EventFold(
    compileScoreModel(config),
    context,
    factsOf(world),
    valueColumns(config),
    audience,
  );
  let from = 0;
  for (const length of [...cuts, rows.length]) {
    fold.push(audienceBatch(world, rows.slice(from, from + length)));
    from += length;
  }
  fold.finish();
  if (fold.audience === undefined) throw new Error('The fold was asked for an audience and has none.');
  return { ambiguous: fold.ambiguous, audience: fold.audience, features: fold.features, counts: fold.counts };
}

/** As the product does it: rows that only their text can order are folded again in that order. */
export function foldDecided(world: AudienceWorld, delivery: Delivery = {}) {
  const byIdentity = foldAudience(world, 'identity', delivery);
  const fold = byIdentity.ambiguous ? foldAudience(world, 'arrival', delivery) : byIdentity;
  return { ...fold, byText: byIdentity.ambiguous };
}

export function explainAudience(
  world: AudienceWorld,
  lead: number,
): AudienceExplanation & { readonly rows: readonly AudienceRow[] } {
  const { config, asOf } = world;
  const rows = world.rows.filter((row) => row.lead === lead).sort(eventOrder);
  const { audience } = explainLead(
    compileScoreModel(config),
    { asOf, dayOf: days },
    factsOf(world),
    lead,
    audienceBatch(world, rows),
    valueColumns(config),
    { model: modelOf(world).model, declaredTopics: declaredTopics(world) },
  );
  if (audience === undefined) throw new Error('The explanation was asked for an audience and has none.');
  return { ...audience, rows };
}

export function audienceBatch(world: AudienceWorld, rows: readonly AudienceRow[]): EventBatch {
  const { model } = modelOf(world);
  const numbers = idNumbers(world.rows);
  const bits = rows.map(({ rank, machine, matchers }) => {
    const words = new Int32Array(1 + maskWords(model.matchers));
    words[0] = rank | (machine ? machineBit : 0);
    for (const { word, bit } of matchers.map(ruleBit)) words[word + 1] = (words[word + 1] ?? 0) | (1 << bit);
    return words;
  });
  const word = (index: number) => Int32Array.from(bits, (words) => words[index] ?? 0);
  return {
    rows: rows.length,
    lead: Int32Array.from(rows, ({ lead }) => lead),
    at: Float64Array.from(rows, ({ at }) => at),
    id: Float64Array.from(rows, ({ id }) => numbers.get(id) ?? 0),
    flags: word(0),
    masks: Array.from({ length: maskWords(model.matchers) }, (_, mask) => word(mask + 1)),
    values: Array.from({ length: valueColumns(world.config) }, (_, column) =>
      Float64Array.from(rows, ({ values }) => values[column] ?? Number.NaN),
    ),
  };
}

export const days = daysOf(zoneOffsets('UTC'));

function factsOf({ leads }: AudienceWorld): LeadFacts {
  return { leads, createdAt: new Float64Array(leads).fill(Number.NaN), fitMasks: [] };
}

export function declaredTopics({ declared }: AudienceWorld): DeclaredTopics {
  const rows = declared.toSorted((a, b) => a.lead - b.lead);
  return {
    lead: Int32Array.from(rows, ({ lead }) => lead),
    topic: Int32Array.from(rows, ({ topic }) => topic),
    at: Float64Array.from(rows, ({ at }) => at),
    declined: Uint8Array.from(rows, ({ declined }) => Number(declined)),
  };
}

/** Counted downwards in the order of the text, so that ties by number are not by accident those of the text. */
function idNumbers(rows: readonly AudienceRow[]): ReadonlyMap<string, number> {
  const ids = [...new Set(rows.map(({ id }) => id))].sort(codePointOrder);
  return new Map(ids.map((id, index) => [id, Number.MAX_SAFE_INTEGER - index]));
}
