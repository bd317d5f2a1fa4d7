import type { Expectation, ExpectedSend, NumberTest } from '../../config/stories/story.js';
import type { LedgerText } from '../../engine/ledger-text.js';
import { reasons } from '../../model/reason.js';
import type { CampaignExplanation } from '../../report/explain-campaigns.js';
import { formatNumber } from '../../report/numbers.js';
import type { StoryFailure } from '../../report/story-report.js';

/** What a run has made of one lead of a story. */
export interface LeadOutcome {
  readonly score: number;
  readonly fit: number;
  readonly pain: number;
  readonly ready: boolean;
  readonly persona: string;
  readonly stage: string;
  /** Of the segments that somebody asks about. */
  readonly segments: ReadonlySet<string>;
  /** Code of the reason by campaign. */
  readonly reasonOf: (campaign: string) => number;
  readonly explain: () => readonly CampaignExplanation[];
}

/** What a run has made of a story. */
export interface RunOutcome {
  /** By lead; a lead that nobody knows yet has none. */
  readonly leads: ReadonlyMap<string, LeadOutcome>;
  readonly sends: readonly (LedgerText & { readonly lead: string })[];
}

type Verdict = Pick<StoryFailure, 'expected' | 'actual' | 'campaigns'> | undefined;

/** What does not come as expected; undefined when it does. */
export function judge(expectation: Expectation, run: RunOutcome): Verdict {
  if (expectation.kind === 'sends') return judgeSends(expectation, run);
  const lead = run.leads.get(expectation.lead);
  if (lead === undefined) {
    return {
      expected: 'something of this lead',
      actual: 'the lead was created after this run: nobody knows it',
    };
  }
  switch (expectation.kind) {
    case 'reason':
      return judgeReason(expectation, lead);
    case 'number': {
      const value = lead[expectation.field];
      const fails = expectation.tests.filter((test) => !holds(value, test));
      if (fails.length === 0) return undefined;
      return { expected: expectation.tests.map(testWords).join(' and '), actual: formatNumber(value) };
    }
    case 'ready':
      if (lead.ready === expectation.is) return undefined;
      return {
        expected: String(expectation.is),
        actual: `${lead.ready}, with a score of ${formatNumber(lead.score)}`,
      };
    case 'segments':
      return judgeSegments(expectation, lead);
    case 'label':
      if (expectation.is.includes(lead[expectation.field])) return undefined;
      return { expected: expectation.is.join(' or '), actual: lead[expectation.field] };
    case 'case':
      return judgeCase(expectation, lead);
  }
}

type About<K extends Expectation['kind']> = Extract<Expectation, { readonly kind: K }>;

function judgeSends({ lead, sends }: About<'sends'>, run: RunOutcome): Verdict {
  const actual = run.sends.filter((send) => lead === undefined || send.lead === lead);
  const left = [...actual];
  const missing = sends.filter((expected) => {
    const place = left.findIndex((send) => isMeant(expected, send));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  if (missing.length === 0 && left.length === 0) return undefined;
  const several = run.leads.size > 1;
  const about = new Set([...missing, ...left].map(({ campaign }) => campaign));
  const leads = [...run.leads].filter(([key]) => lead === undefined || key === lead);
  return {
    expected: lines(sends.map((send) => sendWords(send, several))),
    actual: lines(
      actual.map(({ attempt, at, ...send }) =>
        sendWords({ ...send, at: Date.parse(at), attempt: Number(attempt) }, several),
      ),
    ),
    campaigns: leads.flatMap(([, outcome]) => outcome.explain().filter(({ id }) => about.has(id))),
  };
}

function isMeant(expected: ExpectedSend, send: RunOutcome['sends'][number]): boolean {
  const { campaign, step, at, variant, attempt, lead } = expected;
  return (
    campaign === send.campaign &&
    step === send.step &&
    (at === undefined || at === Date.parse(send.at)) &&
    (variant === undefined || variant === send.variant) &&
    (attempt === undefined || attempt === Number(send.attempt)) &&
    (lead === undefined || lead === send.lead)
  );
}

function sendWords({ campaign, step, at, variant, attempt, lead }: ExpectedSend, several: boolean): string {
  return [
    `${campaign}/${step}`,
    ...(attempt === undefined || attempt === 1 ? [] : [`attempt ${attempt}`]),
    ...(variant === undefined || variant === '' ? [] : [`variant ${variant}`]),
    ...(at === undefined ? [] : [`at ${new Date(at).toISOString().replace('.000Z', 'Z')}`]),
    ...(lead === undefined || !several ? [] : [`to ${lead}`]),
  ].join(' ');
}

function judgeReason({ campaign, is }: About<'reason'>, lead: LeadOutcome): Verdict {
  const actual = reasons[lead.reasonOf(campaign)];
  if (actual !== undefined && is.includes(actual)) return undefined;
  return {
    expected: `${campaign}: ${is.join(' or ')}`,
    actual: `${campaign}: ${actual}`,
    campaigns: lead.explain().filter(({ id }) => id === campaign),
  };
}

function judgeSegments({ includes, excludes }: About<'segments'>, { segments }: LeadOutcome): Verdict {
  const missing = includes.filter((id) => !segments.has(id));
  const surplus = excludes.filter((id) => segments.has(id));
  if (missing.length === 0 && surplus.length === 0) return undefined;
  return {
    expected: [...missing, ...surplus.map((id) => `not ${id}`)].join(', '),
    actual: [...missing.map((id) => `not ${id}`), ...surplus].join(', '),
  };
}

function judgeCase({ campaign, step, is }: About<'case'>, lead: LeadOutcome): Verdict {
  const campaigns = lead.explain().filter(({ id }) => campaign === undefined || id === campaign);
  const last = campaigns
    .flatMap(({ sent }) => sent)
    .filter((mail) => step === undefined || mail.step === step)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1);
  if (last?.case === is) return undefined;
  return {
    expected: is,
    actual: last === undefined ? 'no mail was sent' : `${last.case}, of ${last.step}`,
    campaigns,
  };
}

function holds(value: number, { op, value: limit }: NumberTest): boolean {
  switch (op) {
    case 'eq':
      return isNear(value, limit);
    case 'ne':
      return !isNear(value, limit);
    case 'lt':
      return value < limit;
    case 'lte':
      return value <= limit;
    case 'gt':
      return value > limit;
    case 'gte':
      return value >= limit;
  }
}

/** Scores decay; what people write down is what tables print, with two decimals. */
function isNear(value: number, written: number): boolean {
  return Math.abs(value - written) <= 0.005;
}

const words = { eq: 'is', ne: 'is not', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function testWords({ op, value }: NumberTest): string {
  return `${words[op]} ${value}`;
}

function lines(all: readonly string[]): string {
  return all.length === 0 ? 'no sends' : all.join('\n');
}
