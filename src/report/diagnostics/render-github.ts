import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.js';
import { countSeverities } from './count-severities.js';
import { placeOf } from './render-pretty.js';
import { visible } from './terminal-text.js';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** So many annotations of one kind are shown by GitHub for each step of a workflow. */
const MOST_SHOWN = 10;

/**
 * Workflow commands that GitHub shows beside the lines they are about. The most serious come first, because only ten of each kind are
 * shown; what is left out stands in the log and in the summary.
 */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  const kinds: readonly Severity[] = ['error', 'warning', 'info'];
  const lines = kinds.flatMap((kind) =>
    diagnostics.filter(({ severity }) => severity === kind).map(renderCommand),
  );
  const counts = countSeverities(diagnostics);
  const hasMore = kinds.some((kind) => counts[kind] > MOST_SHOWN);
  const note = `GitHub shows ${MOST_SHOWN} annotations of a kind; all of them are in the log of this step.`;
  return [...lines, ...(hasMore ? [note] : [])].map((line) => `${line}\n`).join('');
}

function renderCommand({ code, severity, message, help, at, also }: Diagnostic): string {
  const isOneLine = at?.line !== undefined && (at.endLine ?? at.line) === at.line;
  const properties: readonly (readonly [string, string | number | undefined])[] = [
    ['file', at?.file],
    ['line', at?.line],
    ['endLine', at?.endLine],
    // Columns only have a meaning within one line.
    ['col', isOneLine ? at.column : undefined],
    ['endColumn', isOneLine ? at.endColumn : undefined],
    ['title', code],
  ];
  const written = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  const times = also === undefined ? '' : ` (${also.count} times)`;
  const words = [`${message}${times}`, ...(help === undefined ? [] : [help])].map(visible).join('\n');
  return `::${commands[severity]} ${written.join(',')}::${escapeData(words)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** The summary of a step, in Markdown: all problems, also those for which GitHub has no annotation. */
export function renderGithubSummary(diagnostics: readonly Diagnostic[], file: string): string {
  const { error, warning, info } = countSeverities(diagnostics);
  const head = `### nurture validate ${cell(file)}\n\nErrors: ${error}, warnings: ${warning}, advice: ${info}\n\n`;
  if (diagnostics.length === 0) return head;
  const rows = diagnostics.map(
    ({ code, severity, message, at }) =>
      `| ${severity} | ${at === undefined ? '' : cell(placeOf(at))} | ${code} | ${cell(message)} |\n`,
  );
  return `${head}| severity | place | code | problem |\n| --- | --- | --- | --- |\n${rows.join('')}\n`;
}

/** Text that can neither end a cell nor be read as Markdown or HTML. */
function cell(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
