import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { eventNames, type FieldNames, leadNames, noNames, suppressionNames } from '../engine/aliases.js';
import {
  missingEventColumns,
  missingExpectedColumns,
  missingKey,
  missingSuppressionColumns,
} from '../engine/mapping.js';
import { type MappedFile, mapSource } from '../engine/source.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { Config, Dialect, EventSource, Expectations, LeadSource } from '../model/config.js';
import { defaultExpectations } from '../model/expectations.js';
import type { SourceFacts } from '../model/source-facts.js';
import { type TypedFields, typedFields } from '../model/typed-fields.js';
import { expandFiles, type InputContext } from './inputs.js';

/** What a run reads: the config and the files named on the command line in its stead. */
export interface RunInputs {
  readonly config: Config;
  /** Directory that paths of the config start at. */
  readonly configDirectory: string;
  /** Files of the command line, replacing those of the first source. */
  readonly leads?: readonly string[];
  readonly events?: readonly string[];
  /** How these files are written, besides what the config says of their sources. */
  readonly dialect: Dialect;
  readonly asOf: number;
}

/** A source of the config, or what stands in for one, with its files looked at. */
export interface OpenedSource {
  readonly kind: SourceFacts['kind'];
  /** Tells the sources of one kind apart: `leads`, `events`, `events 2`, the name of a list. */
  readonly name: string;
  readonly files: readonly MappedFile[];
  readonly expect: Expectations;
  /** Names of event types in the files -> canonical types. */
  readonly types: EventSource['types'];
}

export interface OpenedSources {
  readonly sources: readonly OpenedSource[];
  readonly problems: readonly Diagnostic[];
  /** What was found out about the files and is not the plainest, one sentence each. */
  readonly notes: readonly string[];
}

interface Opening {
  readonly kind: SourceFacts['kind'];
  readonly name: string;
  readonly files: readonly string[];
  /** Directory that relative paths start at. */
  readonly from: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly dialect: Dialect;
  readonly expect: Expectations;
  readonly types?: EventSource['types'];
  readonly names: FieldNames;
  readonly typed: TypedFields;
  readonly allowsHashes?: boolean;
}

const everyKind: readonly SourceFacts['kind'][] = ['leads', 'events', 'list', 'suppression'];

/** Finds and looks at every file of every source of some kinds. Throws when there is nothing to read, or something is wrong with a file. */
export async function openSources(
  inputs: RunInputs,
  context: InputContext,
  kinds: readonly SourceFacts['kind'][] = everyKind,
): Promise<OpenedSources> {
  const sources: OpenedSource[] = [];
  const problems: Diagnostic[] = [];
  const notes: string[] = [];
  let index = 0;
  for (const opening of openings(inputs, context.cwd)) {
    const { kind, name, expect, types = {} } = opening;
    if (!kinds.includes(kind)) continue;
    const expanded = await expandFiles(opening.files, opening.from, context);
    const { timezone } = inputs.config;
    const mapped = await mapSource(
      { ...opening, inputs: expanded.inputs, timezone },
      index,
      context.database,
    );
    index += expanded.inputs.length;
    const { files } = mapped;
    problems.push(...expanded.problems, ...mapped.problems, ...missingColumns(kind, files, expect));
    notes.push(...mapped.notes);
    sources.push({ kind, name, files, expect, types });
  }
  const hasLeads = sources.some(({ kind, files }) => kind === 'leads' && files.length > 0);
  if (!hasLeads && kinds.includes('leads') && problems.length === 0) {
    problems.push(diagnose('input/no-files', 'There are no lead files to read.', undefined));
  }
  if (problems.some(({ severity }) => severity === 'error')) throw new UnusableInput(problems);
  return { sources, problems, notes };
}

/** The sources in the order in which they are read; files of the command line stand in for those of the first. */
function openings(inputs: RunInputs, cwd: string): readonly Opening[] {
  const { config, configDirectory } = inputs;
  const { leads, events, lists, suppressions } = config.sources;
  const typed = typedFields(config);
  const place = (files: readonly string[], given: readonly string[] | undefined) =>
    given === undefined ? { files, from: configDirectory } : { files: given, from: cwd };
  const written = (dialect: Dialect, given: readonly string[] | undefined) =>
    given === undefined ? dialect : { ...dialect, ...inputs.dialect };
  const leadSources: readonly LeadSource[] = leads.length > 0 ? leads : [anyLeads];
  const eventSources: readonly EventSource[] = events.length > 0 ? events : inputs.events ? [anyEvents] : [];
  return [
    ...leadSources.map((source, at) => ({
      ...source,
      ...place(source.files, at === 0 ? inputs.leads : undefined),
      dialect: written(source.dialect, at === 0 ? inputs.leads : undefined),
      kind: 'leads' as const,
      name: numbered('leads', at),
      columns: source.key === undefined ? source.columns : { ...source.columns, key: source.key },
      names: leadNames(source.preset),
      typed: typed.leads,
    })),
    ...eventSources.map((source, at) => ({
      ...source,
      ...place(source.files, at === 0 ? inputs.events : undefined),
      dialect: written(source.dialect, at === 0 ? inputs.events : undefined),
      kind: 'events' as const,
      name: numbered('events', at),
      names: eventNames(),
      typed: typed.events,
    })),
    ...Object.entries(lists).map(([name, source]) => ({
      ...source,
      ...place(source.files, undefined),
      kind: 'list' as const,
      name,
      columns: { value: source.column },
      names: noNames,
      typed: { instants: [], numbers: [] },
    })),
    ...suppressions.map((source, at) => ({
      ...source,
      ...place(source.files, undefined),
      kind: 'suppression' as const,
      name: numbered('suppressions', at),
      names: suppressionNames(),
      typed: { instants: ['at'], numbers: [] },
      allowsHashes: true,
    })),
  ];
}

function missingColumns(
  kind: SourceFacts['kind'],
  files: readonly MappedFile[],
  expect: Expectations,
): readonly Diagnostic[] {
  const needed = neededColumns[kind];
  return files.flatMap((file) => [...needed(file), ...missingExpectedColumns(file.file, expect.columns)]);
}

/** What every file of a kind must have. */
const neededColumns: Readonly<Record<SourceFacts['kind'], (file: MappedFile) => readonly Diagnostic[]>> = {
  leads: missingKey,
  events: missingEventColumns,
  list: () => [],
  suppression: missingSuppressionColumns,
};

function numbered(name: string, at: number): string {
  return at === 0 ? name : `${name} ${at + 1}`;
}

const anySource = { files: [], columns: {}, dialect: {}, preset: 'generic', expect: defaultExpectations };
const anyLeads: LeadSource = anySource;
const anyEvents: EventSource = { ...anySource, types: {} };
