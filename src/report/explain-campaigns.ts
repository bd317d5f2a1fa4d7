import type { Action, Reason } from '../model/reason.js';
import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { formatInstant } from './numbers.js';
import { reasonWords } from './reason-words.js';

/** Where a lead stands in each campaign, what comes next, or why nothing does (S5, S6). */
export interface CampaignsExplanation {
  /** Left out when the config has no campaigns. */
  readonly campaigns?: readonly CampaignExplanation[];
}

export interface CampaignExplanation {
  readonly id: string;
  readonly action: Action;
  readonly reason: Reason;
  /** Null before the first occurrence. */
  readonly occurrence: number | null;
  readonly startedAt: string | null;
  /** Mails of this occurrence, the oldest first, each with its case as far as it is known. */
  readonly sent: readonly SentMail[];
  readonly next: NextStep | null;
  /** Campaign that goes first. */
  readonly winner: string | null;
  /** The gates the lead came to, in order; the last one is the one that stopped it. */
  readonly gates: readonly { readonly gate: string; readonly passed: boolean }[];
}

export interface SentMail {
  readonly step: string;
  readonly attempt: number;
  readonly at: string;
  readonly case: string;
}

export interface NextStep {
  readonly step: string;
  readonly attempt: number;
  readonly variant: string | null;
  readonly dueAt: string | null;
  readonly sendAt: string | null;
  /** `2026-03-02 09:00`, on the clock of the lead. */
  readonly localAt: string | null;
  readonly zone: string;
  /** How the zone was found. */
  readonly zoneSource: string;
}

export function renderCampaigns(campaigns: readonly CampaignExplanation[], color: Painter): string {
  return `${[color.bold('CAMPAIGNS'), ...campaigns.flatMap(campaignLines)].join('\n')}\n`;
}

export function campaignLines(campaign: CampaignExplanation): readonly string[] {
  const { id, action, reason, occurrence, startedAt, sent, next, gates } = campaign;
  const winner = campaign.winner === null ? '' : `: ${campaign.winner}`;
  const stop = gates.find(({ passed }) => !passed);
  const passed = gates.filter((gate) => gate.passed).map(({ gate }) => gate);
  return [
    visible(`  ${id}  ${action}, because ${reasonWords[reason]}${winner} (${reason})`),
    ...(occurrence === null
      ? []
      : [`    occurrence ${occurrence}${startedAt === null ? '' : ` since ${minutes(startedAt)}`}`]),
    ...sent.map(sentLine),
    ...(next === null ? [] : [nextLine(next, action)]),
    visible(
      `    gates: ${[...passed, ...(stop === undefined ? [] : [`${stop.gate} (stopped here)`])].join(', ')}`,
    ),
  ];
}

function sentLine({ step, attempt, at, case: found }: SentMail): string {
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  return visible(`    sent  ${minutes(at)}  ${step}${again}: ${found}`);
}

function nextLine(
  { step, attempt, variant, dueAt, localAt, zone, zoneSource }: NextStep,
  action: Action,
): string {
  const form = `${attempt > 1 ? `, attempt ${attempt}` : ''}${variant === null ? '' : `, variant ${variant}`}`;
  const due = dueAt === null ? '' : `, due ${minutes(dueAt)}`;
  const when =
    localAt === null
      ? ''
      : `, ${action === 'send' ? 'goes out' : 'not before'} ${localAt} ${zone} (by ${zoneSource})`;
  return visible(`    next  ${step}${form}${due}${when}`);
}

function minutes(instant: string): string {
  return formatInstant(Date.parse(instant));
}
