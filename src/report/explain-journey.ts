import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { formatInstant, formatNumber, plural } from './numbers.js';
import { type Place, placeText } from './place.js';
import { renderTable, type TableOptions } from './table.js';

/** Where a lead stands, how it came there and who takes it further (A10, S4.4, S4.5). */
export interface JourneyExplanation {
  readonly stage: StageLines;
  readonly qualification: QualificationLines;
  readonly labels: { readonly temperature: string; readonly letter: string };
  readonly owner: string | null;
  readonly overdue: boolean;
  readonly timeline: Timeline;
}

export interface StageLines {
  readonly id: string;
  readonly since: string | null;
  readonly history: readonly StageLine[];
  /** Days in each stage the lead has been in, up to as-of. */
  readonly days: Readonly<Record<string, number>>;
}

export interface StageLine {
  readonly from: string;
  readonly to: string;
  /** Null for a stage entered by a condition that says nothing of when. */
  readonly at: string | null;
  readonly by: 'event' | 'condition';
  /** False for a transition the config does not allow: the lead stayed in `from`. */
  readonly legal: boolean;
}

export interface QualificationLines {
  readonly verdict: string;
  readonly route: string;
  readonly origin: 'inbound' | 'outbound';
  /** In the order in which they are asked (E11). */
  readonly gates: readonly {
    readonly gate: 'fit' | 'pain';
    readonly value: number;
    readonly good: number;
    readonly passed: boolean;
  }[];
  readonly disqualified: boolean;
}

/** The last touches of a lead, scored or not, the oldest first. */
export interface Timeline {
  /** All events up to as-of, duplicates left out. */
  readonly events: number;
  readonly last: readonly TimelineLine[];
}

export interface TimelineLine {
  readonly at: string;
  readonly place: Place;
  readonly type: string;
  readonly detail?: string;
  readonly machine: boolean;
}

export function renderQualification(journey: JourneyExplanation, color: Painter): string {
  const { qualification, labels, owner, overdue } = journey;
  const { verdict, route, origin, gates, disqualified } = qualification;
  const order = gates.map(({ gate }) => gate).join(', then ');
  const line = ({ gate, value, good, passed }: QualificationLines['gates'][number]) =>
    `  ${passed ? 'yes' : 'no '}  ${gateWords[gate]}: ${gate} ${formatNumber(value)}, asked for ${formatNumber(good)}`;
  return lines([
    color.bold(`QUALIFICATION ${verdict}, next ${visible(route)}`),
    ...(disqualified ? ['  no   a fit rule disqualifies the lead'] : []),
    ...gates.map(line),
    `  ${origin}: ${order}`,
    `  temperature ${labels.temperature}, letter ${labels.letter}`,
    ...(owner === null ? [] : [`  owner ${visible(owner)}`]),
    ...(overdue ? ['  the follow-up is overdue'] : []),
  ]);
}

const gateWords = { fit: 'good fit', pain: 'high need' } as const;

export function renderStage({ stage }: JourneyExplanation, color: Painter): string {
  const { id, since, history, days } = stage;
  const spent = Object.entries(days).map(([stage, count]) => `${stage} ${formatNumber(count)}`);
  return lines([
    color.bold(`STAGE ${visible(id)}${since === null ? '' : ` since ${minutes(since)}`}`),
    ...history.map(stepLine),
    ...(spent.length === 0 ? [] : [`  days: ${visible(spent.join(', '))}`]),
  ]);
}

function stepLine({ from, to, at, by, legal }: StageLine): string {
  const when = at === null ? 'as of the run'.padEnd(17) : minutes(at);
  const how = by === 'condition' ? '  (its condition holds)' : '';
  const refused = legal ? how : '  (not legal, the lead stays)';
  return `  ${when}  ${visible(from)} -> ${visible(to)}${refused}`;
}

export function renderTimeline(
  { timeline }: JourneyExplanation,
  color: Painter,
  options: TableOptions,
): string {
  const { events, last } = timeline;
  const count =
    last.length < events ? `last ${last.length} of ${plural(events, 'event')}` : plural(events, 'event');
  const title = `${color.bold('TIMELINE')}  ${color.dim(count)}`;
  if (last.length === 0) return lines([title]);
  const columns = [{ title: 'when' }, { title: 'where' }, { title: 'event', widest: 60 }, { title: 'by' }];
  const rows = last.map(({ at, place, type, detail, machine }) => [
    minutes(at),
    placeText(place),
    detail === undefined ? type : `${type} ${detail}`,
    machine ? 'a machine' : '',
  ]);
  return `${title}\n${renderTable(columns, rows, options)}`;
}

function minutes(instant: string): string {
  return formatInstant(Date.parse(instant));
}

function lines(parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
