import { blankEvent } from '../../oracle/naive-plan/arbitrary-timelines.js';
import type { LedgerText } from '../../oracle/plan-world.js';
import { changeExports, type Exports, hourMs } from './exports.js';
import { checkRun, isSend, type LivedRun, nothingTwice, stoppedSince } from './laws.js';
import { type No, noesIn } from './noes.js';
import { type Schedule, showChange } from './schedule.js';

/** Something that plans and commits: the planner by itself, or the whole program. */
export interface Nurture {
  /** Plans and commits; what the run has added to the ledger, undefined when nothing was committed. */
  run(exports: Exports, asOf: number): Promise<readonly LedgerText[] | undefined>;
  /** What a run would add to the ledger. */
  plan(exports: Exports, asOf: number): Promise<readonly LedgerText[]>;
  /** Cancels the run that was committed as number `index`, from 0. */
  cancel(index: number): Promise<void>;
  suppress(email: string, asOf: number): Promise<void>;
  /** How many sends of the last run must not go out any more. */
  recheck?(exports: Exports, asOf: number): Promise<number>;
}

const start = Date.UTC(2026, 2, 2, 8);

/**
 * Lives through a schedule and holds every run against the laws. An error says what has happened until then. After every so many runs it is
 * looked whether a plan as of the same instant sends anything more.
 */
export async function liveThrough(
  schedule: Schedule,
  nurture: Nurture,
  looksAgainEvery = 1,
): Promise<readonly LivedRun[]> {
  const story: string[] = [];
  const runs: LivedRun[] = [];
  try {
    await live(schedule, nurture, looksAgainEvery, runs, (line) => story.push(line));
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${story.join('\n')}`, { cause: error });
  }
  return runs;
}

async function live(
  { leads, draft, mornings }: Schedule,
  nurture: Nurture,
  looksAgainEvery: number,
  runs: LivedRun[],
  tell: (line: string) => void,
): Promise<void> {
  // Half of the people have come before the first run.
  const came = leads.slice(0, 2).map(({ lead_id = '' }) => ({
    ...blankEvent,
    lead: lead_id,
    type: 'trial.started',
    at: '2026-03-01T12:00:00Z',
  }));
  let exports: Exports = { leads, draft, events: came, suppressions: [] };
  let noes: readonly No[] = [];
  let asOf = start;
  let rechecked: LivedRun | undefined;
  const ledger = () => runs.flatMap(({ isCancelled, rows }) => (isCancelled ? [] : rows));
  const run = async () => {
    const rows = await nurture.run(exports, asOf);
    tell(`${new Date(asOf).toISOString()} ${rows === undefined ? 'refused' : 'run'}`);
    if (rows === undefined) return undefined;
    for (const row of rows) tell(`  ${showRow(row)}`);
    noes = [...noes, ...noesIn(exports, asOf)];
    const lived: LivedRun = { asOf, rows, noes, isCancelled: false };
    runs.push(lived);
    checkRun({ exports, noes, asOf, rows });
    nothingTwice(ledger());
    noes = [...noes, ...suppressedBy(lived)];
    return lived;
  };
  const cancel = async (lived: LivedRun) => {
    await nurture.cancel(runs.indexOf(lived));
    lived.isCancelled = true;
    tell(`cancelled ${new Date(lived.asOf).toISOString()}`);
  };
  for (const { hours, before, after } of mornings) {
    asOf += hours * hourMs;
    for (const change of before) {
      tell(`- ${showChange(change)}`);
      exports = changeExports(exports, change, asOf, ledger().filter(isSend));
      if (change.kind !== 'suppress') continue;
      const email = exports.leads.find(({ lead_id }) => lead_id === change.lead)?.email ?? '';
      await nurture.suppress(email, asOf - hourMs);
      noes = [...noes, { mailbox: email.toLowerCase(), kind: 'list', at: asOf - hourMs }];
    }
    if (
      rechecked !== undefined &&
      nurture.recheck !== undefined &&
      !before.some(({ kind }) => kind === 'address')
    ) {
      const found = await nurture.recheck(exports, asOf);
      const expected = stoppedSince(rechecked, exports, noes, asOf);
      if (found < expected) throw new Error(`A recheck has found ${found} of ${expected} sends.`);
    }
    rechecked = undefined;
    const earlier = runs.findLast(({ isCancelled }) => !isCancelled);
    const lived = await run();
    if (lived === undefined) continue;
    // Once more: what was committed is not planned again.
    if (runs.length % looksAgainEvery === 0) {
      sameSends(await nurture.plan(exports, asOf), [], 'after it was committed');
    }
    switch (after) {
      case 'nothing':
        break;
      case 'cancel':
        await cancel(lived);
        break;
      case 'cancel and run again': {
        await cancel(lived);
        const again = await run();
        const mayGoOut = lived.rows.filter(
          (row) => !suppressedBy(lived).some(({ mailbox }) => mailbox === row.email.toLowerCase()),
        );
        sameSends(again?.rows ?? [], mayGoOut, 'after it was cancelled');
        break;
      }
      case 'cancel the one before':
        if (earlier !== undefined) await cancel(earlier);
        break;
      case 'recheck':
        // Where it had nothing to add, the last run is the one before it.
        if (lived.rows.length > 0) rechecked = lived;
        break;
    }
  }
}

/** Whom the campaigns of a run have put on the list. It holds, also when the run is cancelled. */
function suppressedBy({ rows, asOf }: LivedRun): readonly No[] {
  return rows
    .filter(({ kind }) => kind === 'suppress')
    .map(({ email }) => ({ mailbox: email.toLowerCase(), kind: 'list', at: asOf }));
}

function sameSends(rows: readonly LedgerText[], expected: readonly LedgerText[], when: string): void {
  const show = (all: readonly LedgerText[]) => all.filter(isSend).map(showRow).sort().join('; ');
  if (show(rows) !== show(expected)) {
    throw new Error(`Planned again ${when}: ${show(rows)}; expected: ${show(expected)}`);
  }
}

function showRow({
  lead_id,
  email,
  kind,
  campaign,
  occurrence,
  step,
  attempt,
  at,
  reason,
}: LedgerText): string {
  return [kind, lead_id, `<${email}>`, campaign, occurrence, step, attempt, at, reason].join(' ').trimEnd();
}
