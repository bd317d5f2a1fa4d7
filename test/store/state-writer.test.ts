import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { machineDisk } from '../../src/store/disk.js';
import { viewState } from '../../src/store/view-state.js';
import { type Fault, FaultyDisk, Killed, quickDisk } from './faulty-disk.js';
import { at, commitRun, newState, open, readJson, removeStates, treeOf } from './state-world.js';

afterAll(removeStates);

describe('S7.1 a state', () => {
  it('is begun by the first writer, and holds what was committed', () => {
    const state = newState();
    expect(viewState(state)).toMatchObject({ exists: false, runs: [], problems: [] });
    commitRun(state, 'one');
    commitRun(state, 'two');
    const { runs, problems, head, isBehind } = viewState(state, machineDisk, true);
    expect(problems).toEqual([]);
    expect(runs.map(({ manifest, entry }) => [manifest.runId, entry?.sequence])).toEqual([
      ['one', 1],
      ['two', 2],
    ]);
    expect(head).toMatchObject({ sequence: 2, lastRun: 'two' });
    expect(isBehind).toBe(false);
  });

  it.each(['.', 'staging'])('is not begun where something else is: %s', (name) => {
    const place = dirname(newState());
    mkdirSync(join(place, name), { recursive: true });
    writeFileSync(join(place, name, 'ours.txt'), 'ours');
    expect(() => open(place)).toThrow('is no state');
    expect(treeOf(place).map((line) => line.slice(4))).toContain(join(name, 'ours.txt'));
    expect(readdirSync(place)).not.toContain('lock');
  });

  it('chains its entries', () => {
    const state = newState();
    commitRun(state, 'one');
    commitRun(state, 'two');
    const [first, second] = viewState(state).entries;
    expect(first?.previous).toBeNull();
    expect(second?.previous).toBe(first?.hash);
    expect(readJson(join(state, 'head.json')).hash).toBe(second?.hash);
  });
});

const umasks = [0o000, 0o077, 0o027];

describe('S7.5 files and directories are the owner’s alone', () => {
  it.each(umasks)('under umask %o', (mask) => {
    const before = process.umask(mask);
    try {
      const state = newState();
      commitRun(state, 'one');
      const writer = open(state);
      writer.commit({ kind: 'cancel', runId: 'one', reason: null }, at);
      writer.close();
      const modes = treeOf(state).map((line) => line.slice(0, 3));
      expect(new Set(modes)).toEqual(new Set(['600', '700']));
      expect(modes).toHaveLength(14);
    } finally {
      process.umask(before);
    }
  });
});

const faults: readonly Fault[] = ['fails', 'dies'];

/** Every operation of a run; of the rest, which goes the same ways, some. */
const stepOf = (deed: string) => (deed === 'a run' || process.env.LONG === '1' ? 1 : 3);

/** What may be seen of a state: the runs, whether they are cancelled, and what is wrong. */
function seen(state: string): string {
  const { runs, problems } = viewState(state, machineDisk, true);
  const shown = runs.map(
    ({ manifest, cancelledBy }) => `${manifest.runId}${cancelledBy ? ' cancelled' : ''}`,
  );
  return [...shown, ...problems.map(({ code, message }) => `${code} ${message}`)].join('; ');
}

const deeds = {
  'the first run': {
    before: [],
    after: 'new',
    act: (state: string, disk = quickDisk) => commitRun(state, 'new', disk),
  },
  'a run': {
    before: ['old'],
    after: 'old; new',
    act: (state: string, disk = quickDisk) => commitRun(state, 'new', disk),
  },
  'a cancellation': {
    before: ['old'],
    after: 'old cancelled',
    act: (state: string, disk = quickDisk) => {
      const writer = open(state, disk);
      writer.commit({ kind: 'cancel', runId: 'old', reason: 'rejected' }, at);
      writer.close();
    },
  },
} as const;

describe.each(Object.entries(deeds))(
  'S7.4 whatever happens while %s is committed',
  (deed, { before, after, act }) => {
    const step = stepOf(deed);
    it.each(faults)(
      'when any operation %s, there is the old state or the new one, and the next run clears up',
      (fault) => {
        const old = before.join('; ');
        const outcomes = new Set<string>();
        for (let operation = 1; ; operation += step) {
          const state = newState();
          for (const run of before) commitRun(state, run);
          const faulty = new FaultyDisk(operation, fault);
          let error: unknown;
          try {
            act(state, faulty.disk);
          } catch (caught) {
            error = caught;
          }
          const found = seen(state);
          const place = `operation ${operation} (${faulty.struck})`;
          expect([old, after], place).toContain(found);
          // Who is told that it failed need not look whether it did.
          if (fault === 'fails') expect(found, place).toBe(error === undefined ? after : old);
          if (fault === 'dies' && faulty.struck !== '') expect(error, place).toBeInstanceOf(Killed);
          outcomes.add(found);
          commitRun(state, 'next');
          expect(seen(state), place).toBe(found === '' ? 'next' : `${found}; next`);
          expect(leftovers(state), place).toEqual([]);
          rmSync(state, { recursive: true });
          if (faulty.struck === '') break;
        }
        expect([...outcomes].sort()).toEqual([old, after].sort());
      },
    );
  },
);

/** Files that no finished run leaves behind. */
function leftovers(state: string): readonly string[] {
  const names = readdirSync(state, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /tmp|staging|(^|\/)\./.test(name));
}
