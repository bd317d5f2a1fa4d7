import type { ConfigDiff, LeadChanges, LeadMove, RuleEffect } from '../model/config-diff.js';
import { formatCount, formatNumber, formatSigned, plural } from './numbers.js';
import { renderTable, type TableColumn, type TableOptions } from './table.js';

/** Which configs were compared. */
export interface DiffNames {
  readonly old: string;
  readonly new: string;
}

/** One part of the answer: a sentence, and the tables that show it. Terminal and Markdown print the same parts. */
export interface DiffPart {
  readonly title: string;
  readonly summary: string;
  readonly tables: readonly DiffTable[];
}

export interface DiffTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** What is different, for standard output, with the leads that moved most. */
export function renderDiff(
  diff: ConfigDiff,
  names: DiffNames,
  shown: readonly DiffTable[],
  options: TableOptions,
): string {
  const head = `${names.old} -> ${names.new}, as of ${diff.asOf}, sends until ${diff.until}`;
  if (!diff.differs) return `${head}\n${noDifference(diff)}\n`;
  const parts = [...diffParts(diff), ...leadParts(shown)];
  const blocks = parts.map(({ title, summary, tables }) =>
    [
      `${title.toUpperCase()}${summary === '' ? '' : `  ${summary}`}\n`,
      ...tables.map(({ columns, rows }) => renderTable(columns, rows, options)),
    ].join('\n'),
  );
  return `${head}\n\n${blocks.join('\n')}`;
}

export function noDifference({ population }: ConfigDiff): string {
  return `No difference: ${plural(population.new, 'lead')}, each with the same score, groups and sends.`;
}

/** Aggregates alone: what may be shown to anybody. Parts in which nothing is different are one sentence. */
export function diffParts(diff: ConfigDiff): readonly DiffPart[] {
  const { population, ready, scores, segments, sends, inFlight, days } = diff;
  const { thresholds } = ready;
  const threshold =
    thresholds.old === thresholds.new
      ? `score ${formatNumber(thresholds.new)} or more`
      : `threshold ${formatNumber(thresholds.old)} -> ${formatNumber(thresholds.new)}`;
  const { spread } = scores;
  return [
    {
      title: 'Leads',
      summary:
        population.onlyOld + population.onlyNew === 0
          ? `${formatCount(population.new)}, read by both configs`
          : `${change(population.old, population.new)}; read by the old config alone ${formatCount(population.onlyOld)}, by the new one alone ${formatCount(population.onlyNew)}`,
      tables: [],
    },
    {
      title: 'Ready',
      summary: `${change(ready.old, ready.new)} (${threshold}): ${formatCount(ready.gained)} gained, ${formatCount(ready.lost)} lost`,
      tables: [],
    },
    {
      title: 'Scores',
      summary:
        spread === null
          ? 'none moved'
          : `${formatCount(scores.moved)} moved: ${formatCount(scores.up)} up, ${formatCount(scores.down)} down; by ${formatSigned(spread.least)} to ${formatSigned(spread.greatest)}, median ${formatSigned(spread.median)}, mean ${formatSigned(spread.mean)}`,
      tables: spread === null ? [] : [ruleTable(scores.rules), distributionTable(diff)],
    },
    groupPart(segments),
    sendPart(sends),
    flightPart(inFlight),
    {
      title: 'Volume per day',
      summary: days.length === 0 ? 'no sends' : '',
      tables: days.length === 0 ? [] : [dayTable(days)],
    },
  ];
}

const right = 'right' as const;

function counted(...titles: readonly string[]): readonly TableColumn[] {
  return titles.map((title) => ({ title, align: right }));
}

function ruleTable(rules: readonly RuleEffect[]): DiffTable {
  return {
    columns: [
      { title: 'moved by', widest: 40 },
      { title: 'kind' },
      { title: 'change' },
      ...counted('leads', 'points'),
    ],
    rows: rules.map(({ rule, kind, change: how, leads, points }) => [
      rule,
      kind,
      how,
      formatCount(leads),
      formatSigned(points),
    ]),
  };
}

function distributionTable({ scores }: ConfigDiff): DiffTable {
  const rows = scores.distribution.map(({ from, to, leads }) => {
    const range =
      from === null
        ? `less than ${formatSigned(to ?? 0)}`
        : to === null
          ? `${formatSigned(from)} or more`
          : `${formatSigned(from)} to ${formatSigned(to)}`;
    return [range, formatCount(leads)];
  });
  return { columns: [{ title: 'points' }, ...counted('leads')], rows };
}

