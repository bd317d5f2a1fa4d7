import { rmSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ledgerColumns } from '../../src/model/ledger.js';
import { blankEvent } from '../oracle/naive-plan/arbitrary-timelines.js';
import type { LedgerText } from '../oracle/plan-world.js';
import type { TextRow } from '../oracle/world.js';
import { schedules } from '../plan/schedules/arbitrary-schedule.js';
import { draftSections } from '../plan/schedules/edit-draft.js';
import type { Exports } from '../plan/schedules/exports.js';
import { liveThrough, type Nurture } from '../plan/schedules/live-through.js';
import type { Schedule } from '../plan/schedules/schedule.js';
import { Project, query } from './state-project.js';

const long = process.env.LONG === '1';

/** The whole program on files in a folder, in this process. */
class ProjectNurture implements Nurture {
  readonly #project = new Project();
  /** Undefined for one that had nothing to add to the run before it. */
  readonly #runs: (string | undefined)[] = [];

  async run(exports: Exports, asOf: number): Promise<readonly LedgerText[] | undefined> {
    this.#write(exports);
    const { code, stdout, stderr } = await this.#nurture('run --json --limit 0', asOf);
    if (code === 1 && stderr.includes('plan/step-vanished')) return undefined;
    if (code !== 0) throw new Error(stderr);
    const { id, directory, committed } = JSON.parse(stdout).run;
    this.#runs.push(committed ? id : undefined);
    return committed ? this.#ledger(directory) : [];
  }

  async plan(exports: Exports, asOf: number): Promise<readonly LedgerText[]> {
    this.#write(exports);
    rmSync(this.#project.path('again'), { recursive: true, force: true });
    const { code, stderr } = await this.#nurture('plan -o again --limit 0', asOf);
    if (code !== 0) throw new Error(stderr);
    return this.#ledger(this.#project.path('again'));
  }

  async cancel(index: number): Promise<void> {
    const id = this.#runs[index];
    if (id === undefined) return;
    const { code, stderr } = await this.#project.nurture(`cancel ${id}`);
    if (code !== 0) throw new Error(stderr);
  }

  async suppress(email: string, asOf: number): Promise<void> {
    const { code, stderr } = await this.#nurture(`suppress add ${email}`, asOf);
    if (code !== 0) throw new Error(stderr);
  }

  async recheck(exports: Exports, asOf: number): Promise<number> {
    this.#write(exports);
    const { stdout, stderr } = await this.#nurture('recheck last --json', asOf);
    if (stdout === '') throw new Error(stderr);
    const counts = Object.values(JSON.parse(stdout).stopped as Readonly<Record<string, number>>);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  #nurture(command: string, asOf: number) {
    // Of events that nobody can date a few are in every schedule.
    return this.#project.nurture(`${command} --max-quarantined 100%`, new Date(asOf).toISOString());
  }

  #write({ leads, events, suppressions, draft }: Exports): void {
    const table = (name: string, rows: readonly TextRow[], columns: readonly string[]) => {
      this.#project.write(name, stringify([...rows], { header: true, columns: [...columns] }));
      return { files: name, columns: Object.fromEntries(columns.map((column) => [column, column])) };
    };
    const { lead_id: _, ...leadColumns } = table('leads.csv', leads, Object.keys(leads[0] ?? {})).columns;
    const { event_id: id = '', ...eventColumns } = table(
      'events.csv',
      events,
      Object.keys(blankEvent),
    ).columns;
    const list = table('stops.csv', suppressions, ['email', 'reason', 'at', 'purpose']);
    const sources = {
      leads: [{ files: 'leads.csv', key: 'lead_id', columns: leadColumns }],
      events: [{ files: 'events.csv', columns: { ...eventColumns, id } }],
      // A list that has become empty is what the ratchet is for.
      suppressions: [{ ...list, expect: { max_drop: '100%' } }],
    };
    const dialect = { delimiter: ',' };
    const whole = Object.fromEntries(
      Object.entries(sources).map(([kind, [source]]) => [kind, [{ ...source, dialect }]]),
    );
    const config = {
      version: 1,
      timezone: 'UTC',
      score: { ready: 50 },
      sources: whole,
      ...draftSections(draft),
    };
    this.#project.write('nurture.yaml', JSON.stringify(config));
  }

  async #ledger(directory: string): Promise<readonly LedgerText[]> {
    const cells = ledgerColumns.map((name) =>
      name === 'at'
        ? `strftime("at" AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`
        : `coalesce("${name}"::VARCHAR, '')`,
    );
    const rows = await query(`SELECT ${cells.join(', ')} FROM read_parquet('${directory}/ledger.parquet')`);
    return rows.map(
      (row) =>
        Object.fromEntries(ledgerColumns.map((name, index) => [name, String(row[index])])) as LedgerText,
    );
  }
}

/** Short enough for the suite. */
function shortened(schedule: Schedule): Schedule {
  return long ? schedule : { ...schedule, mornings: schedule.mornings.slice(0, 4) };
}

it(
  'S6.3 S6.7 S6.10 S7.2 weeks of runs of the whole program: nothing twice, and nothing after a no',
  async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const runs = await liveThrough(shortened(schedule), new ProjectNurture(), long ? 1 : 3);
        expect(runs.length).toBeGreaterThan(0);
      }),
      { numRuns: long ? 100 : 3, endOnFailure: true },
    );
  },
  long ? 10_800_000 : 240_000,
);
