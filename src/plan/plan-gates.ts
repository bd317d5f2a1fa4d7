import { reasonCode } from '../model/reason.js';
import { actionCode } from './candidate.js';
import type { Decisions } from './decisions.js';
import type { PlanInput } from './plan-input.js';

/** What the blast gate found (S6.9). */
export interface BlastVerdict {
  readonly sends: number;
  /** The limit that was broken, and by what; undefined when none was, or when it was allowed. */
  readonly broken?: { readonly by: 'max_sends' | 'max_growth'; readonly limit: number };
}

/** The largest numbers of sends of one day, of each campaign and of all (S6.8): the most important go first. */
export function throttle({ model, sentToday = new Map() }: PlanInput, decisions: Decisions): void {
  const limits = model.campaigns.map((campaign) => campaign.throttle - (sentToday.get(campaign.id) ?? 0));
  if (![model.throttle, ...limits].some(Number.isFinite)) return;
  const { lead, campaign, dueAt } = decisions;
  const priority = model.campaigns.map((one) => one.priority);
  const ids = rankOf(model.campaigns.map(({ id }) => id));
  const rows = sendRows(decisions).sort((a, b) => {
    const [first, second] = [campaign[a] as number, campaign[b] as number];
    return (
      (priority[second] as number) - (priority[first] as number) ||
      (dueAt[a] as number) - (dueAt[b] as number) ||
      (lead[a] as number) - (lead[b] as number) ||
      (ids[first] as number) - (ids[second] as number)
    );
  });
  let left = [...sentToday.values()].reduce((rest, sends) => rest - sends, model.throttle);
  for (const row of rows) {
    const index = campaign[row] as number;
    if (left > 0 && (limits[index] as number) > 0) {
      left--;
      limits[index] = (limits[index] as number) - 1;
    } else wait(decisions, row, reasonCode.throttled);
  }
}

/** Stops a plan that would send far more than usual (S6.9). */
export function blast({ model, usualSends, allowsBlast }: PlanInput, decisions: Decisions): BlastVerdict {
  const rows = sendRows(decisions);
  const sends = rows.length;
  const { maxSends, maxGrowth } = model.blast;
  const most = usualSends === undefined || maxGrowth === undefined ? undefined : usualSends * maxGrowth;
  const broken =
    maxSends !== undefined && sends > maxSends
      ? { by: 'max_sends' as const, limit: maxSends }
      : most !== undefined && sends > most
        ? { by: 'max_growth' as const, limit: most }
        : undefined;
  if (broken === undefined || allowsBlast) return { sends };
  for (const row of rows) wait(decisions, row, reasonCode.blast_gate);
  return { sends, broken };
}

function sendRows(decisions: Decisions): number[] {
  const rows: number[] = [];
  for (let row = 0; row < decisions.rows; row++) {
    const action = decisions.actionOf(decisions.lead[row] as number, decisions.campaign[row] as number);
    if (action === actionCode.send) rows.push(row);
  }
  return rows;
}

function wait(decisions: Decisions, row: number, reason: number): void {
  decisions.setVerdict(
    decisions.lead[row] as number,
    decisions.campaign[row] as number,
    actionCode.wait,
    reason,
  );
}

function rankOf(ids: readonly string[]): readonly number[] {
  const sorted = ids.toSorted();
  return ids.map((id) => sorted.indexOf(id));
}
