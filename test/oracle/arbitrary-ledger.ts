import fc from 'fast-check';
import type { Config } from '../../src/model/config.js';
import { planScore, type RawCampaign, type RawPlan, rawPlan } from './arbitrary-campaigns.js';
import { dayMs, people, suppressions } from './naive-plan/arbitrary-people.js';
import { type Arrival, blankEvent, timelines } from './naive-plan/arbitrary-timelines.js';
import { configOf } from './naive-plan/config-of.js';
import { naivePlan } from './naive-plan/naive-plan.js';
import { rarely, sometimes } from './naive-plan/optional.js';
import type { LedgerText, PlanWorld } from './plan-world.js';
import { places } from './timestamps.js';

/**
 * Worlds that have been planned for some time: the ledger is what committing the naive plans of earlier instants has written, and people
 * have answered the mail in it. Sometimes a step has been renamed since then, with or without `moved`.
 */
export const worldArbitrary: fc.Arbitrary<PlanWorld> = planWorlds(12);

/** The same with more or fewer leads. */
export function planWorlds(maxLeads: number): fc.Arbitrary<PlanWorld> {
  return fc.constantFrom(...places).chain(({ zone, anchor }) =>
    people(anchor, maxLeads).chain((leads) =>
      fc
        .record({
          plan: rawPlan,
          arrivals: timelines(anchor, leads),
          suppressions: suppressions(anchor),
          runs: fc.array(fc.constantFrom(1, 6, 12, 24, 24, 24, 36, 72), { maxLength: 5, size: 'max' }),
          final: fc.constantFrom(0, 1, 12, 24, 24, 30, 24 * 4),
          answers: fc.array(answer, { maxLength: 2 * maxLeads, size: 'max' }),
          renamed: rarely(renaming),
          horizon: fc.constantFrom(24, 24, 24, 6, 6, 48, 24 * 7),
          daysOff: fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 3 }),
          workdays: fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 1 }),
          reading: sometimes(fc.constantFrom('America/New_York', 'Pacific/Kiritimati')),
          hour: fc.constantFrom(0, 0, 8, 20),
        })
        .map(({ plan, arrivals, answers, runs, final, renamed, ...rest }) => {
          const dayAt = (days: number) => new Date(anchor + days * dayMs).toISOString().slice(0, 10);
          const base: PlanWorld = {
            config: { timezone: zone, score: planScore },
            sections: { ...plan },
            leads,
            events: [],
            lists: {},
            asOf: '',
            ...(rest.reading === undefined ? {} : { reading: { timezone: rest.reading } }),
            ledger: [],
            sendsOfRuns: [],
            suppressions: rest.suppressions,
            horizonMs: rest.horizon * 3_600_000,
            daysOff: rest.daysOff.map(dayAt),
            workdays: rest.workdays.map(dayAt),
          };
          const former = renamed === undefined ? undefined : withFormerStep(plan, renamed);
          const start = anchor - 4 * dayMs + rest.hour * 3_600_000;
          return history({ base, plan, former, arrivals, answers }, start, runs, final);
        }),
    ),
  );
}

/** How somebody answers a mail: which of those sent so far, what, when, and how the export says what it is about. */
const answer = fc.record({
  run: fc.nat({ max: 4 }),
  send: fc.nat(),
  type: fc.constantFrom(
    ...['email.opened', 'email.opened', 'email.opened', 'email.clicked', 'email.clicked', 'email.replied'],
    ...['email.opened', 'email.opened', 'email.clicked', 'email.clicked', 'document.created'],
    ...['email.bounced', 'email.failed', 'email.unsubscribed', 'email.complained', 'document.created'],
  ),
  afterHours: fc.constantFrom(-2, -0.5, 0, 1, 1, 5, 20, 30, 80),
  late: fc.constantFrom(0, 0, 0, 2),
  by: fc.constantFrom('send_id', 'send_id', 'step', 'campaign', 'template', 'nothing'),
  machine: fc.constantFrom('', '', '', 'yes'),
});

type Answer = typeof answer extends fc.Arbitrary<infer T> ? T : never;