function groupPart(segments: ConfigDiff['segments']): DiffPart {
  const changed = segments.filter((group) => group.entered + group.left > 0 || group.in !== 'both');
  const rows = changed.map((group) => [
    group.name,
    group.in === 'both' ? '' : group.in === 'new' ? 'added' : 'removed',
    ...[group.old, group.new, group.entered, group.left].map(formatCount),
  ]);
  const columns = [
    { title: 'segment', widest: 40 },
    { title: 'change' },
    ...counted('old', 'new', 'entered', 'left'),
  ];
  return {
    title: 'Segments',
    summary: `${formatCount(changed.length)} of ${formatCount(segments.length)} changed`,
    tables: changed.length === 0 ? [] : [{ columns, rows }],
  };
}

function sendPart(sends: ConfigDiff['sends']): DiffPart {
  const changed = sends.steps.filter(({ gained, lost, moved }) => gained + lost + moved > 0);
  const rows = changed.map((step) => [
    step.campaign,
    step.step,
    ...[step.old, step.new, step.gained, step.lost, step.moved].map(formatCount),
  ]);
  const columns = [
    { title: 'campaign', widest: 40 },
    { title: 'step', widest: 40 },
    ...counted('old', 'new', 'gained', 'lost', 'moved'),
  ];
  return {
    title: 'Sends',
    summary: `${change(sends.old, sends.new)}: ${formatCount(sends.gained)} gained, ${formatCount(sends.lost)} lost, ${formatCount(sends.moved)} moved`,
    tables: changed.length === 0 ? [] : [{ columns, rows }],
  };
}

function flightPart(inFlight: ConfigDiff['inFlight']): DiffPart {
  const { leads, campaigns, jumps, exits } = inFlight;
  const flights = {
    columns: [{ title: 'campaign', widest: 40 }, ...counted('continue', 'jump', 'exit', 'stuck')],
  };
  const rows = campaigns.map((one) => [
    one.campaign,
    ...[one.continue, one.jump, one.exit, one.stuck].map(formatCount),
  ]);
  const moves = [
    ...jumps.map((jump) => [jump.campaign, `jump from ${jump.from} to ${jump.to}`, formatCount(jump.leads)]),
    ...exits.map((exit) => [exit.campaign, `exit: ${exit.reason}`, formatCount(exit.leads)]),
  ];
  const columns = [
    { title: 'campaign', widest: 40 },
    { title: 'what becomes of them', widest: 60 },
    ...counted('leads'),
  ];
  return {
    title: 'Leads in flight',
    summary: `${formatCount(leads)}: continue ${formatCount(inFlight.continue)}, jump ${formatCount(inFlight.jump)}, exit ${formatCount(inFlight.exit)}, stuck ${formatCount(inFlight.stuck)}`,
    tables: [
      ...(leads === 0 ? [] : [{ ...flights, rows }]),
      ...(moves.length === 0 ? [] : [{ columns, rows: moves }]),
    ],
  };
}

function dayTable(days: ConfigDiff['days']): DiffTable {
  return {
    columns: [{ title: 'day' }, ...counted('old', 'new', 'difference')],
    rows: days.map((day) => [
      day.day,
      formatCount(day.old),
      formatCount(day.new),
      formatSigned(day.new - day.old),
    ]),
  };
}

/** Who moved most and who crossed the threshold, by name: the first `limit` of each. */
export function leadTables(
  { moves, crossings }: LeadChanges,
  emails: ReadonlyMap<string, string>,
  limit: number,
): readonly DiffTable[] {
  const who = [
    { title: 'lead', widest: 24 },
    { title: 'email', widest: 34 },
  ];
  const scores = counted('old', 'new');
  const named = (lead: string) => [lead, emails.get(lead) ?? ''];
  const number = (value: number | null) => (value === null ? '' : formatNumber(value));
  const movers: DiffTable = {
    columns: [
      { title: 'top movers', widest: 24 },
      { title: 'email', widest: 34 },
      ...scores,
      ...counted('points'),
      { title: 'moved by', widest: 60 },
    ],
    rows: moves
      .slice(0, limit)
      .map((move) => [
        ...named(move.lead),
        ...[move.old, move.new].map(formatNumber),
        formatSigned(move.new - move.old),
        partsText(move.rules),
      ]),
  };
  const crossed: DiffTable = {
    columns: [{ title: 'readiness' }, ...who, ...scores],
    rows: crossings
      .slice(0, limit)
      .map(({ lead, is, old, new: now }) => [is, ...named(lead), number(old), number(now)]),
  };
  return [crossed, movers].filter(({ rows }) => rows.length > 0);
}

function leadParts(tables: readonly DiffTable[]): readonly DiffPart[] {
  return tables.length === 0 ? [] : [{ title: 'Who', summary: '', tables }];
}

const shownParts = 3;

function partsText(rules: LeadMove['rules']): string {
  const first = rules.slice(0, shownParts).map(({ rule, points }) => `${rule} ${formatSigned(points)}`);
  return rules.length > shownParts ? `${first.join(', ')}, ...` : first.join(', ');
}

function change(old: number, now: number): string {
  return old === now ? formatCount(now) : `${formatCount(old)} -> ${formatCount(now)}`;
}
