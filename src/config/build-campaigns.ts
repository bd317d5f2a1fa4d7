import type { Campaign, CampaignKind, Entry, Reentry, SendWindow, Trigger } from '../model/campaign.js';
import { buildWindow } from './build-policy.js';
import { buildMatcher, buildStep, type StepDefaults } from './build-step.js';
import { type Conditions, conditionAt } from './conditions/find-conditions.js';
import { defined } from './defined.js';
import type { Path } from './problem.js';
import type { ShapedConfig } from './schema/config-schema.js';
import { offset } from './schema/triggers.js';

const DAY_MS = 86_400_000;

type ShapedCampaign = ShapedConfig['campaigns'][number];
type ShapedTrigger = NonNullable<ShapedCampaign['goal']>;
type ShapedEntry = NonNullable<ShapedCampaign['entry']>;

/** The campaigns that leads can be in, with every default filled in (S5, S6.6). */
export function buildCampaigns(shaped: ShapedConfig, conditions: Conditions): readonly Campaign[] {
  return shaped.campaigns.flatMap((campaign, index) => {
    const { goal, entry, abstract } = campaign;
    if (abstract) return [];
    if (goal === undefined || entry === undefined)
      throw new Error(`The campaign ${campaign.id} has no goal or no entry, which has not been found.`);
    return [buildCampaign(shaped, { ...campaign, goal, entry }, ['campaigns', index], conditions)];
  });
}

function buildCampaign(
  { policy }: ShapedConfig,
  campaign: ShapedCampaign & { readonly goal: ShapedTrigger; readonly entry: ShapedEntry },
  path: Path,
  conditions: Conditions,
): Campaign {
  const { kind } = campaign;
  const defaults: StepDefaults = {
    expiresAfterMs: campaign.expires_after ?? policy.expires_after,
    caseWindowMs: campaign.case_window ?? policy.case_window,
    ...defined({ ladder: policy.ladder }),
  };
  return {
    id: campaign.id,
    kind,
    ...defined({ owner: campaign.owner, strategy: campaign.strategy }),
    priority: campaign.priority ?? priorities[kind],
    purpose: campaign.purpose,
    transactional: campaign.transactional ?? kind === 'transactional',
    paused: campaign.paused,
    allowColdOffers: campaign.allow_cold_offers,
    goal: buildTrigger(campaign.goal, [...path, 'goal'], conditions),
    entry: buildEntry(campaign.entry, [...path, 'entry'], conditions),
    exits: campaign.exit.map((exit, index) => buildTrigger(exit, [...path, 'exit', index], conditions)),
    ...(campaign.while === undefined ? {} : { while: conditionAt(conditions, [...path, 'while']) }),
    reentry: buildReentry(campaign),
    holdout: campaign.holdout,
    ...defined({
      maxAgeMs: campaign.max_age,
      throttle: campaign.throttle,
      smoothDays: campaign.smooth_over,
      window: windowOf(campaign, policy),
    }),
    moved: Object.fromEntries(
      Object.entries(campaign.moved).map(([former, step]) => [former, step === 'exit' ? null : step]),
    ),
    steps: campaign.steps.map((step, index) =>
      buildStep(step, [...path, 'steps', index], conditions, defaults),
    ),
  };
}

/** Of several campaigns that could send to a lead, the highest goes first (S6.6). */
const priorities: Readonly<Record<CampaignKind, number>> = {
  transactional: 100,
  welcome: 90,
  reminder: 80,
  renewal: 70,
  onboarding: 70,
  customer_onboarding: 60,
  follow_up: 50,
  upsell: 50,
  custom: 50,
  product_engagement: 40,
  nurture: 30,
  wake_up: 20,
};

function buildTrigger(trigger: ShapedTrigger, path: Path, conditions: Conditions): Trigger {
  return trigger.kind === 'event'
    ? { kind: 'event', event: buildMatcher(trigger, path, conditions) }
    : { kind: 'condition', when: conditionAt(conditions, path) };
}

function buildEntry(entry: ShapedEntry, path: Path, conditions: Conditions): Entry {
  if (entry.kind === 'condition') return { kind: 'condition', when: conditionAt(conditions, path) };
  const when = entry.when === undefined ? {} : { when: conditionAt(conditions, [...path, 'when']) };
  return entry.kind === 'event'
    ? { kind: 'event', event: buildMatcher(entry, path, conditions), ...when }
    : { kind: 'date', yearly: entry.yearly, ...offset(entry.date, entry.before, entry.after), ...when };
}

/** The yearly default is long enough for a date that is corrected, and short enough for the next one. */
function buildReentry({ reentry, entry }: ShapedCampaign): Reentry {
  if (typeof reentry === 'string') return reentry;
  if (reentry !== undefined) return { afterMs: reentry };
  return entry?.kind === 'date' && entry.yearly ? { afterMs: 180 * DAY_MS } : 'never';
}

function windowOf({ window }: ShapedCampaign, policy: ShapedConfig['policy']): SendWindow | undefined {
  const written = window ?? policy.window;
  return written === undefined || written === 'any' ? undefined : buildWindow(written);
}
