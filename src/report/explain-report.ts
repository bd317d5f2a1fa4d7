import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { type CampaignsExplanation, renderCampaigns } from './explain-campaigns.js';
import {
  type JourneyExplanation,
  renderQualification,
  renderStage,
  renderTimeline,
} from './explain-journey.js';
import {
  hasGroups,
  type ProfileExplanation,
  renderChannels,
  renderGroups,
  renderInterests,
  renderPerson,
} from './explain-profile.js';
import { formatInstant, formatNumber, formatSigned, plural } from './numbers.js';
import { type Place, placeText } from './place.js';
import { renderTable, type TableOptions } from './table.js';

/** Everything there is to say about one lead (A10); what `--json` prints and the text is made of. */
export interface Explanation
  extends ScoreExplanation,
    ProfileExplanation,
    JourneyExplanation,
    CampaignsExplanation {}

/** How the score of a lead came about (S3.7). */
export interface ScoreExplanation {
  readonly lead: { readonly id: string; readonly email: string | null; readonly place: Place };
  readonly asOf: string;
  readonly score: number;
  readonly fit: number;
  readonly pain: number;
  readonly bonus: number;
  readonly velocity: number;
  readonly momentum: number;
  readonly ready: boolean;
  readonly threshold: number;
  readonly distance: number;
  readonly disqualified: boolean;
  readonly firstTouchAt: string | null;
  readonly readyAt: string | null;
  /** End of the current spell if nothing more happens. */
  readonly readyUntil: string | null;
  readonly dueAt: string | null;
  readonly spells: readonly { readonly from: string; readonly to: string | null }[];
  readonly fitRules: readonly FitLine[];
  readonly statement: readonly PainLine[];
  readonly events: {
    readonly used: number;
    readonly duplicates: number;
    readonly machine: number;
    readonly expired: number;
  };
  readonly wouldBeReady: readonly Way[];
}

export interface FitLine {
  readonly rule: string;
  readonly holds: boolean;
  readonly points: number;
  readonly disqualifies: boolean;
  /** The values it looked at, by field. */
  readonly values: Readonly<Record<string, string | null>>;
}

export interface PainLine {
  readonly at: string;
  readonly place: Place;
  readonly type: string;
  readonly detail?: string;
  readonly rule: string;
  readonly points: number;
  readonly now: number;
  readonly counted: number;
  readonly balance: number;
}

/** A way to readiness: `events` more events of a rule, or a fact about the lead that a fit rule asks for. */
export type Way =
  | { readonly kind: 'events'; readonly rule: string; readonly adds: number; readonly events: number | null }
  | { readonly kind: 'profile'; readonly rule: string; readonly adds: number };

/** The explanation as a page of text that can be forwarded as it is. */
export function renderExplanation(explanation: Explanation, color: Painter, table: TableOptions): string {
  return [
    renderScore(explanation, color, table),
    renderQualification(explanation, color),
    renderStage(explanation, color),
    renderPerson(explanation, color),
    ...(explanation.interests === undefined ? [] : [renderInterests(explanation, color)]),
    ...(explanation.channels.length === 0 ? [] : [renderChannels(explanation, color)]),
    ...(hasGroups(explanation) ? [renderGroups(explanation, color)] : []),
    ...(explanation.campaigns === undefined ? [] : [renderCampaigns(explanation.campaigns, color)]),
    renderTimeline(explanation, color, table),
  ].join('\n');
}

/** The part of it that is about the score, down to what would make the lead ready. */
export function renderScore(explanation: ScoreExplanation, color: Painter, table: TableOptions): string {
  return [
    renderHead(explanation, color),
    renderFit(explanation, color),
    renderPain(explanation, color, table),
    renderHistory(explanation, color),
    ...(explanation.ready ? [] : [renderWays(explanation, color)]),
  ].join('\n');
}

function renderHead(explanation: ScoreExplanation, color: Painter): string {
  const { lead, score, fit, pain, bonus, velocity, momentum, threshold, distance } = explanation;
  const name = lead.email === null ? lead.id : `${lead.email} (${lead.id})`;
  const parts = `fit ${formatNumber(fit)} + pain ${formatNumber(pain)}${bonus === 0 ? '' : ` + bonus ${formatNumber(bonus)}`}`;
  const state = explanation.ready
    ? `READY since ${minutes(explanation.readyAt)}${explanation.readyUntil === null ? '' : `, until ${minutes(explanation.readyUntil)} if nothing more happens`}`
    : explanation.disqualified
      ? 'NOT READY: disqualified by a fit rule'
      : `NOT READY: ${formatNumber(distance)} points to ${formatNumber(threshold)}`;
  const due = explanation.dueAt === null ? [] : [`follow up by ${minutes(explanation.dueAt)}`];
  return lines([
    color.bold(visible(name)),
    `as of ${explanation.asOf}, from ${placeText(lead.place)}`,
    '',
    color.bold(`score ${formatNumber(score)} = ${parts}`),
    [state, ...due].join('; '),
    `velocity ${formatNumber(velocity)} points per day since ${minutes(explanation.firstTouchAt) || 'an unknown first touch'}; momentum ${formatSigned(momentum)}`,
  ]);
}