/** The step that had another name when the earlier runs were made, and what the config says about it. */
const renaming = fc.record({
  campaign: fc.nat(),
  step: fc.nat(),
  moved: fc.constantFrom('nothing', 'exit', 'itself', 'itself'),
});

type Renaming = typeof renaming extends fc.Arbitrary<infer T> ? T : never;

interface Story {
  readonly base: PlanWorld;
  readonly plan: RawPlan;
  readonly former: { readonly before: RawPlan; readonly now: RawPlan } | undefined;
  readonly arrivals: readonly Arrival[];
  readonly answers: readonly Answer[];
}

/** Commits one plan after the other, and lets people answer what was sent. */
function history(story: Story, start: number, hoursBetween: readonly number[], final: number): PlanWorld {
  const { base, plan, former, arrivals, answers } = story;
  const config = configOf({ ...base, sections: { ...(former?.before ?? plan) } });
  const arrived: Arrival[] = [...arrivals];
  let ledger: readonly LedgerText[] = [];
  let runOf: readonly number[] = [];
  let sendsOfRuns: readonly number[] = [];
  let instantsOfRuns: readonly number[] = [];
  let asOf = start;
  const worldOf = (run: number): PlanWorld => ({
    ...base,
    events: arrived.filter((one) => one.run <= run).map(({ row }) => row),
    asOf: new Date(asOf).toISOString(),
    ledger,
    runOf,
    sendsOfRuns,
    instantsOfRuns,
  });
  for (const [run, hours] of hoursBetween.entries()) {
    const added = commit(worldOf(run), config);
    if (added !== undefined) {
      ledger = [...ledger, ...added];
      runOf = [...runOf, ...added.map(() => sendsOfRuns.length)];
      sendsOfRuns = [...sendsOfRuns, added.filter(({ kind }) => kind === 'send').length];
      instantsOfRuns = [...instantsOfRuns, asOf];
    }
    const own = answers.filter((one) => one.run === run);
    arrived.push(...own.flatMap((one, place) => answerTo(one, ledger, `a${run}-${place}`)));
    asOf += hours * 3_600_000;
  }
  asOf += final * 3_600_000;
  return { ...worldOf(hoursBetween.length), sections: { ...(former?.now ?? plan) } };
}

/** What a committed plan adds to the ledger; undefined for a plan that is blocked, which is not committed. */
export function commit(world: PlanWorld, config: Config): readonly LedgerText[] | undefined {
  const { rows, ledger } = naivePlan(world, config);
  return rows.some(({ reason }) => reason === 'blast_gate') ? undefined : ledger;
}

function answerTo(one: Answer, ledger: readonly LedgerText[], id: string): readonly Arrival[] {
  const sends = ledger.filter(({ kind }) => kind === 'send');
  const mail = sends[one.send % Math.max(1, sends.length)];
  if (mail === undefined) return [];
  const { send_id, campaign, step, template } = mail;
  const naming = {
    send_id: { send_id },
    step: { campaign, step },
    campaign: { campaign },
    template: { template },
    nothing: {},
  }[one.by];
  const at = new Date(Date.parse(mail.at) + one.afterHours * 3_600_000).toISOString();
  const about = { event_id: id, lead: mail.lead_id, type: one.type, at, is_machine: one.machine };
  return [{ row: { ...blankEvent, ...naming, ...about }, run: one.run + 1 + one.late }];
}

/** The config as it was, with another id for one step, and as it is now. */
function withFormerStep(plan: RawPlan, { campaign, step, moved }: Renaming) {
  const at = campaign % plan.campaigns.length;
  const change = (edit: (one: RawCampaign) => RawCampaign): RawPlan => ({
    ...plan,
    campaigns: plan.campaigns.map((one, index) => (index === at ? edit(one) : one)),
  });
  const steps = plan.campaigns[at]?.steps ?? [];
  const id = steps[step % steps.length]?.id ?? '';
  const renamed = (text: string) => JSON.parse(text.replaceAll(`"${id}"`, '"former"')) as RawCampaign;
  return {
    before: change((one) => renamed(JSON.stringify(one))),
    now:
      moved === 'nothing'
        ? plan
        : change((one) => ({ ...one, moved: { former: moved === 'exit' ? 'exit' : id } })),
  };
}
