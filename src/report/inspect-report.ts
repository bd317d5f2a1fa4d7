import type {
  BrokenRows,
  ColumnInspection,
  EncodingFinding,
  FileInspection,
  JoinGuess,
  ToolGuess,
} from '../model/file-inspection.js';
import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { formatCount, formatShare, plural } from './numbers.js';
import { renderSources } from './source-yaml.js';
import { renderTable, type TableOptions } from './table.js';

/** What `nurture inspect` found in all files. */
export interface InspectReport {
  readonly files: readonly FileInspection[];
  readonly joins: readonly JoinGuess[];
  /** `sources:` to paste; empty when no file says what it is. */
  readonly yaml: string;
}

export function inspectReport(files: readonly FileInspection[], joins: readonly JoinGuess[]): InspectReport {
  return { files, joins, yaml: renderSources(files.flatMap(({ source }) => source ?? [])) };
}

/** The findings for people: each file with its columns, what could be joined, the YAML to paste. */
export function renderInspection(
  { files, joins, yaml }: InspectReport,
  color: Painter,
  options: TableOptions,
): string {
  const parts = [
    ...files.map((file) => renderFile(file, color, options)),
    ...(joins.length === 0 ? [] : [section(color, 'Columns that could be joined', joins.map(renderJoin))]),
    ...(yaml === '' ? [] : [`${color.bold('To paste into nurture.yaml')}\n${yaml}`]),
  ];
  return parts.join('\n');
}

function renderFile(file: FileInspection, color: Painter, options: TableOptions): string {
  const { columns, sample } = file;
  const facts = [
    `${color.bold(visible(file.file))}: ${factsOf(file)}`,
    `${plural(file.rows, 'row')}${brokenTotal(file.broken)}, ${plural(columns.length, 'column')}`,
    ...file.broken.map(renderBroken),
    ...file.notes.map((note) => `note: ${visible(note)}`),
    `role: ${roleWords[file.role.kind]}, because ${visible(file.role.why)}`,
    ...renderTool(file.tool),
  ];
  const rows =
    sample === null || sample.length === 0
      ? []
      : ['', 'First rows, as they are:', renderTable(columns.map(titleOf), sample, options).trimEnd()];
  return `${[
    ...facts,
    '',
    renderColumns(file, options).trimEnd(),
    ...rows,
    ...file.questions.map((question) => `\n${color.yellow('question')}: ${visible(question)}`),
    ...file.warnings.map((warning) => `\n${color.yellow('warning')}: ${visible(warning)}`),
  ].join('\n')}\n`;
}

const roleWords = {
  leads: 'leads',
  events: 'events',
  suppressions: 'suppressions, addresses that must not be mailed',
  list: 'a list of values',
  unknown: 'not known',
} as const;

function factsOf({ format, compression, bytes, encoding }: FileInspection): string {
  const packed = compression === 'uncompressed' ? '' : `, ${compression}`;
  return `${formatNames[format]}${packed}, ${plural(bytes, 'byte')}${renderEncoding(encoding)}`;
}

const formatNames = {
  csv: 'delimited text',
  jsonl: 'JSON Lines',
  json: 'JSON',
  parquet: 'Parquet',
} as const;

function renderEncoding(encoding: EncodingFinding | null): string {
  if (encoding === null) return '';
  const { name, knownBy } = encoding;
  switch (knownBy) {
    case 'valid UTF-8':
      return ', valid UTF-8';
    case 'declaration':
      return `, ${name} as declared`;
    case 'byte order mark':
      return `, ${name} by its byte order mark`;
  }
}

function brokenTotal(broken: readonly BrokenRows[]): string {
  const rows = broken.reduce((sum, reason) => sum + reason.rows, 0);
  return rows === 0 ? '' : ` and ${plural(rows, 'broken row')}`;
}

function renderBroken({ reason, rows, lines }: BrokenRows): string {
  if (lines.length === 0) return `broken: ${formatCount(rows)} ${reason}`;
  const [what, more] = [lines.length === 1 ? 'line' : 'lines', rows > lines.length ? ' ...' : ''];
  return `broken: ${formatCount(rows)} ${reason}, ${what} ${lines.join(', ')}${more}`;
}

function renderTool(tool: ToolGuess): readonly string[] {
  switch (tool.kind) {
    case 'none':
      return [];
    case 'found': {
      const preset = tool.preset === null ? 'no preset knows its columns' : `preset: ${tool.preset}`;
      return [visible(`tool: ${tool.tool} (${preset}), by ${tool.by.join(', ')}`)];
    }
    case 'tied':
      return [visible(`tool: ${tool.tools.join(' or ')}; its headers fit both, so none is chosen`)];
  }
}

function renderColumns({ columns, rows, source }: FileInspection, options: TableOptions): string {
  const fieldOf = (header: string) =>
    [
      ...(source?.key === header && header !== '' ? [source.kind === 'list' ? 'value' : 'key'] : []),
      ...(source?.columns.filter((column) => column.header === header).map(({ field }) => field) ?? []),
    ].join(', ');
  const titles = [
    { title: 'column', widest: 30 },
    { title: 'field', widest: 20 },
    { title: 'kind' },
    { title: 'filled', align: 'right' as const },
    { title: 'different', align: 'right' as const },
    { title: 'from ... to', widest: 42 },
    { title: 'such as', widest: 40 },
  ];
  const cells = columns.map((column, index) => [
    nameOf(column, index),
    fieldOf(column.header),
    column.misfits === 0 ? column.kind : `${column.kind}, ${formatCount(column.misfits)} not`,
    formatShare(column.filled, rows),
    column.unique ? 'all' : `${column.exact ? '' : '~'}${formatCount(column.distinct)}`,
    column.range === null ? '' : `${column.range.from} ... ${column.range.to}`,
    column.examples.join('  '),
  ]);
  return renderTable(titles, cells, options);
}

function titleOf(column: ColumnInspection, index: number) {
  return { title: visible(nameOf(column, index)), widest: 24 };
}

function nameOf({ header }: ColumnInspection, index: number): string {
  return header === '' ? `(column ${index + 1})` : header;
}

function renderJoin({ file, header, inFile, inHeader, values, found }: JoinGuess): string {
  return visible(`${formatShare(found, values)} of ${file}:${header} are in ${inFile}:${inHeader}`);
}

function section(color: Painter, title: string, lines: readonly string[]): string {
  return `${color.bold(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
