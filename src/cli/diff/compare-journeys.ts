import type { FlightCounts, InFlightDiff, JourneyChange } from '../../model/config-diff.js';
import { decisionMarks } from '../../model/decision-columns.js';
import { reasonCode, reasons } from '../../model/reason.js';
import { actionCode } from '../../plan/candidate.js';
import type { Pairs } from './pair-leads.js';
import type { Side } from './side.js';

/** What becomes of a lead in the middle of a campaign. */
type Fate = { readonly is: 'continue' } | Pick<JourneyChange, 'is' | 'from' | 'to'>;

/**
 * What a change does to leads that the ledger has in the middle of a campaign (S5.7): they go on as before, go on with another step, leave, or
 * stand at a step that is gone. Who leaves with the old config as well is not in flight.
 */
export function compareJourneys(
  before: Side,
  after: Side,
  { newOf }: Pairs,
): { readonly inFlight: InFlightDiff; readonly journeys: readonly JourneyChange[] } {
  const campaigns = before.config.campaigns.map(({ id }) => ({ campaign: id, ...noFlights }));
  const journeys: JourneyChange[] = [];
  const fateOf = fates(before, after, newOf);
  let leads = 0;
  for (const row of insideRows(before)) {
    const lead = before.decisions.lead[row] as number;
    const counts = campaigns[before.decisions.campaign[row] as number];
    if (counts === undefined || leaves(before, row)) continue;
    const fate = fateOf(row);
    leads++;
    counts[fate.is]++;
    if (fate.is === 'continue') continue;
    journeys.push({ lead: before.keys[lead] as string, campaign: counts.campaign, ...fate });
  }
  const total = (name: keyof FlightCounts) => campaigns.reduce((sum, counts) => sum + counts[name], 0);
  const inFlight: InFlightDiff = {
    leads,
    continue: total('continue'),
    jump: total('jump'),
    exit: total('exit'),
    stuck: total('stuck'),
    campaigns: campaigns.filter((counts) => fateNames.some((name) => counts[name] > 0)),
    jumps: tally(journeys, 'jump').map(({ campaign, from, to, leads }) => ({
      campaign,
      from: from ?? '',
      to,
      leads,
    })),
    exits: tally(
      journeys.map((journey) => ({ ...journey, from: null })),
      'exit',
    ).map(({ campaign, to, leads }) => ({ campaign, reason: to, leads })),
  };
  return { inFlight, journeys };
}

const fateNames = ['continue', 'jump', 'exit', 'stuck'] as const;
const noFlights = { continue: 0, jump: 0, exit: 0, stuck: 0 };

/** Rows of occurrences that the ledger knows. */
function* insideRows({ decisions }: Side): Generator<number> {
  for (let row = 0; row < decisions.rows; row++) {
    if (((decisions.marks[row] as number) & decisionMarks.begins) === 0) yield row;
  }
}

function leaves({ decisions }: Side, row: number): boolean {
  const action = decisions.actionOf(decisions.lead[row] as number, decisions.campaign[row] as number);
  return action === actionCode.exit || action === actionCode.done;
}

function fates(before: Side, after: Side, newOf: Int32Array): (row: number) => Fate {
  const width = after.config.campaigns.length;
  const rows = new Map<number, number>();
  for (const row of insideRows(after)) {
    const { lead, campaign } = after.decisions;
    rows.set((lead[row] as number) * width + (campaign[row] as number), row);
  }
  const campaignOf = before.config.campaigns.map(({ id }) =>
    after.config.campaigns.findIndex((campaign) => campaign.id === id),
  );
  return (row) => {
    const from = stepOf(before, row);
    const lead = newOf[before.decisions.lead[row] as number] as number;
    const campaign = campaignOf[before.decisions.campaign[row] as number] as number;
    if (lead < 0) return { is: 'exit', from, to: 'lead_gone' };
    if (campaign < 0) return { is: 'exit', from, to: 'campaign_gone' };
    const now = rows.get(lead * width + campaign);
    const reason = after.decisions.reasonOf(lead, campaign);
    if (now === undefined || leaves(after, now)) return { is: 'exit', from, to: String(reasons[reason]) };
    if (reason === reasonCode.step_vanished) {
      const isOld = reasonOf(before, row) === reason;
      return isOld ? { is: 'continue' } : { is: 'stuck', from, to: 'step_vanished' };
    }
    const to = stepOf(after, now);
    return from === null || to === null || from === to ? { is: 'continue' } : { is: 'jump', from, to };
  };
}

function reasonOf({ decisions }: Side, row: number): number {
  return decisions.reasonOf(decisions.lead[row] as number, decisions.campaign[row] as number);
}

/** Id of the step that comes next; null for those who are stopped before one is looked at. */
function stepOf({ decisions, config }: Side, row: number): string | null {
  const campaign = config.campaigns[decisions.campaign[row] as number];
  return campaign?.steps[decisions.step[row] as number]?.id ?? null;
}

function tally(journeys: readonly JourneyChange[], is: JourneyChange['is']) {
  const found = new Map<string, Pick<JourneyChange, 'campaign' | 'from' | 'to'> & { leads: number }>();
  for (const { campaign, from, to } of journeys.filter((journey) => journey.is === is)) {
    const name = JSON.stringify([campaign, from, to]);
    const known = found.get(name) ?? { campaign, from, to, leads: 0 };
    known.leads++;
    found.set(name, known);
  }
  return [...found.values()].sort((a, b) => b.leads - a.leads);
}