function renderFit({ fit, fitRules, disqualified }: ScoreExplanation, color: Painter): string {
  const held = fitRules.filter(({ holds }) => holds);
  const missed = fitRules.filter(({ holds }) => !holds);
  const line = ({ rule, points, disqualifies, values }: FitLine) => {
    const seen = Object.entries(values).map(
      ([field, value]) => `${field} = ${value === null ? '(missing)' : visible(value)}`,
    );
    return `  ${formatSigned(points).padStart(6)}  ${rule}${disqualifies ? ' (disqualifies)' : ''}  ${color.dim(seen.join(', '))}`;
  };
  return lines([
    color.bold(`FIT ${formatNumber(fit)}${disqualified ? ' (the floor: disqualified)' : ''}`),
    ...held.map(line),
    ...(held.length === 0 ? ['  no rule holds'] : []),
    ...(missed.length === 0
      ? []
      : [`  not held: ${missed.map(({ rule, points }) => `${rule} (${formatSigned(points)})`).join(', ')}`]),
  ]);
}

function renderPain(
  { pain, statement, events }: ScoreExplanation,
  color: Painter,
  table: TableOptions,
): string {
  const notes = [
    plural(events.used, 'event'),
    ...(events.duplicates === 0 ? [] : [`${plural(events.duplicates, 'duplicate')} folded`]),
    ...(events.machine === 0 ? [] : [`${events.machine} by machines, not counted`]),
    ...(events.expired === 0 ? [] : [`${events.expired} too old to count`]),
  ];
  const title = `${color.bold(`PAIN ${formatNumber(pain)}`)}  ${color.dim(notes.join(', '))}`;
  if (statement.length === 0) return lines([title, '  no event counts']);
  const balances = roundedDifferences(statement);
  const right = 'right' as const;
  const columns = [
    { title: 'when' },
    { title: 'where' },
    { title: 'event', widest: 44 },
    { title: 'rule' },
    { title: 'points', align: right },
    { title: 'now', align: right },
    { title: 'counted', align: right },
    { title: 'balance', align: right },
  ];
  const rows = statement.map((line, index) => [
    minutes(line.at),
    placeText(line.place),
    line.detail === undefined ? line.type : `${line.type} ${line.detail}`,
    line.rule,
    formatSigned(line.points),
    formatSigned(line.now),
    formatSigned(balances[index] as number),
    formatNumber(line.balance),
  ]);
  return `${title}\n${renderTable(columns, rows, table)}`;
}

/** Differences of the rounded balances, so that the printed column adds up to the printed total to the last digit. */
function roundedDifferences(statement: readonly PainLine[]): readonly number[] {
  const rounded = statement.map(({ balance }) => Math.round(balance * 100));
  return rounded.map((balance, index) => (balance - (rounded[index - 1] ?? 0)) / 100);
}

function renderHistory({ spells, threshold }: ScoreExplanation, color: Painter): string {
  const shown = spells.slice(-10);
  return lines([
    color.bold(`READINESS (score of ${formatNumber(threshold)} or more)`),
    ...(spells.length > shown.length ? [`  ${plural(spells.length - shown.length, 'earlier spell')}`] : []),
    ...shown.map(({ from, to }) => `  ${minutes(from)} to ${to === null ? 'now' : minutes(to)}`),
    ...(spells.length === 0 ? ['  never ready so far'] : []),
  ]);
}

function renderWays({ wouldBeReady, distance, disqualified }: ScoreExplanation, color: Painter): string {
  const title = color.bold(`TO BE READY: ${formatNumber(distance)} more points`);
  if (disqualified) return lines([title, '  not possible while a fit rule disqualifies the lead']);
  const ways = wouldBeReady.slice(0, 8).map(renderWay);
  return lines([title, ...(ways.length === 0 ? ['  no single rule has room left'] : ways)]);
}

function renderWay(way: Way): string {
  const adds = `  ${formatSigned(way.adds).padStart(6)}`;
  switch (way.kind) {
    case 'profile':
      return `${adds}  if fit rule ${way.rule} held`;
    case 'events':
      return `${adds}  by the next event for ${way.rule}${enough(way.events)}`;
  }
}

function enough(events: number | null): string {
  if (events === null) return ' (not enough alone)';
  return events === 1 ? ', which is enough' : `; ${events} of them are enough`;
}

function minutes(instant: string | null): string {
  return instant === null ? '' : formatInstant(Date.parse(instant));
}

function lines(parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
