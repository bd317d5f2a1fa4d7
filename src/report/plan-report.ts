import type { CampaignSummary, EarlierTotals, PlanSummary, ReasonCount } from '../model/plan-summary.js';
import { actions } from '../model/reason.js';
import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { formatCount, plural, signedCount } from './numbers.js';
import { renderTable, type TableOptions } from './table.js';

/** A send as people see it in a list. */
export interface PlannedSend {
  readonly leadId: string;
  readonly email: string | null;
  readonly campaign: string;
  readonly step: string;
  readonly variant: string | null;
  /** `2026-03-02 09:00`, on the clock of the lead. */
  readonly localAt: string;
  readonly zone: string;
}

const right = 'right' as const;

/** Campaigns by action, then why, for standard output. */
export function renderPlan(summary: PlanSummary, options: TableOptions): string {
  const columns = [
    { title: 'campaign', widest: 40 },
    ...actions.map((action) => ({ title: action, align: right })),
    { title: 'most frequent reasons', widest: 70 },
  ];
  const rows = summary.campaigns.map((campaign) => rowOf(campaign.id, campaign));
  const total = summary.campaigns.length > 1 ? [rowOf('all', summary)] : [];
  return renderTable(columns, [...rows, ...total], options);
}

const mostReasons = 3;

function rowOf(name: string, counted: Pick<CampaignSummary, 'actions' | 'reasons'>): readonly string[] {
  const frequent = counted.reasons
    .filter(({ action }) => action !== 'send')
    .toSorted((a, b) => b.leads - a.leads)
    .slice(0, mostReasons);
  return [
    name,
    ...actions.map((action) => formatCount(counted.actions[action])),
    frequent.map(({ reason, leads }) => `${reason} ${formatCount(leads)}`).join(', '),
  ];
}

/** Every reason with its number, for `--reasons`. */
export function renderReasonTable(reasons: readonly ReasonCount[], options: TableOptions): string {
  const columns = [{ title: 'action' }, { title: 'reason' }, { title: 'leads', align: right }];
  return renderTable(
    columns,
    reasons.map(({ action, reason, leads }) => [action, reason, formatCount(leads)]),
    options,
  );
}

/** The first sends, for standard output. */
export function renderSends(sends: readonly PlannedSend[], options: TableOptions): string {
  const columns = [
    { title: 'send at', widest: 16 },
    { title: 'zone', widest: 20 },
    { title: 'lead', widest: 24 },
    { title: 'email', widest: 34 },
    { title: 'campaign', widest: 24 },
    { title: 'step', widest: 24 },
    { title: 'variant', widest: 10 },
  ];
  return renderTable(
    columns,
    sends.map((send) => [
      send.localAt,
      send.zone,
      send.leadId,
      send.email ?? '',
      send.campaign,
      send.step,
      send.variant ?? '',
    ]),
    options,
  );
}

/** Totals that reconcile, for standard error. */
export function renderPlanTotals(summary: PlanSummary, color: Painter): string {
  const { leads, campaigns, considered, actions: counts, days, ledger, blast, lists } = summary;
  const parts = actions.map((action) => `${action} ${formatCount(counts[action])}`).join(' + ');
  const runs =
    ledger.runs === 0
      ? 'no runs committed yet'
      : `${plural(ledger.runs, 'run')}, the last ${visible(ledger.last ?? '')}`;
  const usual = blast.usual === null ? '' : `; usually ${formatCount(blast.usual)} sends`;
  const byDay = days.map(({ day, sends }) => `${day} ${formatCount(sends)}`).join(', ');
  return `${[
    color.bold(`plan from ${summary.asOf} to ${summary.until}`),
    `${plural(leads, 'lead')} x ${plural(campaigns.length, 'campaign')} = ${formatCount(considered)} = ${parts}`,
    ...(byDay === '' ? [] : [`sends by day: ${byDay}`]),
    ...(lists.length === 0 ? [] : [`send lists: ${renderLists(lists)}`]),
    ...(ledger.before === null ? [] : [renderAgainst(ledger.before, summary)]),
    `ledger: ${runs}${ledger.replay ? '; later runs are left out, this is a replay' : ''}${usual}`,
  ].join('\n')}\n`;
}

/** What has changed since the last run. */
function renderAgainst(before: EarlierTotals, { leads, actions: counts }: PlanSummary): string {
  const parts = actions.map((action) => `${action} ${signedCount(counts[action] - before.actions[action])}`);
  return `against the run as of ${visible(before.asOf)}: leads ${signedCount(leads - before.leads)}; ${parts.join(', ')}`;
}

const shownLists = 8;

/** The files of the lists with their rows. */
function renderLists(lists: PlanSummary['lists']): string {
  const shown = lists.slice(0, shownLists).map(({ name, rows }) => `${visible(name)} ${formatCount(rows)}`);
  const more = lists.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${plural(more, 'more file')}` : ''}`;
}
