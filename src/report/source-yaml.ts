import type { MappedColumn, SourceProposal } from '../model/file-inspection.js';
import { plural } from './numbers.js';

/** The `sources:` of a config that reads these files, to be pasted; empty when there are none. */
export function renderSources(proposals: readonly SourceProposal[]): string {
  const [leads, events, suppressions, lists] = (['leads', 'events', 'suppressions', 'list'] as const).map(
    (kind) => merged(proposals.filter((proposal) => proposal.kind === kind)),
  );
  const lines = [
    ...section('leads', leads ?? [], true),
    ...section('events', events ?? [], false),
    ...section('suppressions', suppressions ?? [], false),
    ...renderLists(lists ?? []),
  ];
  return lines.length === 0 ? '' : `${['sources:', ...lines].join('\n')}\n`;
}

/** Entries that differ in nothing but their files are one. */
interface Entry {
  readonly files: readonly string[];
  readonly first: SourceProposal;
  readonly lines: readonly string[];
}

function merged(proposals: readonly SourceProposal[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const proposal of proposals) {
    const lines = linesOf(proposal);
    const form = lines.join('\n');
    const { files = [], first = proposal } = entries.get(form) ?? {};
    entries.set(form, { files: [...files, proposal.file], first, lines });
  }
  return [...entries.values()];
}

function section(name: string, entries: readonly Entry[], readsOne: boolean): readonly string[] {
  if (entries.length === 0) return [];
  return [
    `  ${name}:`,
    ...entries.flatMap(({ files, lines }, index) => {
      const entry = [`    - files: ${renderFiles(files)}`, ...lines.map((line) => `      ${line}`)];
      return readsOne && index > 0
        ? [
            '    # This version reads one source of leads.',
            ...entry.map((line) => line.replace(/^ {4}/, '    # ')),
          ]
        : entry;
    }),
  ];
}

function renderLists(entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [
    '  lists:',
    ...entries.flatMap(({ files, first, lines }, index) => [
      `    ${listName(first.file, index)}:`,
      `      files: ${renderFiles(files)}`,
      ...lines.map((line) => `      ${line}`),
    ]),
  ];
}

/** The name of the file, made an id. */
function listName(file: string, index: number): string {
  const base = file.replace(/^.*[/\\]/, '').replace(/\..*$/, '');
  const name = base.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(name)
    ? `${name.toLowerCase().slice(0, 50)}${index === 0 ? '' : `_${index + 1}`}`
    : `list_${index + 1}`;
}

function renderFiles(files: readonly string[]): string {
  const names = files.map((file) => yamlText(file === '<stdin>' ? '-' : file));
  return names.length === 1 ? (names[0] ?? '') : `[${names.join(', ')}]`;
}

/** The keys of an entry but for its files, unindented. */
function linesOf({
  kind,
  preset,
  key,
  columns,
  dialect,
  types,
  moreTypes,
  remarks,
}: SourceProposal): readonly string[] {
  const keyName = kind === 'list' ? 'column' : 'key';
  const known = types.filter((type) => type.type !== null && type.type !== type.name && isKey(type.name));
  const open = types.filter(({ name, type }) => type === null && !name.includes('.'));
  return [
    ...(preset === null ? [] : [`preset: ${preset}`]),
    ...(key === null ? [] : [`${keyName}: ${yamlText(key)}`]),
    ...renderColumns(columns),
    ...(dialect === '' ? [] : [`dialect: ${dialect}`]),
    ...(known.length === 0
      ? []
      : ['types:', ...known.map(({ name, type }) => `  ${quoted(name)}: ${yamlText(type ?? name)}`)]),
    ...(open.length === 0 ? [] : ['# Types with names of your own; rules can use them as they are:']),
    ...open.map(({ name, rows }) => `#   ${quoted(name.slice(0, longestName))}  ${plural(rows, 'row')}`),
    ...(moreTypes === 0 ? [] : [`# and ${moreTypes} more types`]),
    ...remarks.map((remark) => `# ${oneLine(remark)}`),
  ];
}

const widestLine = 100;

function renderColumns(columns: readonly MappedColumn[]): readonly string[] {
  if (columns.length === 0) return [];
  const pairs = columns.map(({ field, header }) => `${yamlText(field)}: ${yamlText(header)}`);
  const line = `columns: { ${pairs.join(', ')} }`;
  return line.length <= widestLine ? [line] : ['columns:', ...pairs.map((pair) => `  ${pair}`)];
}

/** YAML wants a key to be short, and a config refuses this name. */
function isKey(name: string): boolean {
  return name.length <= longestName && name !== '__proto__';
}

const longestName = 200;

/** Plain where YAML can not take it for anything but this text, else in quotes. */
function yamlText(text: string): string {
  return PLAIN.test(text) && !WORD_WITH_MEANING.test(text) ? text : quoted(text);
}

const PLAIN = /^\p{L}(?:[\p{L}\p{N}_./ -]*[\p{L}\p{N}])?$/u;
const WORD_WITH_MEANING = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

/** A comment ends with its line, and control characters are no YAML. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu, ' ');
}

/** JSON is YAML but for the characters that YAML wants to see escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
