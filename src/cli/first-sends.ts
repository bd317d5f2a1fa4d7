import { appendColumns } from '../engine/append.js';
import type { Database } from '../engine/database.js';
import type { PlanNames } from '../engine/planning/store-plan.js';
import { actionCode } from '../plan/candidate.js';
import type { Decisions } from '../plan/decisions.js';
import type { PlanInput } from '../plan/plan-input.js';
import type { PlannedSend } from '../report/plan-report.js';
import { raw } from '../sql/sql.js';

/** The first sends by instant, then lead and campaign, for the screen. Only the leads that are shown are asked for. */
export async function firstSends(
  database: Database,
  { leads, clocks, projectClock }: PlanInput,
  decisions: Decisions,
  { campaigns, zones }: PlanNames,
  limit: number,
): Promise<readonly PlannedSend[]> {
  const first = sendRows(decisions, campaigns).slice(0, limit);
  const ords = first.map((row) => decisions.lead[row] as number);
  const known = await namesOf(database, ords);
  return first.map((row) => {
    const lead = decisions.lead[row] as number;
    const campaign = campaigns[decisions.campaign[row] as number];
    const step = campaign?.steps[decisions.step[row] as number];
    const named = known.get(lead);
    if (campaign === undefined || step === undefined || named === undefined)
      throw new Error(`There is no lead ${lead} or step of the decision ${row}.`);
    const zone = leads.zone[lead] as number;
    const local = (clocks[zone] ?? projectClock).localOf(decisions.sendAt[row] as number);
    return {
      ...named,
      campaign: campaign.id,
      step: step.id,
      variant: step.variants[decisions.variant[row] as number]?.id ?? null,
      localAt: new Date(local).toISOString().slice(0, 16).replace('T', ' '),
      zone: String(zones[zone]),
    };
  });
}

/** Rows of sends, the next one first. */
function sendRows(decisions: Decisions, campaigns: PlanNames['campaigns']): readonly number[] {
  const { lead, campaign, sendAt } = decisions;
  const rows: number[] = [];
  for (let row = 0; row < decisions.rows; row++) {
    if (decisions.actionOf(lead[row] as number, campaign[row] as number) === actionCode.send) rows.push(row);
  }
  const byName = campaigns.map(({ id }) => id).toSorted();
  const places = campaigns.map(({ id }) => byName.indexOf(id));
  const placeOf = (row: number) => places[campaign[row] as number] as number;
  return rows.sort(
    (a, b) =>
      (sendAt[a] as number) - (sendAt[b] as number) ||
      (lead[a] as number) - (lead[b] as number) ||
      placeOf(a) - placeOf(b),
  );
}

async function namesOf(
  database: Database,
  ords: readonly number[],
): Promise<ReadonlyMap<number, Pick<PlannedSend, 'leadId' | 'email'>>> {
  await appendColumns(database, 'shown_send', { ord: Int32Array.from(new Set(ords)) });
  const rows = await database.rows(raw('SELECT ord, key, email FROM lead JOIN shown_send USING (ord)'));
  return new Map(
    rows.map(([ord, key, email]) => [
      Number(ord),
      { leadId: String(key), email: email === null || email === undefined ? null : String(email) },
    ]),
  );
}
