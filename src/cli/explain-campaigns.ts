import { engagementCases } from '../model/campaign.js';
import { type Action, actions, type Reason, reasons } from '../model/reason.js';
import { zoneSources } from '../model/zone-source.js';
import type { Candidate } from '../plan/candidate.js';
import { mailCases } from '../plan/mail-cases.js';
import { Planner, plan } from '../plan/planner.js';
import type { CampaignExplanation, NextStep, SentMail } from '../report/explain-campaigns.js';
import { isoInstant } from '../report/numbers.js';
import { clockOf, type PlanRun } from './plan-run.js';

/** What was planned: of everybody, or of a part of the leads. */
type Explained = Pick<PlanRun, 'input' | 'names' | 'started'>;

/**
 * The story of a lead in each campaign (S5, S6): the plan of everybody says what is decided, and the same planner goes through the lead's
 * mailbox once more to say which gates it came to.
 */
export function explainCampaigns(prepared: Explained, lead: number): readonly CampaignExplanation[] {
  const { input } = prepared;
  const { decisions } = plan(input);
  const gates = new Map<number, { gate: string; passed: boolean }[]>();
  const planner = new Planner(input, (candidate, gate, passed) => {
    if (candidate.lead !== lead) return;
    gates.set(candidate.campaign, [...(gates.get(candidate.campaign) ?? []), { gate, passed }]);
  });
  planner.findVanished();
  const found: CampaignExplanation[] = [];
  planner.planOne(lead, (candidate) => {
    if (candidate.lead !== lead) return;
    const action = actions[decisions.actionOf(lead, candidate.campaign)] as Action;
    const reason = reasons[decisions.reasonOf(lead, candidate.campaign)] as Reason;
    found.push({
      ...explainCandidate(prepared, candidate, planner.desk.range),
      action,
      reason,
      gates: [...(gates.get(candidate.campaign) ?? []), ...laterGates(candidate, action, reason)],
    });
  });
  return found;
}

/** Gates that look at several campaigns, or at the whole plan, are told by the reason they left. */
function laterGates({ step, action }: Candidate, decided: Action, reason: Reason) {
  const gate = gatesByReason[reason];
  if (gate !== undefined) return [{ gate, passed: false }];
  return decided === 'send' && action >= 0 && step >= 0
    ? [
        { gate: 'frequency', passed: true },
        { gate: 'priority', passed: true },
      ]
    : [];
}

const gatesByReason: Readonly<Partial<Record<Reason, string>>> = {
  gap_deferred: 'frequency',
  capped_deferred: 'frequency',
  capped_skipped: 'frequency',
  lost_priority: 'priority',
  blast_gate: 'blast',
};

function explainCandidate(
  { input, names, started }: Explained,
  candidate: Candidate,
  range: { readonly from: number; readonly to: number },
): Omit<CampaignExplanation, 'action' | 'reason' | 'gates'> {
  const campaign = started.inputs.config.campaigns[candidate.campaign];
  const stepName = (step: number) => campaign?.steps[step]?.id ?? '(a step that is gone)';
  const { ledger, leads } = input;
  const cases = mailCases(input, candidate.lead, range);
  const sent: SentMail[] = [];
  for (let row = range.from; row < range.to; row++) {
    const isOwn = ledger.lead[row] === candidate.lead && ledger.campaign[row] === candidate.campaign;
    if (!isOwn || ledger.occurrence[row] !== candidate.occurrence || !cases.has(row)) continue;
    const isLast = row === candidate.standing.lastSend;
    sent.push({
      step: stepName(ledger.step[row] as number),
      attempt: ledger.attempt[row] as number,
      at: isoInstant(ledger.at[row]) ?? '',
      case:
        engagementCases[
          (isLast && candidate.exit < 0 ? Math.min(candidate.case, 5) : cases.get(row)) as number
        ] ?? '',
    });
  }
  const zone = names.zones[leads.zone[candidate.lead] as number] ?? '';
  const next: NextStep | null =
    candidate.step < 0
      ? null
      : {
          step: stepName(candidate.step),
          attempt: candidate.attempt,
          variant: campaign?.steps[candidate.step]?.variants[candidate.variant]?.id ?? null,
          dueAt: isoInstant(candidate.due),
          sendAt: finiteInstant(candidate.sendAt),
          localAt: localTime(candidate.sendAt, zone),
          zone,
          zoneSource: zoneSources[leads.zoneSource[candidate.lead] as number] ?? '',
        };
  return {
    id: candidate.model.id,
    occurrence: candidate.occurrence === 0 ? null : candidate.occurrence,
    startedAt: candidate.occurrence === 0 ? null : isoInstant(candidate.startAt),
    sent,
    next,
    winner: candidate.winner < 0 ? null : (input.model.campaigns[candidate.winner]?.id ?? null),
  };
}

function finiteInstant(at: number): string | null {
  return Number.isFinite(at) ? isoInstant(at) : null;
}

function localTime(at: number, zone: string): string | null {
  if (!Number.isFinite(at)) return null;
  return new Date(clockOf(zone).localOf(at)).toISOString().slice(0, 16).replace('T', ' ');
}
