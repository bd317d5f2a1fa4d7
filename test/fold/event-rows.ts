import type { Config } from '../../src/model/config.js';
import {
  type EventBatch,
  machineBit,
  maskWords,
  orphanLead,
  ruleBit,
  touchBit,
} from '../../src/model/event-batch.js';
import { pointProperties } from '../../src/model/score-model.js';
import { evaluate } from '../oracle/conditions.js';
import { rankOf, readInputs, type UsedLead } from '../oracle/inputs.js';
import { readBoolean, readInstant, readNumber, trim } from '../oracle/values.js';
import type { TextRow, World } from '../oracle/world.js';

/** One row of an event batch, and its place in `world.events`. */
export interface EventRow {
  readonly lead: number;
  readonly at: number;
  readonly id: number;
  readonly flags: number;
  readonly masks: readonly number[];
  readonly values: readonly number[];
  readonly place: number;
}

/** Ordinal of rows that can't be used, whatever the reason. */
const quarantined = -2;

/** Every event row of a world as numbers, ordered by lead and S2.5. */
export function readEventRows(world: World, config: Config, leads: readonly UsedLead[]): readonly EventRow[] {
  const identities = new Map<string, number>();
  const rowAt = (place: number, lead: number): EventRow => {
    const event = world.events[place] ?? {};
    const at = readInstant(event.at, world.config.timezone, world.reading);
    const known = at !== undefined && trim(event.type ?? '') !== '' && isNamed(event);
    const identity = `${lead} ${trim(event.event_id ?? '') || contentOf(event, at ?? 0)}`;
    if (!identities.has(identity)) identities.set(identity, identities.size);
    return {
      lead: known ? lead : quarantined,
      at: at ?? 0,
      // Counted downwards, so that ties by number are not by accident those of the text.
      id: Number.MAX_SAFE_INTEGER - (identities.get(identity) ?? 0),
      ...bitsOf(event, world, config),
      values: pointProperties(config).map((name) => readNumber(event[name], world.reading) ?? Number.NaN),
      place,
    };
  };
  const owned = placesByLead(world, leads);
  const taken = new Set(owned.flat());
  const others = Array.from(world.events.keys()).filter((place) => !taken.has(place));
  const leadless = others
    .map((place) => rowAt(place, orphanLead))
    .sort((a, b) => a.lead - b.lead || a.at - b.at);
  return [...leadless, ...owned.flatMap((places, lead) => places.map((place) => rowAt(place, lead)))];
}

export function batchOf(rows: readonly EventRow[]): EventBatch {
  const [first] = rows;
  return {
    rows: rows.length,
    lead: Int32Array.from(rows, ({ lead }) => lead),
    at: Float64Array.from(rows, ({ at }) => at),
    id: Float64Array.from(rows, ({ id }) => id),
    flags: Int32Array.from(rows, ({ flags }) => flags),
    masks: (first?.masks ?? []).map((_, word) => Int32Array.from(rows, ({ masks }) => masks[word] ?? 0)),
    values: (first?.values ?? []).map((_, column) =>
      Float64Array.from(rows, ({ values }) => values[column] ?? 0),
    ),
  };
}

/**
 * Places of the rows of each lead, in order. The reader of the oracle drops duplicates and what lies after as-of; the
 * fold is to do that itself here. So the reader is given ids that are unique and order as before (nothing sorts
 * before U+0000), and an as-of after everything. That equal rows are then ordered by place changes nothing.
 */
function placesByLead(world: World, leads: readonly UsedLead[]): readonly (readonly number[])[] {
  const events = world.events.map((event, place) => ({
    ...event,
    event_id: `${trim(event.event_id ?? '')}\u0000${String(place).padStart(6, '0')}`,
  }));
  const everyLead = leads.map(({ row }) => ({ ...row, created_at: '' }));
  const read = readInputs({ ...world, leads: everyLead, events }, Number.POSITIVE_INFINITY);
  return read.leads.map((lead) => lead.events.map(({ index }) => index));
}

function bitsOf(event: TextRow, world: World, config: Config) {
  const { rules } = config.score.pain;
  const type = trim(event.type ?? '');
  const context = {
    asOf: Date.parse(world.asOf),
    timezone: config.timezone,
    lists: world.lists,
    reading: world.reading ?? {},
  };
  const { event_id: id, ...fields } = event;
  const row = { ...fields, id, type };
  const masks = Array.from({ length: maskWords(rules.length) }, () => 0);
  let flags = rankOf(type);
  if (readBoolean(event.is_machine) === true) flags |= machineBit;
  if (type === 'sales.touched') flags |= touchBit;
  for (const [rule, { events, where }] of rules.entries()) {
    if (!events.includes(type) || (where && !evaluate(where, row, context))) continue;
    const { word, bit } = ruleBit(rule);
    if (word === -1) flags |= 1 << bit;
    else masks[word] = (masks[word] ?? 0) | (1 << bit);
  }
  return { flags, masks };
}

function isNamed(event: TextRow): boolean {
  return trim(event.lead ?? '') !== '' || trim(event.email ?? '') !== '';
}

/** What makes rows without an id one event: the instant and all mapped fields (S2.4). */
function contentOf(event: TextRow, at: number): string {
  const fields = ['email', 'is_machine', 'lead', 'type', 'url', 'value'] as const;
  return JSON.stringify([at, ...fields.map((field) => trim(event[field] ?? ''))]);
}
