import type { Painter } from './diagnostics/painter.js';
import { formatCount, formatInstant, formatShare, plural } from './numbers.js';
import { renderTable, type TableColumn, type TableOptions } from './table.js';

/** How many leads are in a group, and how many of them are ready for sales. */
export interface GroupSize {
  readonly leads: number;
  readonly ready: number;
  /** Against an earlier instant; present when that was asked for. */
  readonly trend?: GroupTrend;
}

/** Leads in a group at the earlier instant, who came since and who went. `leads = before + joined - left`. */
export interface GroupTrend {
  readonly before: number;
  readonly joined: number;
  readonly left: number;
}

export interface SegmentSize extends GroupSize {
  readonly id: string;
  readonly description?: string;
  /** Fewer members are too few for a campaign of their own (F5). */
  readonly minSize: number;
}

/** A partition; its parts, `else` last, add up to all leads. */
export interface PartitionSize {
  readonly id: string;
  readonly parts: readonly (GroupSize & { readonly id: string })[];
}

/** Leads that are in two groups, which are called as in the table of sizes. */
export interface Overlap {
  readonly segments: readonly [string, string];
  readonly leads: number;
}

/** Who is in which group; what `--json` prints and the tables are made of. */
export interface SegmentReport {
  readonly asOf: string;
  /** All leads, in a segment or not. */
  readonly leads: number;
  readonly segments: readonly SegmentSize[];
  readonly partitions: readonly PartitionSize[];
  readonly overlaps?: readonly Overlap[];
  /** The earlier instant of the trends. */
  readonly earlier?: { readonly asOf: string; readonly leads: number };
}

/** Sizes of all groups as a table: against all leads, or against an earlier instant when the report has one. */
export function renderSizes(report: SegmentReport, color: Painter, options: TableOptions): string {
  const title = color.bold(`${plural(report.leads, 'lead')} as of ${report.asOf}`);
  const groups = groupsOf(report);
  if (groups.length === 0) return `${title}\nThe config has no segments and no partitions.\n`;
  const { earlier } = report;
  const table =
    earlier === undefined
      ? renderTable(
          sizeColumns,
          groups.map((group) => sizeRow(group, report)),
          options,
        )
      : renderTable(trendColumns(earlier.asOf, report.asOf), groups.map(trendRow), options);
  return `${title}\n${table}`;
}

/** Overlaps as a matrix: leads in both groups, and their share of the group on the left. */
export function renderOverlaps(report: SegmentReport, color: Painter, options: TableOptions): string {
  const { overlaps = [] } = report;
  const compared = new Set(overlaps.flatMap(({ segments }) => segments));
  const shown = groupsOf(report).filter(({ name }) => compared.has(name));
  const both = new Map(overlaps.map(({ segments: [a, b], leads }) => [pairName(a, b), leads]));
  const columns: readonly TableColumn[] = [
    { title: 'segment' },
    ...shown.map((_, index) => ({ title: String(index + 1), align: right })),
  ];
  const rows = shown.map(({ name, leads }, row) => [
    `${row + 1} ${name}`,
    ...shown.map((other) => {
      if (other.name === name) return formatCount(leads);
      const common = both.get(pairName(name, other.name)) ?? 0;
      return `${formatCount(common)} (${formatShare(common, leads)})`;
    }),
  ]);
  const title = color.bold('OVERLAPS: leads in both, and their share of the segment on the left');
  if (shown.length === 0) return `${title}\nThere are no two segments to compare.\n`;
  return `${title}\n${renderTable(columns, rows, options)}`;
}

const right = 'right' as const;

interface Group extends GroupSize {
  readonly name: string;
  readonly minSize?: number;
  readonly description: string;
}

function groupsOf({ segments, partitions }: SegmentReport): readonly Group[] {
  return [
    ...segments.map(({ id, description = '', ...size }) => ({ name: id, description, ...size })),
    ...partitions.flatMap(({ id, parts }) =>
      parts.map(({ id: part, ...size }) => ({ name: `${id}/${part}`, description: '', ...size })),
    ),
  ];
}

const sizeColumns: readonly TableColumn[] = [
  { title: 'segment', widest: 40 },
  { title: 'leads', align: right },
  { title: 'share', align: right },
  { title: 'ready', align: right },
  { title: 'minimum', align: right },
  { title: 'description', widest: 60 },
];

function sizeRow({ name, leads, ready, minSize, description }: Group, report: SegmentReport): string[] {
  const minimum = minSize === undefined ? '' : formatCount(minSize);
  return [
    name,
    formatCount(leads),
    formatShare(leads, report.leads),
    formatCount(ready),
    minSize !== undefined && leads < minSize ? `below ${minimum}` : minimum,
    description,
  ];
}

function trendColumns(earlier: string, asOf: string): readonly TableColumn[] {
  return [
    { title: 'segment', widest: 40 },
    { title: formatInstant(Date.parse(earlier)), align: right },
    { title: formatInstant(Date.parse(asOf)), align: right },
    { title: 'change', align: right },
    { title: 'joined', align: right },
    { title: 'left', align: right },
  ];
}

function trendRow({ name, leads, trend }: Group): string[] {
  if (trend === undefined) return [name, '', formatCount(leads), '', '', ''];
  const { before, joined, left } = trend;
  const change = leads - before;
  return [
    name,
    formatCount(before),
    formatCount(leads),
    change > 0 ? `+${formatCount(change)}` : formatCount(change),
    formatCount(joined),
    formatCount(left),
  ];
}

function pairName(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
