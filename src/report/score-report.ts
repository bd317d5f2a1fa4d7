import { qualifications } from '../model/audience.js';
import type { FieldConflicts } from '../model/field-conflicts.js';
import type { Qualification } from '../model/qualification.js';
import type { ScoreSummary } from '../model/score-summary.js';
import type { Painter } from './diagnostics/painter.js';
import { formatCount, formatNumber, formatShare, plural } from './numbers.js';
import { renderTable, type TableOptions } from './table.js';

/** A scored lead as people see it in a list. */
export interface ScoredLead {
  readonly leadId: string;
  readonly email: string | null;
  readonly score: number;
  readonly fit: number;
  readonly pain: number;
  readonly velocity: number;
  readonly momentum: number;
  readonly ready: boolean;
  readonly readyAt: string | null;
  readonly dueAt: string | null;
  readonly distance: number;
  readonly topReasons: string;
}

/** Where the rows of a source went; the four after `read` add up to it (S2.1). */
export interface SourceCounts {
  readonly name: string;
  readonly read: number;
  readonly used: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly afterAsOf: number;
  /** Quarantined rows by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Named parts of `used`. */
  readonly orphans?: number;
  readonly joined?: number;
}

export interface ScoreReport {
  readonly asOf: string;
  readonly ready: number;
  readonly summary: ScoreSummary;
  readonly sources: readonly SourceCounts[];
  readonly conflicts: readonly FieldConflicts[];
  /** Leads by qualification; undefined when nobody asked for it. */
  readonly qualification?: Readonly<Record<Qualification, number>>;
  /** Leads of the segments that were asked for. */
  readonly segments: readonly { readonly id: string; readonly size: number }[];
}

/** The first leads as a table, for standard output. */
export function renderTop(top: readonly ScoredLead[], options: TableOptions): string {
  const columns = [
    { title: 'lead', widest: 24 },
    { title: 'email', widest: 34 },
    { title: 'score', align: 'right' as const },
    { title: 'fit', align: 'right' as const },
    { title: 'pain', align: 'right' as const },
    { title: 'velocity', align: 'right' as const },
    { title: 'ready since', widest: 17 },
    { title: 'why', widest: 60 },
  ];
  const rows = top.map((lead) => [
    lead.leadId,
    lead.email ?? '',
    formatNumber(lead.score),
    formatNumber(lead.fit),
    formatNumber(lead.pain),
    formatNumber(lead.velocity),
    lead.ready
      ? (lead.readyAt?.slice(0, 16).replace('T', ' ') ?? 'ready')
      : `${formatNumber(lead.distance)} to go`,
    lead.topReasons,
  ]);
  return renderTable(columns, rows, options);
}

/** Totals, distribution and where every row went, for standard error. */
export function renderTotals(report: ScoreReport, color: Painter): string {
  const { asOf, ready, summary, sources, conflicts } = report;
  const { leads, score } = summary;
  const lines = [
    color.bold(`${plural(leads, 'lead')} as of ${asOf}`),
    `ready (score ${formatNumber(ready)} or more): ${formatCount(summary.ready)} = ${formatShare(summary.ready, leads)}; by profile alone ${formatCount(summary.readyByProfile)}; overdue ${formatCount(summary.overdue)}; disqualified ${formatCount(summary.disqualified)}`,
    `score: median ${formatNumber(score.median)}, best tenth from ${formatNumber(score.p90)}, from ${formatNumber(score.min)} to ${formatNumber(score.max)}`,
    ...renderDistribution(summary, ready),
    ...renderGroups(report),
    ...sources.map(renderSource),
    ...renderConflicts(conflicts),
  ];
  return `${lines.join('\n')}\n`;
}

function renderSource({
  name,
  read,
  used,
  orphans,
  joined,
  quarantined,
  duplicates,
  afterAsOf,
}: SourceCounts): string {
  const nobody = orphans === undefined || orphans === 0 ? '' : ` (${formatCount(orphans)} of them of nobody)`;
  const again =
    joined === undefined || joined === 0 ? '' : ` (${formatCount(joined)} of them joined to others)`;
  return `${name}: read ${formatCount(read)} = used ${formatCount(used)}${nobody}${again} + quarantined ${formatCount(quarantined)} + duplicates ${formatCount(duplicates)} + after as-of ${formatCount(afterAsOf)}`;
}

/** Where sources of leads differ; the value of the first one is kept (A8). */
function renderConflicts(conflicts: readonly FieldConflicts[]): readonly string[] {
  if (conflicts.length === 0) return [];
  const fields = conflicts.map(({ field, leads }) => `${field} of ${plural(leads, 'lead')}`);
  return [`sources differ, the first is kept: ${fields.join(', ')}`];
}

const mostSegments = 8;

/** How many leads qualify, and how many are in the first few segments. */
function renderGroups({ qualification, segments, summary }: ScoreReport): readonly string[] {
  const share = (size: number) => `${formatCount(size)} = ${formatShare(size, summary.leads)}`;
  const verdicts =
    qualification === undefined
      ? []
      : [
          `qualification: ${qualifications.map((verdict) => `${verdict} ${share(qualification[verdict])}`).join('; ')}`,
        ];
  if (segments.length === 0) return verdicts;
  const shown = segments.slice(0, mostSegments).map(({ id, size }) => `${id} ${formatCount(size)}`);
  const rest = segments.length - shown.length;
  const more = rest === 0 ? '' : `; ${rest} more in nurture segment`;
  return [...verdicts, `segments: ${shown.join('; ')}${more}`];
}

const bars = '▁▂▃▄▅▆▇█';

/** One character per range of scores, the height on a scale of square roots so that the few at the top can be seen. */
function renderDistribution({ distribution }: ScoreSummary, ready: number): readonly string[] {
  const [first] = distribution;
  const last = distribution.at(-1);
  if (first === undefined || last === undefined) return [];
  const most = Math.max(...distribution.map(({ leads }) => leads));
  const spark = distribution
    .map(({ leads }) =>
      leads === 0 ? ' ' : (bars[Math.round(Math.sqrt(leads / most) * (bars.length - 1))] ?? bars[0]),
    )
    .join('');
  const reach = `${formatNumber(first.from)} ${spark} ${formatNumber(last.to)}`;
  const place = distribution.findIndex(({ to }) => to > ready);
  const mark = place < 0 ? [] : [`${' '.repeat(`${formatNumber(first.from)} `.length + place)}^ ready`];
  return [reach, ...mark];
}
