import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../src/store/disk.js';
import { type Held, type Lock, takeLock } from '../../src/store/lock.js';
import { type Liveness, livenessOf, type Owner, thisProcess } from '../../src/store/owner.js';
import { projectFolder } from '../cli/run-nurture.js';
import { quickDisk } from './faulty-disk.js';
import { newState, removeStates, someProcess } from './state-world.js';

afterAll(removeStates);

let state = '';

beforeEach(() => {
  state = newState();
  mkdirSync(state);
});

/** Takes the lock as a new process; `alive` are those that still run. */
function take(owner: Owner, alive: readonly Owner[], disk: Disk = quickDisk): Lock | Held {
  const runs = ({ pid }: Owner): Liveness => (alive.some((one) => one.pid === pid) ? 'alive' : 'dead');
  return takeLock({ disk, owner, livenessOf: runs }, state);
}

function isTaken(outcome: Lock | Held): outcome is Lock {
  return 'release' in outcome;
}

const names = () => readdirSync(join(state, 'lock'));

describe('S7.3 the lock', () => {
  it('is for one, who is named to the second', () => {
    const [first, second] = [someProcess(), someProcess()];
    expect(isTaken(take(first, []))).toBe(true);
    expect(take(second, [first])).toEqual({ holder: first, liveness: 'alive' });
  });

  it('is free when it was given back, and when its owner is dead', () => {
    const [first, second, third] = [someProcess(), someProcess(), someProcess()];
    const taken = take(first, []);
    if (isTaken(taken)) taken.release();
    expect(names()).toEqual(['1.free']);
    expect(isTaken(take(second, [first]))).toBe(true);
    expect(isTaken(take(third, [first]))).toBe(true);
    expect(names()).toEqual(['3']);
  });

  it('is never taken from an owner that can not be asked about, however old it is', () => {
    const first = { ...someProcess(), since: '1999-01-01T00:00:00.000Z' };
    take(first, []);
    const workplace = { disk: quickDisk, owner: someProcess(), livenessOf: () => 'unknown' as const };
    expect(takeLock(workplace, state)).toEqual({ holder: first, liveness: 'unknown' });
  });

  it('is not taken either when nobody can read whose it is', () => {
    mkdirSync(join(state, 'lock', '4'), { recursive: true });
    for (const text of [undefined, '', '{"pid":', '{"pid":0}']) {
      if (text !== undefined) writeFileSync(join(state, 'lock', '4', 'owner.json'), text);
      expect(take(someProcess(), [])).toEqual({ holder: undefined, liveness: 'unknown' });
    }
  });

  it('clears up what tries left that were killed', () => {
    mkdirSync(join(state, 'lock', '.77-abc.tmp'), { recursive: true });
    expect(isTaken(take(someProcess(), []))).toBe(true);
    expect(names()).toEqual(['1']);
  });
});

/** What others do while somebody takes the lock, at one of their operations. */
const rivals: Readonly<Record<string, (alive: Owner[]) => void>> = {
  'takes it': (alive) => {
    const owner = someProcess();
    if (isTaken(take(owner, alive))) alive.push(owner);
  },
  'takes it and gives it back': (alive) => {
    const taken = take(someProcess(), alive);
    if (isTaken(taken)) taken.release();
  },
  'takes it and dies': (alive) => void take(someProcess(), alive),
  'takes it, gives it back, and another takes it': (alive) => {
    rivals['takes it and gives it back']?.(alive);
    rivals['takes it']?.(alive);
  },
};

const beginnings: Readonly<Record<string, () => void>> = {
  'there was none': () => {},
  'it is free': () => {
    const taken = take(someProcess(), []);
    if (isTaken(taken)) taken.release();
  },
  'its owner is dead': () => void take(someProcess(), []),
};

describe.each(Object.entries(beginnings))('S7.3 when %s', (_, begin) => {
  it.each(Object.entries(rivals))(
    'and another %s at any moment, one has it at most, and not nobody',
    (_name, act) => {
      for (let moment = 1; ; moment++) {
        state = newState();
        mkdirSync(state);
        begin();
        const mine = someProcess();
        const alive = [mine];
        let operations = 0;
        const disk = Object.fromEntries(
          Object.entries(quickDisk).map(([name, operation]) => [
            name,
            (...given: readonly unknown[]) => {
              operations++;
              if (operations === moment) act(alive);
              return (operation as (...all: readonly unknown[]) => unknown)(...given);
            },
          ]),
        ) as unknown as Disk;
        const outcome = take(mine, alive, disk);
        if (operations < moment) break;
        const holders = alive.length - 1 + (isTaken(outcome) ? 1 : 0);
        expect(holders, `operation ${moment}`).toBe(1);
      }
    },
  );
});

describe('S7.3 whether a process still runs', () => {
  const here = thisProcess('nurture run', 0);
  const table: readonly (readonly [string, Partial<Owner>, Liveness])[] = [
    ['this one', {}, 'alive'],
    ['one that is gone', { pid: 2 ** 22 - 1 }, 'dead'],
    ['one of another host', { host: 'elsewhere' }, 'unknown'],
    ['one of a machine with the same name', { machine: 'another' }, 'unknown'],
    ['one from before the machine was started', { boot: 'before' }, 'dead'],
    ['one of another container', { space: 'pid:[1]' }, 'unknown'],
  ];

  it.each(table)('%s', (_, changed, expected) => {
    expect(livenessOf({ ...here, ...changed })).toBe(expected);
  });

  it.runIf(process.platform === 'linux')('one whose number another process has by now', () => {
    expect(livenessOf({ ...here, began: '1' })).toBe('dead');
  });
});

const script = join(projectFolder, 'test/store/take-lock.mjs');

function start() {
  const child = execa(process.execPath, [script, state], { reject: false });
  const told = new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))));
  return { child, told };
}

describe('S7.3 processes at once', () => {
  it.each([5, 20])('%i: one has it, the others are told who', async (count) => {
    const started = Array.from({ length: count }, start);
    const told = await Promise.all(started.map((one) => one.told));
    const winners = started.filter((_, index) => told[index] === 'taken\n');
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    expect(told.filter((text) => text === `held by ${winner?.child.pid}\n`)).toHaveLength(count - 1);
    winner?.child.stdin.end();
    await Promise.all(started.map(({ child }) => child));
    expect(names()).toHaveLength(1);
    expect(names()[0]).toMatch(/free$/);
  });

  it('the lock of one that was killed is free at once', async () => {
    const first = start();
    expect(await first.told).toBe('taken\n');
    first.child.kill('SIGKILL');
    await first.child;
    const second = start();
    expect(await second.told).toBe('taken\n');
    second.child.stdin.end();
    await second.child;
    expect(names()).toEqual(['2.free']);
  });
});
