import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { learnEventAddresses } from '../engine/address-tables.js';
import { type Classified, countSegment } from '../engine/classify/classify-leads.js';
import { type ProfileNeeds, profileNeeds } from '../engine/classify/profile-needs.js';
import { nothingWanted, type Wanted } from '../engine/classify/wanted.js';
import type { Database } from '../engine/database.js';
import { eventProblems } from '../engine/event-problems.js';
import { batchShape, type EventQuerySpec, faultOf, prepareLeadAddresses } from '../engine/event-query.js';
import { streamEvents } from '../engine/event-stream.js';
import { ingestLeads, type LeadCounts, type MatchContext } from '../engine/ingest-leads.js';
import type { LeadFields } from '../engine/lead-fields.js';
import { leadProblems } from '../engine/lead-problems.js';
import { listQuery, loadLists } from '../engine/lists.js';
import { Quarantine } from '../engine/quarantine-counts.js';
import { expectedRows, readDifferently, refuseEngineFailure } from '../engine/reconcile.js';
import type { MappedFile } from '../engine/source.js';
import { UnusableInput } from '../engine/unusable-input.js';
import { daysOf } from '../fold/days.js';
import type { AudienceFoldInput } from '../fold/fold-audience.js';
import { EventFold } from '../fold/fold-events.js';
import type { AudienceFeatures } from '../model/audience-features.js';
import type { Features } from '../model/features.js';
import type { FieldConflicts } from '../model/field-conflicts.js';
import type { JourneyEvents } from '../model/journey-events.js';
import type { LeadFacts } from '../model/lead-facts.js';
import { compileScoreModel, type ScoreModel } from '../model/score-model.js';
import { typedFields } from '../model/typed-fields.js';
import type { Sql } from '../sql/sql.js';
import { zoneOffsets } from '../sql/zones.js';
import { classifyFolded } from './classify-folded.js';
import type { InputContext } from './inputs.js';
import { type OpenedSource, openSources, type RunInputs } from './open-sources.js';
import { type PreparedFolds, prepareEvents } from './prepare-events.js';

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
  /** Those of leads, the first takes precedence (A8). */
  readonly leadSources: readonly OpenedSource[];
  readonly leadFiles: readonly MappedFile[];
  readonly eventFiles: readonly MappedFile[];
  readonly suppressionFiles: readonly MappedFile[];
  readonly eventSpec: EventQuerySpec;
  /** What the fold is asked for besides scores; undefined when nothing is. */
  readonly audience?: AudienceFoldInput;
  /** What the fold keeps of the events for campaigns; undefined when nobody plans. */
  readonly journey?: PreparedFolds['journey'];
  readonly context: MatchContext;
  readonly wanted: Wanted;
  readonly needs: ProfileNeeds;
  readonly facts: LeadFacts;
  /** Texts that the table `lead_value` holds of each lead. */
  readonly leadFields: LeadFields;
  readonly leadCounts: LeadCounts;
  /** Fields for which sources have different values. */
  readonly conflicts: readonly FieldConflicts[];
  /** Query for every one of them; undefined when there is one source. */
  readonly conflictRows?: Sql;
  /** Rows that could not be used, by file and reason; those of events are added by the fold. */
  readonly quarantine: Quarantine;
  readonly problems: readonly Diagnostic[];
  readonly notes: readonly string[];
}

/** What the events have come to, by lead ordinal. */
export interface Folded {
  readonly features: Features;
  /** Undefined when nothing wanted asks for it. */
  readonly audience: AudienceFeatures | undefined;
  /** What campaigns look at; undefined when nobody plans. */
  readonly journey: JourneyEvents | undefined;
  /** By pain rule, 1 for those that have counted an event; undefined when nobody asks. */
  readonly rulesHit: Uint8Array | undefined;
  readonly events: EventCounts;
}

/**
 * The pipeline up to the fold: files are found and looked at, leads read and matched. `outputs` are the files the engine
 * will write; every other path is closed to it before the first row is read. What is `wanted` besides scores decides what
 * is read of the leads and asked of the events.
 */
