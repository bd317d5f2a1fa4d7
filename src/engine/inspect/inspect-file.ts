import type { Dialect } from '../../model/config.js';
import type {
  ColumnInspection,
  EncodingFinding,
  FileInspection,
  SourceProposal,
} from '../../model/file-inspection.js';
import type { Database } from '../database.js';
import type { SourceFile } from '../source-file.js';
import { detectLayout } from '../text/detect-layout.js';
import { readSample } from '../text/sample.js';
import { findBrokenRows } from './broken-rows.js';
import { describeColumns } from './describe-columns.js';
import { findTool } from './find-tool.js';
import { type FirstRows, readFirstRows } from './first-rows.js';
import { guessRole } from './guess-role.js';
import { type Proposal, proposeSource } from './propose-source.js';
import { type EventTypes, readEventTypes } from './read-event-types.js';
import { type Disagreement, findDisagreement } from './second-opinion.js';

const shownRows = 5;

/** Everything that can be found out about an opened file without a config. */
export async function inspectFile(
  database: Database,
  file: SourceFile,
  dialect: Dialect,
  showValues: boolean,
): Promise<FileInspection> {
  const rows = await readFirstRows(database, file);
  const { columns, values } = await describeColumns(database, file, rows, dialect);
  const headed = { name: file.name, columns: columns.map(({ header }) => header) };
  const { guess: tool, signature } = findTool(headed.columns);
  const role = guessRole(headed, columns, signature);
  const preset = tool.kind === 'found' ? tool.preset : null;
  const proposal = proposeSource(role.kind, { file: headed, columns, rows: file.records, signature, preset });
  const types = await typesOf(database, file, proposal, signature?.email === true);
  const text = await lookAtText(database, file, rows, dialect);
  return {
    file: file.name,
    format: file.format,
    compression: file.compression,
    bytes: file.bytes,
    encoding: text.encoding,
    rows: file.records,
    broken: await findBrokenRows(file),
    notes: [...file.notes, ...values.notes.map((note) => withoutName(note, file))],
    columns,
    role,
    tool,
    questions: [...values.questions, ...(proposal?.questions ?? [])],
    warnings: [...text.warnings, ...values.warnings],
    sample: showValues ? rows.slice(0, shownRows) : null,
    source: proposal === undefined ? null : complete(proposal, types, file, columns, values.keys),
  };
}

function complete(
  { source }: Proposal,
  { types, more }: EventTypes,
  file: SourceFile,
  columns: readonly ColumnInspection[],
  {
    always,
    ofInstants,
  }: { readonly always: readonly string[]; readonly ofInstants: ReadonlyMap<string, string> },
): SourceProposal {
  // The unit of plain numbers is one for a source, and asked only where one of its instants is such a number.
  const instants = source.columns.filter(({ field }) => ['at', 'created_at', 'updated_at'].includes(field));
  const units = new Set(
    instants.flatMap(({ header }) => {
      const column = columns.find((other) => other.header === header && other.kind === 'epoch');
      return column === undefined ? [] : (ofInstants.get(header) ?? []);
    }),
  );
  const ofText = file.dialect === '' ? [] : [file.dialect.slice(2, -2)];
  const keys = [...ofText, ...always, ...(units.size === 1 ? units : [])];
  const dialect = keys.length === 0 ? '' : `{ ${keys.join(', ')} }`;
  return { ...source, dialect, types, moreTypes: more };
}

async function typesOf(
  database: Database,
  file: SourceFile,
  proposal: Proposal | undefined,
  isEmail: boolean,
): Promise<EventTypes> {
  const column = proposal?.source.kind === 'events' ? proposal.mapping.column('type') : undefined;
  return column === undefined ? { types: [], more: 0 } : readEventTypes(database, file, column, isEmail);
}

interface TextFindings {
  readonly encoding: EncodingFinding | null;
  readonly warnings: readonly string[];
}

async function lookAtText(
  database: Database,
  file: SourceFile,
  rows: FirstRows,
  dialect: Dialect,
): Promise<TextFindings> {
  if (file.format === 'parquet') return { encoding: null, warnings: [] };
  const sample = await readSample(file.path, file.compression, dialect.encoding, database);
  if (sample.kind !== 'text') return { encoding: null, warnings: [] };
  const { encoding: name, bom } = sample;
  const byDeclaration = dialect.encoding === undefined ? 'valid UTF-8' : 'declaration';
  const encoding: EncodingFinding = { name, knownBy: bom ? 'byte order mark' : byDeclaration };
  if (file.format !== 'csv') return { encoding, warnings: [] };
  const found = detectLayout(sample.text, sample.complete, dialect, file.path, []);
  const differs = found.kind === 'layout' ? await findDisagreement(file, found.layout, rows) : undefined;
  return { encoding, warnings: differs === undefined ? [] : [warningOf(differs, file)] };
}

function warningOf({ record, line }: Disagreement, { name }: SourceFile): string {
  return `Two parsers read record ${record} (${name}:${line}) differently: look at its quotes and delimiters.`;
}

/** Notes on values name their file, which stands above them here. */
function withoutName(note: string, { name }: SourceFile): string {
  return note.startsWith(`${name}: `) ? note.slice(name.length + 2) : note;
}
