import type { PlanSummary } from '../model/plan-summary.js';
import { actions } from '../model/reason.js';
import { markdownTable } from './markdown.js';
import { formatCount, signedCount } from './numbers.js';

/** What became of a plan, for the log of a job. Messages are left out: they may name leads. */
export interface JobOutcome {
  readonly run: { readonly id: string; readonly sequence: number; readonly committed: boolean } | null;
  /** Codes of what was wrong. */
  readonly warnings: readonly string[];
  /** Codes for which nothing may be committed. */
  readonly blocked: readonly string[];
}

/** The summary of a plan or run as Markdown, without personal data. */
export function renderJobSummary(summary: PlanSummary, { run, warnings, blocked }: JobOutcome): string {
  const { before } = summary.ledger;
  const change = (now: number, then: number | undefined) =>
    then === undefined ? '' : signedCount(now - then);
  const totals = [
    ['leads', formatCount(summary.leads), change(summary.leads, before?.leads)],
    ...actions.map((action) => [
      action,
      formatCount(summary.actions[action]),
      change(summary.actions[action], before?.actions[action]),
    ]),
  ];
  const parts = [
    `## nurture: ${headline(summary, run, blocked)}`,
    `As of ${summary.asOf}, until ${summary.until}${before === null ? '' : `; compared with the run as of ${before.asOf}`}.`,
    table(['', 'now', 'change'], totals),
    table(
      ['campaign', ...actions],
      summary.campaigns.map(({ id, actions: counts }) => [
        id,
        ...actions.map((action) => formatCount(counts[action])),
      ]),
    ),
    table(
      ['action', 'reason', 'leads'],
      summary.reasons.map(({ action, reason, leads }) => [action, reason, formatCount(leads)]),
    ),
    ...(summary.lists.length === 0
      ? []
      : [
          table(
            ['send list', 'rows'],
            summary.lists.map(({ name, rows }) => [name, formatCount(rows)]),
          ),
        ]),
    ...(warnings.length === 0 ? [] : [`Warnings: ${warnings.map((code) => `\`${code}\``).join(', ')}.`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function headline(
  { actions: counts }: PlanSummary,
  run: JobOutcome['run'],
  blocked: readonly string[],
): string {
  if (blocked.length > 0) return `nothing may be sent (${blocked.join(', ')})`;
  const sends = `${formatCount(counts.send)} ${counts.send === 1 ? 'send' : 'sends'}`;
  if (run === null) return `${sends} planned, nothing committed`;
  return run.committed ? `${sends} committed as ${run.id}` : `nothing new since ${run.id}`;
}

/** Whatever stands in the first column is named; the others are numbers. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = titles.map((title, place) => ({ title, align: place === 0 ? 'left' : 'right' }) as const);
  return markdownTable(columns, rows).join('\n');
}
