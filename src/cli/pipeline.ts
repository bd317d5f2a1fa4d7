import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { learnEventAddresses } from '../engine/address-tables.js';
import { eventNames, type FieldNames, leadNames, noNames } from '../engine/aliases.js';
import type { Database } from '../engine/database.js';
import { createTypeTable } from '../engine/event-bits.js';
import { type EventQuerySpec, eventProblems, prepareLeadAddresses } from '../engine/event-query.js';
import { streamEvents } from '../engine/event-stream.js';
import { ingestLeads, type LeadCounts, type MatchContext } from '../engine/ingest-leads.js';
import { listQuery, loadLists } from '../engine/lists.js';
import { missingEventColumns, missingKey } from '../engine/mapping.js';
import { encodingProblems, rejectedRecords } from '../engine/rejects.js';
import { type MappedFile, mapSource } from '../engine/source.js';
import { daysOf } from '../fold/days.js';
import { EventFold } from '../fold/fold-events.js';
import type { Config, EventSource } from '../model/config.js';
import type { Features } from '../model/features.js';
import type { LeadFacts } from '../model/lead-facts.js';
import { compileScoreModel, pointProperties, type ScoreModel } from '../model/score-model.js';
import { zoneSegments } from '../sql/zones.js';
import { expandFiles, type InputContext } from './inputs.js';
import { UnusableInput } from './pipeline-failure.js';

/** What a run reads: the config and the files named on the command line in its stead. */
export interface RunInputs {
  readonly config: Config;
  /** Directory that paths of the config start at. */
  readonly configDirectory: string;
  /** Files of the command line, replacing those of the first source. */
  readonly leads?: readonly string[];
  readonly events?: readonly string[];
  readonly asOf: number;
}

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
  readonly leadFiles: readonly MappedFile[];
  readonly eventFiles: readonly MappedFile[];
  readonly eventSpec: EventQuerySpec;
  readonly facts: LeadFacts;
  readonly leadCounts: LeadCounts;
  readonly problems: readonly Diagnostic[];
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
  const { leadFiles, eventFiles, types, problems, lists } = await openSources(database, inputs, context);
  if (leadFiles.length === 0 && problems.length === 0) {
    throw new UnusableInput([diagnose('input/no-files', 'There are no lead files to read.', undefined)]);
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new UnusableInput(problems);
  const paths = [...leadFiles, ...eventFiles, ...lists].map(({ file }) => file.path);
  await database.seal([...paths, ...outputs], []);
  await loadLists(database, lists);

  const matchContext: MatchContext = { asOf, timezone: config.timezone, list: listQuery };
  const byAddress = eventFiles.some(({ mapping }) => mapping.column('email') !== undefined);
  const leads = await ingestLeads(database, leadFiles, config.score.fit.rules, matchContext, byAddress);
  await refuseOtherEncodings(database, leadFiles);
  if (byAddress) {
    await learnEventAddresses(database, eventFiles);
    await prepareLeadAddresses(database);
  }
  const typeTable = ({ index }: MappedFile) => `event_type_${index}`;
  for (const file of eventFiles) {
    await createTypeTable(database, typeTable(file), file, config.score.pain.rules, types.get(file) ?? {});
  }
  const eventSpec: EventQuerySpec = {
    files: eventFiles,
    types: (file) => types.get(file) ?? {},
    typeTable,
    rules: config.score.pain.rules,
    properties: pointProperties(config),
    context: matchContext,
  };
  return {
    model: compileScoreModel(config),
    leadFiles,
    eventFiles,
    eventSpec,
    facts: leads.facts,
    leadCounts: leads.counts,
    problems: [...problems, ...leads.problems, ...eventProblems(eventSpec)],
  };
}

