import type { Config } from '../../../src/model/config.js';
import { keptStopKinds } from '../../../src/model/ledger.js';
import type { PlanInput } from '../../../src/plan/plan-input.js';
import { plan } from '../../../src/plan/planner.js';
import { configOf } from '../../oracle/naive-plan/config-of.js';
import { readLedger } from '../../oracle/naive-plan/ledger.js';
import { type Run, readRun } from '../../oracle/naive-plan/run.js';
import { planInputOf } from '../../oracle/plan-input-of.js';
import type { LedgerText, PlanWorld } from '../../oracle/plan-world.js';
import { commitDecisions } from '../commit-decisions.js';
import { draftSections } from './edit-draft.js';
import { type Exports, mailboxOf } from './exports.js';
import type { Nurture } from './live-through.js';
import { type No, noesIn } from './noes.js';
import type { Draft } from './schedule.js';

/** The planner on a ledger in memory, with a ratchet of the same law as that of the state. */
export class PlannerAlone implements Nurture {
  readonly #runs: { readonly asOf: number; readonly rows: readonly LedgerText[]; counts: boolean }[] = [];
  #kept: readonly No[] = [];
  #latest: { readonly exports: Exports; readonly run: Run } | undefined;

  async run(exports: Exports, asOf: number): Promise<readonly LedgerText[] | undefined> {
    const rows = this.#rows(exports, asOf);
    if (rows === undefined) return undefined;
    this.#runs.push({ asOf, rows, counts: true });
    const listed = rows.filter(({ kind }) => kind === 'suppress');
    this.#kept = [
      ...this.#kept,
      ...noesIn(exports, asOf),
      ...listed.map(({ email }) => ({ mailbox: mailboxOf(email), kind: 'list' as const, at: asOf })),
    ];
    return rows;
  }

  async plan(exports: Exports, asOf: number): Promise<readonly LedgerText[]> {
    return this.#rows(exports, asOf) ?? [];
  }

  async cancel(index: number): Promise<void> {
    const run = this.#runs[index];
    if (run !== undefined) run.counts = false;
  }

  async suppress(email: string, asOf: number): Promise<void> {
    this.#kept = [...this.#kept, { mailbox: mailboxOf(email), kind: 'list', at: asOf }];
  }

  /** What a run adds to the ledger; undefined where leads stand at a step that is gone, as then nothing is committed (S5.7). */
  #rows(exports: Exports, asOf: number): readonly LedgerText[] | undefined {
    const counting = this.#runs.filter(({ counts }) => counts);
    // As src/engine/ledger-codes.ts reads it.
    const endedNow = (row: LedgerText) =>
      row.kind === 'exit' ? { ...row, at: new Date(asOf).toISOString() } : row;
    const ledger = counting.flatMap((run) => (run.asOf === asOf ? run.rows.map(endedNow) : run.rows));
    const runOf = counting.flatMap(({ rows }, index) => rows.map(() => index));
    const read = this.#read(exports, asOf);
    const run = { ...read, world: { ...read.world, ledger, runOf }, ledger: readLedger(ledger, runOf) };
    const { decisions, vanished } = plan(withKept(run, planInputOf(run), this.#kept));
    return vanished.some((leads) => leads > 0)
      ? undefined
      : commitDecisions(run, decisions).map(({ row }) => row);
  }

  /** The exports as a run reads them; the ledger is still missing. Often two runs in a row read the same. */
  #read(exports: Exports, asOf: number): Run {
    const known = this.#latest;
    if (known?.exports === exports && known.run.asOf === asOf) return known.run;
    const { draft, ...rows } = exports;
    const world: PlanWorld = {
      ...rows,
      config: { timezone: 'UTC', score: { ready: 50 } },
      sections: draftSections(draft),
      asOf: new Date(asOf).toISOString(),
      ...{ ledger: [], sendsOfRuns: [], lists: {}, daysOff: [], workdays: [], horizonMs: 86_400_000 },
    };
    const facts = new Map(rows.leads.map((lead) => [lead.lead_id ?? '', { country: lead.country }]));
    const run = readRun(world, configOfDraft(draft, world), facts);
    this.#latest = { exports, run };
    return run;
  }
}

/** To parse a config takes longer than to plan, and most edits lead to one that was there before. */
function configOfDraft(draft: Draft, world: PlanWorld): Config {
  const text = JSON.stringify(draft);
  const config = configs.get(text) ?? configOf(world);
  configs.set(text, config);
  return config;
}

const configs = new Map<string, Config>();

/** The input with the stops that the state keeps besides those of the exports. */
function withKept(run: Run, input: PlanInput, kept: readonly No[]): PlanInput {
  const { stops } = input;
  const rows = kept.flatMap(({ mailbox, kind, at }) => {
    const lead = run.leads.findIndex((one) => one.mailbox === mailbox);
    return lead < 0
      ? []
      : [{ mailbox: lead, kind: keptStopKinds.indexOf(kind), at: at ?? Number.NaN, purpose: -1 }];
  });
  for (let row = 0; row < stops.count; row++) {
    rows.push({
      mailbox: stops.mailbox[row] as number,
      kind: stops.kind[row] as number,
      at: stops.at[row] as number,
      purpose: stops.purpose[row] as number,
    });
  }
  rows.sort((a, b) => a.mailbox - b.mailbox);
  return {
    ...input,
    stops: {
      count: rows.length,
      mailbox: Int32Array.from(rows, ({ mailbox }) => mailbox),
      kind: Int32Array.from(rows, ({ kind }) => kind),
      at: Float64Array.from(rows, ({ at }) => at),
      purpose: Int32Array.from(rows, ({ purpose }) => purpose),
    },
  };
}
