import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { learnEventAddresses } from '../engine/address-tables.js';
import type { Database } from '../engine/database.js';
import { createTypeTable } from '../engine/event-bits.js';
import { type EventQuerySpec, eventProblems, faultOf, prepareLeadAddresses } from '../engine/event-query.js';
import { streamEvents } from '../engine/event-stream.js';
import { ingestLeads, type LeadCounts, type MatchContext } from '../engine/ingest-leads.js';
import { listQuery, loadLists } from '../engine/lists.js';
import { Quarantine } from '../engine/quarantine-counts.js';
import { expectedRows, readDifferently, refuseEngineFailure } from '../engine/reconcile.js';
import type { MappedFile } from '../engine/source.js';
import { UnusableInput } from '../engine/unusable-input.js';
import { daysOf } from '../fold/days.js';
import { EventFold } from '../fold/fold-events.js';
import type { Features } from '../model/features.js';
import type { LeadFacts } from '../model/lead-facts.js';
import { compileScoreModel, pointProperties, type ScoreModel } from '../model/score-model.js';
import { zoneSegments } from '../sql/zones.js';
import type { InputContext } from './inputs.js';
import { type OpenedSource, openSources, type RunInputs } from './open-sources.js';

/** How rows of the event files were used; the four of S2.1 add up to `read`. */
export interface EventCounts {
  readonly read: number;
  readonly used: number;
  readonly orphans: number;
  readonly machine: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly afterAsOf: number;
}

/** Inputs that have been looked at and matched, before any event is read. */
export interface Matched {
  readonly model: ScoreModel;
  readonly sources: readonly OpenedSource[];
  readonly leadFiles: readonly MappedFile[];
  readonly eventFiles: readonly MappedFile[];
  readonly eventSpec: EventQuerySpec;
  readonly facts: LeadFacts;
  readonly leadCounts: LeadCounts;
  /** Rows that could not be used, by file and reason; those of events are added by the fold. */
  readonly quarantine: Quarantine;
  readonly problems: readonly Diagnostic[];
  readonly notes: readonly string[];
}

/**
 * The pipeline up to the fold: files are found and looked at, leads read and matched. `outputs` are the files the engine
 * will write; every other path is closed to it before the first row is read.
 */
export async function matchInputs(
  database: Database,
  inputs: RunInputs,
  context: InputContext,
  outputs: readonly string[],
): Promise<Matched> {
  const { config, asOf } = inputs;
  const { sources, problems, notes } = await openSources(inputs, context);
  const filesOf = (kind: OpenedSource['kind']) =>
    sources.filter((source) => source.kind === kind).flatMap(({ files }) => files);
  const leadFiles = filesOf('leads');
  const eventFiles = filesOf('events');
  const lists = sources
    .filter(({ kind }) => kind === 'list')
    .flatMap(({ name, files }) => files.map((file) => ({ ...file, list: name })));
  const paths = [...leadFiles, ...eventFiles, ...lists].map(({ file }) => file.readsFrom);
  await database.seal([...paths, ...outputs], []);
  return refuseEngineFailure([...leadFiles, ...eventFiles, ...lists], async () => {
    await loadLists(database, lists);
    const matchContext: MatchContext = { asOf, timezone: config.timezone, list: listQuery };
    const byAddress = eventFiles.some(({ mapping }) => mapping.column('email') !== undefined);
    const leads = await ingestLeads(database, leadFiles, config.score.fit.rules, matchContext, byAddress);
    const quarantine = new Quarantine([...leadFiles, ...eventFiles, ...lists]);
    for (const { file, reason, rows } of leads.quarantined) quarantine.add(file, reason, rows);
    if (byAddress) {
      await learnEventAddresses(database, eventFiles);
      await prepareLeadAddresses(database);
    }
    const eventSpec = await prepareEvents(database, sources, inputs, matchContext);
    return {
      model: compileScoreModel(config),
      sources,
      leadFiles,
      eventFiles,
      eventSpec,
      facts: leads.facts,
      leadCounts: leads.counts,
      quarantine,
      problems: [...problems, ...leads.problems, ...eventProblems(eventSpec)],
      notes,
    };
  });
}

async function prepareEvents(
  database: Database,
  sources: readonly OpenedSource[],
  { config }: RunInputs,
  context: MatchContext,
): Promise<EventQuerySpec> {
  const types = new Map<MappedFile, OpenedSource['types']>();
  for (const source of sources) {
    if (source.kind === 'events') for (const file of source.files) types.set(file, source.types);
  }
  const typeTable = ({ index }: MappedFile) => `event_type_${index}`;
  for (const [file, names] of types) {
    await createTypeTable(database, typeTable(file), file, config.score.pain.rules, names);
  }
  return {
    files: [...types.keys()],
    types: (file) => types.get(file) ?? {},
    typeTable,
    rules: config.score.pain.rules,
    properties: pointProperties(config),
    context,
  };
}

/** Reads and folds all events (S3). Rows whose order only their text can decide are read again in that order. */
export async function foldInputs(
  database: Database,
  matched: Matched,
  inputs: RunInputs,
): Promise<{ features: Features; events: EventCounts }> {
  const { eventFiles, quarantine } = matched;
  const fold = await refuseEngineFailure(eventFiles, async () => {
    const first = await foldOnce(database, matched, inputs, false);
    return first.ambiguous ? foldOnce(database, matched, inputs, true) : first;
  });
  const { features } = fold;
  const { rows, used, orphans, machine, duplicates, afterAsOf } = fold.counts;
  const expected = expectedRows(eventFiles);
  if (rows !== expected) throw new UnusableInput([readDifferently(eventFiles, expected, rows)]);
  for (const [code, count] of fold.counts.quarantined) {
    const { file, fault } = faultOf(code);
    quarantine.add(file, fault, count);
  }
  const quarantined = quarantine.rowsOf(eventFiles);
  const read = rows + quarantine.brokenRowsOf(eventFiles);
  if (read !== used + quarantined + duplicates + afterAsOf) {
    throw new Error(
      `The rows of the events do not add up (S2.1): ${JSON.stringify({ read, used, quarantined, duplicates, afterAsOf })}`,
    );
  }
  return { features, events: { read, used, orphans, machine, quarantined, duplicates, afterAsOf } };
}

async function foldOnce(
  database: Database,
  matched: Matched,
  inputs: RunInputs,
  exact: boolean,
): Promise<EventFold> {
  const dayOf = daysOf(zoneSegments(inputs.config.timezone));
  const ties = exact ? 'arrival' : 'identity';
  const { eventSpec, model, facts } = matched;
  const fold = new EventFold(model, { asOf: inputs.asOf, dayOf, ties }, facts, eventSpec.properties.length);
  if (matched.eventFiles.length > 0) {
    for await (const batch of streamEvents(database, eventSpec, exact)) fold.push(batch);
  }
  fold.finish();
  return fold;
}