/** Reads and folds all events (S3). Rows whose order only their text can decide are read again in that order. */
export async function foldInputs(
  database: Database,
  matched: Matched,
  inputs: RunInputs,
): Promise<{ features: Features; events: EventCounts }> {
  const first = await foldOnce(database, matched, inputs, false);
  const fold = first.ambiguous ? await foldOnce(database, matched, inputs, true) : first;
  const { features } = fold;
  await refuseOtherEncodings(database, matched.eventFiles);
  const broken = await rejectedRecords(database, matched.eventFiles);
  const unusable = [...fold.counts.quarantined.values()].reduce((sum, rows) => sum + rows, 0);
  const { rows, used, orphans, machine, duplicates, afterAsOf } = fold.counts;
  const quarantined = unusable + broken;
  const read = rows + broken;
  if (read !== used + quarantined + duplicates + afterAsOf) {
    throw new Error(
      `The rows of the events do not add up (S2.1): ${JSON.stringify({ read, used, quarantined, duplicates, afterAsOf })}`,
    );
  }
  return { features, events: { read, used, orphans, machine, quarantined, duplicates, afterAsOf } };
}

async function refuseOtherEncodings(database: Database, files: readonly MappedFile[]): Promise<void> {
  const problems = await encodingProblems(database, files);
  if (problems.length > 0) throw new UnusableInput(problems);
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

interface OpenedSources {
  readonly leadFiles: readonly MappedFile[];
  readonly eventFiles: readonly MappedFile[];
  readonly types: ReadonlyMap<MappedFile, EventSource['types']>;
  readonly lists: readonly (MappedFile & { readonly list: string })[];
  readonly problems: readonly Diagnostic[];
}

async function openSources(
  database: Database,
  inputs: RunInputs,
  context: InputContext,
): Promise<OpenedSources> {
  const { config } = inputs;
  const problems: Diagnostic[] = [];
  let index = 0;
  const open = async (
    kind: string,
    source: {
      readonly columns: Readonly<Record<string, string>>;
      readonly dialect: Config['sources']['leads'][number]['dialect'];
    },
    patterns: readonly string[],
    from: string,
    names: FieldNames,
  ): Promise<MappedFile[]> => {
    const expanded = await expandFiles(patterns, from, context);
    const spec = { ...source, inputs: expanded.inputs, names, timezone: config.timezone };
    const mapped = await mapSource(spec, kind, index, database);
    index += expanded.inputs.length;
    problems.push(...expanded.problems, ...mapped.problems);
    return mapped.files;
  };
  const leadFiles: MappedFile[] = [];
  for (const [place, source] of (config.sources.leads.length > 0
    ? config.sources.leads
    : [anyLeads]
  ).entries()) {
    const given = place === 0 ? inputs.leads : undefined;
    const columns = source.key === undefined ? source.columns : { ...source.columns, key: source.key };
    const from = given === undefined ? inputs.configDirectory : context.cwd;
    leadFiles.push(
      ...(await open('lead', { ...source, columns }, given ?? source.files, from, leadNames(source.preset))),
    );
  }
  problems.push(...leadFiles.flatMap(missingKey));
  const eventFiles: MappedFile[] = [];
  const types = new Map<MappedFile, EventSource['types']>();
  const eventSources =
    config.sources.events.length > 0 ? config.sources.events : inputs.events ? [anyEvents] : [];
  for (const [place, source] of eventSources.entries()) {
    const given = place === 0 ? inputs.events : undefined;
    const from = given === undefined ? inputs.configDirectory : context.cwd;
    const files = await open('event', source, given ?? source.files, from, eventNames());
    problems.push(...files.flatMap(missingEventColumns));
    for (const file of files) types.set(file, source.types);
    eventFiles.push(...files);
  }
  const lists: (MappedFile & { readonly list: string })[] = [];
  for (const [list, source] of Object.entries(config.sources.lists)) {
    const spec = { columns: { value: source.column }, dialect: source.dialect };
    const files = await open('list', spec, source.files, inputs.configDirectory, noNames);
    lists.push(...files.map((file) => ({ ...file, list })));
  }
  return { leadFiles, eventFiles, types, lists, problems };
}

const anyLeads = { files: [], columns: {}, dialect: {}, preset: 'generic', key: undefined };
const anyEvents = { files: [], columns: {}, dialect: {}, preset: 'generic', types: {} };
