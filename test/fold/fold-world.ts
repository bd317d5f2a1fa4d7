import { parseConfig } from '../../src/config/parse-config.js';
import { type DayOf, daysOf } from '../../src/fold/days.js';
import { explainLead, type LeadExplanation } from '../../src/fold/explain-lead.js';
import { EventFold } from '../../src/fold/fold-events.js';
import type { TieOrder } from '../../src/fold/lead-events.js';
import type { Config } from '../../src/model/config.js';
import { rulesPerMask } from '../../src/model/event-batch.js';
import type { LeadFacts } from '../../src/model/lead-facts.js';
import { compileScoreModel, pointProperties, type ScoreModel } from '../../src/model/score-model.js';
import { zoneOffsets } from '../../src/sql/zones.js';
import { readAddress } from '../oracle/addresses.js';
import { evaluate } from '../oracle/conditions.js';
import { readInputs, type UsedLead } from '../oracle/inputs.js';
import type { World } from '../oracle/world.js';
import { batchOf, type EventRow, readEventRows } from './event-rows.js';

/** A world as the fold sees it: numbers alone, made by the readers of the oracle, without the engine. */
export interface FoldWorld {
  readonly config: Config;
  readonly model: ScoreModel;
  readonly asOf: number;
  readonly dayOf: DayOf;
  /** By ordinal. */
  readonly leads: readonly UsedLead[];
  readonly facts: LeadFacts;
  /** Ordered by lead, then by S2.5: duplicates, rows after as-of and rows of nobody are still there. */
  readonly rows: readonly EventRow[];
  readonly valueColumns: number;
}

export function readFoldWorld(world: World, config = readConfig(world)): FoldWorld {
  const asOf = Date.parse(world.asOf);
  const { leads } = readInputs(world, asOf);
  return {
    config,
    model: compileScoreModel(config),
    asOf,
    dayOf: daysOf(zoneOffsets(config.timezone)),
    leads,
    facts: factsOf(world, config, leads),
    rows: readEventRows(world, config, leads),
    valueColumns: pointProperties(config).length,
  };
}

/** Folds all rows, cut into batches of these many rows; the last batch takes the rest. */
export function foldRows(
  { model, asOf, dayOf, facts, rows, valueColumns }: FoldWorld,
  ties: TieOrder,
  cuts: readonly number[] = [],
): EventFold {
  const fold = new EventFold(model, { asOf, dayOf, ties }, facts, valueColumns);
  let from = 0;
  for (const length of [...cuts, rows.length]) {
    fold.push(batchOf(rows.slice(from, from + length)));
    from += length;
  }
  fold.finish();
  return fold;
}

/** Explains one lead, as of another instant than that of the world when asked to. */
export function explainOrdinal(world: FoldWorld, lead: number, asOf = world.asOf): LeadExplanation {
  const { model, dayOf, facts, valueColumns } = world;
  return explainLead(model, { asOf, dayOf }, facts, lead, batchOf(rowsOfLead(world, lead)), valueColumns);
}

export function rowsOfLead({ rows }: FoldWorld, lead: number): readonly EventRow[] {
  return rows.filter((row) => row.lead === lead);
}

/** JSON is YAML, so the raw config needs no printer of its own. */
export function readConfig(world: World): Config {
  const own = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  const leadColumns = own(['email', 'title', 'company', 'country', 'employees', 'created_at', 'updated_at']);
  const eventColumns = own(['lead', 'email', 'type', 'at', 'url', 'value', 'is_machine']);
  const sources = {
    leads: [{ files: 'leads.csv', key: 'lead_id', columns: leadColumns }],
    events: [{ files: 'events.csv', columns: { ...eventColumns, id: 'event_id' } }],
    lists: Object.fromEntries(
      Object.keys(world.lists).map((id) => [id, { files: `${id}.csv`, column: 'value' }]),
    ),
  };
  const text = JSON.stringify({ version: 1, ...world.config, sources });
  const { config, diagnostics } = parseConfig(text, 'nurture.yaml');
  if (config === undefined) throw new Error(`The world's config has errors: ${JSON.stringify(diagnostics)}`);
  return config;
}

function factsOf(world: World, config: Config, leads: readonly UsedLead[]): LeadFacts {
  const { rules } = config.score.fit;
  const context = {
    asOf: Date.parse(world.asOf),
    timezone: config.timezone,
    lists: world.lists,
    reading: world.reading ?? {},
  };
  const words = Math.ceil(rules.length / rulesPerMask);
  const fitMasks = Array.from({ length: words }, () => new Int32Array(leads.length));
  for (const [lead, { row }] of leads.entries()) {
    const address = readAddress(row.email);
    const fields = { ...row, 'email.kind': address?.kind ?? 'invalid', 'email.domain': address?.domain };
    for (const [rule, { when }] of rules.entries()) {
      const mask = fitMasks[Math.floor(rule / rulesPerMask)];
      if (mask && evaluate(when, fields, context))
        mask[lead] = (mask[lead] ?? 0) | (1 << (rule % rulesPerMask));
    }
  }
  const createdAt = Float64Array.from(leads, (lead) => lead.createdAt ?? Number.NaN);
  return { leads: leads.length, createdAt, fitMasks };
}