export async function matchInputs(
  database: Database,
  inputs: RunInputs,
  context: InputContext,
  outputs: readonly string[],
  wanted: Wanted = nothingWanted,
): Promise<Matched> {
  const { config, asOf } = inputs;
  const { sources, problems, notes } = await openSources(inputs, context);
  const filesOf = (kind: OpenedSource['kind']) =>
    sources.filter((source) => source.kind === kind).flatMap(({ files }) => files);
  const leadSources = sources.filter(({ kind }) => kind === 'leads');
  const leadFiles = filesOf('leads');
  const eventFiles = filesOf('events');
  const lists = sources
    .filter(({ kind }) => kind === 'list')
    .flatMap(({ name, files }) => files.map((file) => ({ ...file, list: name })));
  const paths = sources.flatMap(({ files }) => files).map(({ file }) => file.readsFrom);
  await database.seal([...paths, ...outputs], []);
  return refuseEngineFailure([...leadFiles, ...eventFiles, ...lists], async () => {
    await loadLists(database, lists);
    const matchContext: MatchContext = { asOf, timezone: config.timezone, list: listQuery };
    const byAddress = eventFiles.some(({ mapping }) => mapping.column('email') !== undefined);
    const needs = profileNeeds(config, wanted, matchContext);
    const leadsWanted = {
      rules: config.score.fit.rules,
      fields: needs.leadFields,
      matchKeys: byAddress || wanted.plan !== undefined,
      inOrderOfKeys: wanted.plan !== undefined,
      mailDomains: needs.mailDomains,
      typed: typedFields(config).leads,
    };
    const leads = await ingestLeads(database, leadSources, leadsWanted, matchContext);
    const quarantine = new Quarantine([...leadFiles, ...eventFiles, ...lists]);
    for (const { file, reason, rows } of leads.quarantined) quarantine.add(file, reason, rows);
    if (byAddress) {
      await learnEventAddresses(database, eventFiles);
      await prepareLeadAddresses(database, leadSources.length > 1);
    }
    const { audience, journey, ...eventSpec } = await prepareEvents(
      database,
      sources,
      needs,
      leads.fields,
      matchContext,
    );
    return {
      model: compileScoreModel(config),
      sources,
      leadSources,
      leadFiles,
      eventFiles,
      suppressionFiles: filesOf('suppression'),
      eventSpec,
      ...(audience === undefined ? {} : { audience }),
      ...(journey === undefined ? {} : { journey }),
      context: matchContext,
      wanted,
      needs,
      facts: leads.facts,
      leadFields: leads.fields,
      leadCounts: leads.counts,
      conflicts: leads.conflicts,
      ...(leads.conflictRows === undefined ? {} : { conflictRows: leads.conflictRows }),
      quarantine,
      problems: [
        ...problems,
        ...leads.problems,
        ...leadProblems(config.audience, leadFiles),
        ...eventProblems(config, eventFiles),
      ],
      notes,
    };
  });
}

/**
 * Reads and folds all events (S3). Rows whose order only their text can decide are read again in that order. A plan says of which leads
 * the ledger knows mail.
 */
export async function foldInputs(
  database: Database,
  matched: Matched,
  inputs: RunInputs,
  mailed?: Uint8Array,
): Promise<Folded> {
  const { eventFiles, quarantine } = matched;
  const fold = await refuseEngineFailure(eventFiles, async () => {
    const first = await foldOnce(database, matched, inputs, false, mailed);
    return first.ambiguous ? foldOnce(database, matched, inputs, true, mailed) : first;
  });
  const { features, audience, journey, rulesHit } = fold;
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
  return {
    features,
    audience,
    journey,
    rulesHit,
    events: { read, used, orphans, machine, quarantined, duplicates, afterAsOf },
  };
}

/**
 * Finds out who is who (S4), as far as `matchInputs` was told that it is wanted: fills `profile` and `account_profile` as
 * `classifyLeads` says.
 */
export async function classify(
  database: Database,
  { wanted, needs, context, leadFields }: Matched,
  { config }: RunInputs,
  { features, audience }: Folded,
): Promise<Classified> {
  return classifyFolded(database, {
    ...{ config, context, wanted, needs, features, audience },
    fields: leadFields,
  });
}

/** Counts each segment of the run once more on its own, so that `step` can tell what it costs. */
export async function timeSegments(
  database: Database,
  { wanted, context, leadFields }: Matched,
  { config }: RunInputs,
  step: (segment: string, work: () => Promise<number>) => Promise<number>,
): Promise<void> {
  const all = wanted.columns.includes('segments');
  for (const { id } of config.audience.segments) {
    if (!all && !wanted.segments.includes(id)) continue;
    await step(id, () => countSegment(database, { config, context, fields: leadFields }, id));
  }
}

async function foldOnce(
  database: Database,
  matched: Matched,
  inputs: RunInputs,
  exact: boolean,
  mailed: Uint8Array | undefined,
): Promise<EventFold> {
  const dayOf = daysOf(zoneOffsets(inputs.config.timezone));
  const ties = exact ? 'arrival' : 'identity';
  const { eventSpec, model, facts, audience } = matched;
  const { values } = batchShape(eventSpec);
  const journey = matched.journey &&
    mailed && { ...matched.journey, sendColumn: values - 2, mailColumn: values - 1, mailed };
  const { worthOf = [] } = matched.wanted;
  const context = { asOf: inputs.asOf, dayOf, ties, worthOf } as const;
  const fold = new EventFold(model, context, facts, values, audience, journey);
  if (matched.wanted.rulesHit === true) fold.rulesHit = new Uint8Array(model.pain.count);
  if (matched.eventFiles.length > 0) {
    for await (const batch of streamEvents(database, eventSpec, exact)) fold.push(batch);
  }
  fold.finish();
  return fold;
}
