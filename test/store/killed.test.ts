import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Disk, machineDisk } from '../../src/store/disk.js';
import { viewState } from '../../src/store/view-state.js';
import { projectFolder } from '../cli/run-nurture.js';
import { quickDisk } from './faulty-disk.js';
import { newState, removeStates } from './state-world.js';

afterAll(removeStates);

const isLong = process.env.LONG === '1';
const script = join(projectFolder, 'test/store/commit-run.mjs');

type When = 'before' | 'within' | 'after';

/** One moment of a run at which the process is killed. */
interface Moment {
  /** Runs that are there before. */
  readonly runs: number;
  readonly when: When;
  readonly number: number;
  readonly name: string;
}

let commitSmallRun: (disk: Disk, state: string) => void;
/** What the operations of the first run and of a later one are called, in order. */
let operations: readonly (readonly string[])[];
let undisturbed: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ commitSmallRun } = await import(join(projectFolder, 'test/store/small-run.mjs')));
  const state = newState();
  const told = [
    await execa(process.execPath, [script, state]),
    await execa(process.execPath, [script, state]),
  ];
  operations = told.map(({ stdout }) => stdout.split('\n'));
  // At least one run follows the one that is killed.
  commitSmallRun(quickDisk, state);
  undisturbed = contentOf(state);
});

/** Every moment about a write, a sync or a rename: before it, in the middle of it, and after it. */
function moments(): readonly Moment[] {
  return operations.flatMap((names, runs) =>
    names.flatMap((name, index): readonly Moment[] => {
      const at = (when: When) => ({ runs, when, number: index + 1, name });
      if (name === 'write') return [at('before'), at('within'), at('after')];
      return name === 'sync' || name === 'rename' ? [at('before'), at('after')] : isLong ? [at('after')] : [];
    }),
  );
}

/** In the suite those of writes and renames of a first run, and of its syncs the third part. */
function chosen(all: readonly Moment[]): readonly Moment[] {
  if (isLong) return all;
  const syncs = all.filter(({ name, runs }) => name === 'sync' && runs === 0);
  const others = all.filter(({ name, runs }) => name !== 'sync' && runs === 0);
  return [...others, ...syncs.filter((_, index) => index % 6 === 0)];
}

describe('S7.4 a process that is killed while it commits', () => {
  it('before, within or after a write, a sync or a rename, leaves the old state or the new one', async () => {
    const all = moments();
    expect(new Set(all.map(({ when, name }) => `${when} ${name}`)).size).toBeGreaterThanOrEqual(7);
    for (const { runs, when, number, name } of chosen(all)) {
      const state = newState();
      for (let run = 0; run < runs; run++) commitSmallRun(quickDisk, state);
      const args = [script, state, when, String(number)];
      const { signal } = await execa(process.execPath, args, { reject: false });
      expect(signal, `${when} operation ${number}, ${name}`).toBe('SIGKILL');
      goesOn(state, runs, `${when} operation ${number}, ${name}`);
    }
  });

  it('at any moment', async () => {
    const delays = fc.sample(fc.double({ min: 0, max: 12, noNaN: true }), { numRuns: isLong ? 900 : 5 });
    for (const delay of delays) {
      const state = newState();
      const child = execa(process.execPath, [script, state, 'whenever'], { reject: false });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill('SIGKILL');
      await child;
      goesOn(state, 0, `after ${delay} ms`);
    }
  });
}, 3_600_000);

/** The next runs end up where they would have without the killed one, and nothing of that is left. */
function goesOn(state: string, runsBefore: number, moment: string): void {
  const { runs, problems } = viewState(state, machineDisk, true);
  expect(problems, moment).toEqual([]);
  expect([runsBefore, runsBefore + 1], moment).toContain(runs.length);
  for (let run = runs.length; run < operations.length + 1; run++) commitSmallRun(quickDisk, state);
  expect(viewState(state, machineDisk, true).problems, moment).toEqual([]);
  expect(contentOf(state), moment).toEqual(undisturbed);
  const names = readdirSync(state, { recursive: true, encoding: 'utf8' });
  expect(
    names.filter((name) => /tmp|staging|(?:^|\/)\./.test(name)),
    moment,
  ).toEqual([]);
  const sends = runsOf(state).flatMap((run) =>
    readFileSync(join(run, 'ledger.parquet'), 'utf8').trim().split('\n'),
  );
  expect(sends, moment).toEqual([...new Set(sends)]);
}

function runsOf(state: string): readonly string[] {
  return viewState(state).runs.map(({ directory }) => directory);
}

/** Every file but those that tell who has written them. */
function contentOf(state: string): Readonly<Record<string, string>> {
  const names = readdirSync(state, { recursive: true, encoding: 'utf8' }).sort();
  const kept = names.filter((name) => name !== 'head.json' && !name.startsWith('lock'));
  return Object.fromEntries(
    kept
      .filter((name) => statSync(join(state, name)).isFile())
      .map((name) => [name, readFileSync(join(state, name), 'utf8')]),
  );
}
