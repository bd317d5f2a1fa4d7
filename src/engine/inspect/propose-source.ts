import type {
  ColumnInspection,
  EventTypeProposal,
  MappedColumn,
  RoleGuess,
  SourceProposal,
} from '../../model/file-inspection.js';
import type { PresetName } from '../../model/preset.js';
import type { PresetSignature } from '../../model/preset-signatures.js';
import { eventNames, type FieldNames, headerKey, leadNames, noNames } from '../aliases.js';
import { type HeadedFile, type Mapping, mapColumns } from '../mapping.js';

/** What is known of a file when its entry is written. */
export interface ProposalContext {
  readonly file: HeadedFile;
  readonly columns: readonly ColumnInspection[];
  readonly rows: number;
  readonly signature: PresetSignature | undefined;
  readonly preset: PresetName | null;
}

export interface Proposal {
  readonly source: SourceProposal;
  readonly mapping: Mapping;
  readonly questions: readonly string[];
}

/** The entry of `sources:` that a file of this role would have, its columns found as the product finds them. */
export function proposeSource(role: RoleGuess['kind'], context: ProposalContext): Proposal | undefined {
  switch (role) {
    case 'leads':
      return proposeLeads(context);
    case 'events':
      return proposeEvents(context);
    case 'suppressions':
      return proposeSuppressions(context);
    case 'list':
      return proposeList(context);
    case 'unknown':
      return undefined;
  }
}

function proposeLeads(context: ProposalContext): Proposal {
  const names = leadNames(context.preset ?? 'generic');
  const mapping = mapBest(context, names, ['email']);
  const key = mapping.header('key') ?? null;
  const fields = fieldsOf(names).filter((field) => field !== 'key');
  const named = context.columns.find(({ header }) => header === key);
  const isKey = named === undefined || (named.filled === context.rows && !(named.exact && repeats(named)));
  const question = `${key} is the key of the leads by its name, but it is missing or the same in some rows. Is it?`;
  return {
    mapping,
    questions: [...(isKey ? [] : [question]), ...doubts(mapping)],
    source: { ...entry(context, 'leads'), key, columns: mappedColumns(mapping, fields) },
  };
}

function repeats({ distinct, filled }: ColumnInspection): boolean {
  return distinct < filled;
}

function proposeEvents(context: ProposalContext): Proposal {
  const names = eventNames();
  const mapping = mapBest(context, names, ['email', 'at']);
  return {
    mapping,
    questions: doubts(mapping),
    source: { ...entry(context, 'events'), columns: mappedColumns(mapping, fieldsOf(names)) },
  };
}

function proposeSuppressions(context: ProposalContext): Proposal {
  const usual = {
    email: leadNames('generic').usual.email ?? [],
    reason: ['reason', 'unsub reason', 'grund'],
    at: ['at', 'date', 'timestamp', 'unsubscribed at', 'unsub time'],
  };
  const mapping = mapBest(context, { preset: {}, usual }, ['email']);
  return {
    mapping,
    questions: doubts(mapping),
    source: { ...entry(context, 'suppressions'), columns: mappedColumns(mapping, Object.keys(usual)) },
  };
}

function proposeList(context: ProposalContext): Proposal | undefined {
  const column = context.columns.find(({ kind, header }) => kind !== 'empty' && header !== '');
  if (column === undefined) return undefined;
  const source = { ...entry(context, 'list'), key: column.header };
  return { mapping: mapColumns(context.file, {}, noNames), questions: [], source };
}

function entry(context: ProposalContext, kind: SourceProposal['kind']): SourceProposal {
  return {
    kind,
    file: context.file.name,
    preset: kind === 'leads' ? context.preset : null,
    key: null,
    columns: [],
    dialect: '',
    types: [] as readonly EventTypeProposal[],
    moreTypes: 0,
    remarks: remarksOf(context),
  };
}

function remarksOf({ signature }: ProposalContext): readonly string[] {
  return signature?.trap === undefined ? [] : [signature.trap];
}

/** Finds columns by signature and name, and those of `byValues` else by what they hold, when only one column can be meant. */
function mapBest(
  { file, columns, signature }: ProposalContext,
  names: FieldNames,
  byValues: readonly ('email' | 'at')[],
): Mapping {
  const there = new Map(file.columns.map((header) => [headerKey(header), header]));
  const signed = Object.entries(signature?.fields ?? {}).flatMap(([field, headers]) => {
    const header = headers.map((name) => there.get(headerKey(name))).find((found) => found !== undefined);
    return header === undefined ? [] : [[field, header] as const];
  });
  const byName = mapColumns(file, Object.fromEntries(signed), names);
  const held = byValues.flatMap((field) => {
    const header = byName.header(field) === undefined ? onlyColumn(columns, kindsOf[field]) : undefined;
    return header === undefined ? [] : [[field, header] as const];
  });
  return held.length === 0 ? byName : mapColumns(file, Object.fromEntries([...signed, ...held]), names);
}

const kindsOf = { email: ['email'], at: ['instant', 'date', 'epoch'] } as const;

function onlyColumn(
  columns: readonly ColumnInspection[],
  kinds: readonly ColumnInspection['kind'][],
): string | undefined {
  const [column, ...others] = columns.filter(({ kind, header }) => kinds.includes(kind) && header !== '');
  return others.length === 0 ? column?.header : undefined;
}

function fieldsOf({ preset, usual }: FieldNames): readonly string[] {
  return [...new Set([...Object.keys(usual), ...Object.keys(preset)])];
}

function mappedColumns(mapping: Mapping, fields: readonly string[]): readonly MappedColumn[] {
  return [...new Set([...mapping.mappedFields, ...fields])].flatMap((field) => {
    const header = mapping.header(field);
    return field === 'key' || header === undefined || header === '' ? [] : [{ field, header }];
  });
}

function doubts(mapping: Mapping): readonly string[] {
  return mapping.problems.map(({ message, help }) => (help === undefined ? message : `${message} ${help}`));
}
