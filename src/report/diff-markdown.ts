import type { ConfigDiff } from '../model/config-diff.js';
import { type DiffNames, type DiffTable, diffParts, noDifference } from './diff-report.js';
import { markdownTable, markdownText } from './markdown.js';

/** What is different, for the comment on a change under review: aggregates, and leads only where `named` has them. */
export function renderDiffMarkdown(diff: ConfigDiff, names: DiffNames, named: readonly DiffTable[]): string {
  const head = [
    `### nurture diff: ${code(names.old)} → ${code(names.new)}`,
    '',
    `As of ${diff.asOf}, sends until ${diff.until}.`,
  ];
  if (!diff.differs) return `${[...head, '', noDifference(diff)].join('\n')}\n`;
  const parts = diffParts(diff);
  const summary = parts
    .filter(({ summary }) => summary !== '')
    .map(({ title, summary }) => `- **${title}**: ${markdownText(summary)}`);
  const details = parts.flatMap(({ title, tables }) =>
    tables.length === 0 ? [] : ['', `#### ${title}`, ...tables.flatMap(tableLines)],
  );
  const leads = named.length === 0 ? [] : ['', '#### Who', ...named.flatMap(tableLines)];
  return `${[...head, '', ...summary, ...details, ...leads].join('\n')}\n`;
}

function tableLines({ columns, rows }: DiffTable): readonly string[] {
  return ['', ...markdownTable(columns, rows)];
}

/** Inline code; a name with back-ticks of its own is shown without them. */
function code(text: string): string {
  return `\`${text.replace(/[\p{Cc}\p{Zl}\p{Zp}`]/gu, ' ')}\``;
}
