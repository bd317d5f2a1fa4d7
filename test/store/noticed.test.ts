import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { viewState } from '../../src/store/view-state.js';
import { quickDisk } from './faulty-disk.js';
import { adopt, commitRun, newState, readJson, removeStates } from './state-world.js';

afterAll(removeStates);

let state = '';

beforeEach(() => {
  state = newState();
  for (const run of ['one', 'two', 'three']) commitRun(state, run);
});

function problems(thorough = false, place = state): readonly string[] {
  return viewState(place, quickDisk, thorough).problems.map(
    ({ code, message }) => `${code}: ${message.replaceAll(dirname(state), '<folder>')}`,
  );
}

/** A backup that keeps everything a backup can keep. */
function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

function edit(name: string, change: (text: string) => string): void {
  const path = join(state, name);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

const gone = (name: string) => () => rmSync(join(state, name), { recursive: true });

describe('S7.1 what happened to a state is noticed', () => {
  const noticed: readonly (readonly [string, () => void, readonly string[]])[] = [
    ['nothing', () => {}, []],
    [
      'the last run was deleted',
      gone('runs/three'),
      ['state/missing-record: Entry 3 of the journal is missing; the last run was three.'],
    ],
    [
      'a run in between was deleted',
      gone('runs/two'),
      ['state/missing-record: Entry 2 of the journal is missing.'],
    ],
    [
      'all runs were deleted',
      gone('runs'),
      ['state/missing-record: Entries 1 to 3 of the journal are missing; the last run was three.'],
    ],
    [
      'a list was deleted',
      gone('runs/two/sends/all.csv'),
      ['state/missing-record: runs/two/sends/all.csv is missing.'],
    ],
    [
      'a ledger was truncated',
      () => truncateSync(join(state, 'runs/two/ledger.parquet'), 3),
      ['state/changed-record: runs/two/ledger.parquet has 3 bytes, and had 11 when it was committed.'],
    ],
    [
      'a ledger was edited',
      () => edit('runs/two/ledger.parquet', (text) => text.toUpperCase()),
      ['state/changed-record: runs/two/ledger.parquet is not what it was when it was committed.'],
    ],
    [
      'a manifest was edited',
      () => edit('runs/two/manifest.json', (text) => text.replace('"sends":1', '"sends":0')),
      ['state/changed-record: runs/two/manifest.json is not what it was when it was committed.'],
    ],
    [
      'an entry was edited',
      () => edit('runs/two/entry.json', (text) => text.replace('2026', '2025')),
      [
        'state/changed-record: runs/three/entry.json does not follow what is there as entry 2: one of them was changed.',
      ],
    ],
    [
      'the last entry was edited',
      () => edit('runs/three/entry.json', (text) => text.replace('2026', '2025')),
      ['state/changed-record: runs/three/entry.json is not what it was when it was committed.'],
    ],
    [
      'an entry was deleted',
      gone('runs/three/entry.json'),
      [
        'state/missing-record: Entry 3 of the journal is missing; the last run was three.',
        'state/foreign-record: runs/three/manifest.json was not committed in this state.',
      ],
    ],
    [
      'the head was deleted',
      gone('head.json'),
      ['state/missing-head: The state <folder>/state has no head.json.'],
    ],
    [
      'the head was damaged',
      () => writeFileSync(join(state, 'head.json'), '{"formatVersion":'),
      ['state/missing-head: head.json can not be used: it is not what this version of nurture writes.'],
    ],
    [
      'the head was copied',
      () => {
        copy(join(state, 'head.json'), join(state, 'head.copy'));
        renameSync(join(state, 'head.copy'), join(state, 'head.json'));
      },
      [
        'state/copied: The state <folder>/state is a copy or was restored: it is not the one that was written last.',
      ],
    ],
    [
      'a run was put in',
      () => copy(join(state, 'runs/two'), join(state, 'runs/four')),
      [
        'state/foreign-record: runs/four/entry.json is the entry that belongs to runs/two/entry.json.',
        'state/unreadable-run: The run four has the manifest.json of the run two.',
      ],
    ],
  ];

  it.each(noticed)('%s', (_, happen, expected) => {
    happen();
    expect(problems()).toEqual(expected);
  });

  it('yesterday was restored, with every instant and mode', () => {
    const backup = join(dirname(state), 'backup');
    copy(state, backup);
    commitRun(state, 'four');
    rmSync(state, { recursive: true });
    copy(backup, state);
    expect(problems()).toEqual([
      'state/copied: The state <folder>/state is a copy or was restored: it is not the one that was written last.',
    ]);
  });

  it('yesterday was restored into what is there', () => {
    const backup = join(dirname(state), 'backup');
    copy(state, backup);
    for (const run of ['four', 'five']) commitRun(state, run);
    copy(backup, state);
    expect(problems()).toEqual([
      'state/copied: The state <folder>/state is a copy or was restored: it is not the one that was written last.',
      'state/copied: The state has 5 entries, and its head.json is from a time when it had 3.',
    ]);
  });

  it('it was cloned to another place, while the first goes on', () => {
    const clone = join(dirname(state), 'clone');
    copy(state, clone);
    expect(problems(false, clone)).toEqual([
      'state/copied: The state <folder>/clone was in <folder>/state before: it was moved or copied.',
    ]);
    expect(problems()).toEqual([]);
  });

  it('it was moved', () => {
    const moved = join(dirname(state), 'moved');
    renameSync(state, moved);
    expect(problems(false, moved)).toHaveLength(1);
    renameSync(moved, state);
    expect(problems()).toEqual([]);
  });

  it('what no plan reads was edited, when everything is looked at', () => {
    edit('runs/two/sends/all.csv', (text) => text.replace('send', 'SEND'));
    expect(problems()).toEqual([]);
    expect(problems(true)).toEqual([
      'state/changed-record: runs/two/sends/all.csv is not what it was when it was committed.',
    ]);
  });
});

describe('S7.1 links in a state', () => {
  it.each(['cancelled', 'suppressions', 'adopted', 'staging', 'lock'])(
    'are refused in place of %s',
    (name) => {
      const elsewhere = join(dirname(state), 'elsewhere');
      mkdirSync(elsewhere);
      rmSync(join(state, name), { recursive: true, force: true });
      symlinkSync(elsewhere, join(state, name));
      expect(problems()).toEqual([`state/unreadable-record: ${name} is no directory.`]);
    },
  );

  it('are refused in place of a file of a run, and of the head', () => {
    const list = join(state, 'runs/two/sends/all.csv');
    renameSync(list, join(dirname(state), 'all.csv'));
    symlinkSync(join(dirname(state), 'all.csv'), list);
    expect(problems()).toEqual(['state/changed-record: runs/two/sends/all.csv is no file any more.']);
    renameSync(join(state, 'head.json'), join(dirname(state), 'head.json'));
    symlinkSync(join(dirname(state), 'head.json'), join(state, 'head.json'));
    expect(problems()[0]).toBe('state/missing-head: head.json can not be used: it is no file.');
  });

  it('a state that is itself behind a link is the one the link leads to', () => {
    const link = join(dirname(state), 'link');
    symlinkSync(state, link);
    expect(problems(false, link)).toEqual([]);
    commitRun(link, 'four');
    expect(viewState(state).runs).toHaveLength(4);
  });
});

describe('S7.1 a state with problems', () => {
  it('takes nothing until it is adopted, and then goes on', () => {
    rmSync(join(state, 'runs/two'), { recursive: true });
    expect(() => commitRun(state, 'four')).toThrow('has problems');
    expect(adopt(state)).toEqual([]);
    expect(problems(true)).toEqual([]);
    commitRun(state, 'four');
    expect(problems(true)).toEqual([]);
    const { runs, entries } = viewState(state);
    expect(runs.map(({ manifest }) => manifest.runId)).toEqual(['one', 'three', 'four']);
    expect(entries.map(({ deed, sequence }) => [deed.kind, sequence]).toSorted()).toEqual([
      ['adopt', 4],
      ['run', 1],
      ['run', 3],
      ['run', 5],
    ]);
  });

  it('is another state once it is adopted: neither goes on as the other', () => {
    const clone = join(dirname(state), 'clone');
    copy(state, clone);
    adopt(clone);
    expect(problems(true, clone)).toEqual([]);
    expect(readJson(join(clone, 'head.json')).stateId).not.toBe(readJson(join(state, 'head.json')).stateId);
    commitRun(clone, 'four');
    commitRun(state, 'four');
    expect([...problems(), ...problems(true, clone)]).toEqual([]);
    copy(join(clone, 'runs/four'), join(state, 'runs/four'));
    expect(problems()).not.toEqual([]);
  });

  it.each([['runs/two/ledger.parquet'], ['runs/one/entry.json'], ['adopted/000004.json']])(
    'is guarded after an adoption as before: %s',
    (name) => {
      rmSync(join(state, 'head.json'));
      adopt(state);
      edit(name, (text) => text.replace('e', 'E'));
      expect(problems()).not.toEqual([]);
    },
  );

  it('is not adopted while something in it can not be read', () => {
    writeFileSync(join(state, 'runs/two/manifest.json'), '');
    expect(adopt(state)).toEqual(['The run two has a manifest.json that can not be read: it is not JSON.']);
    expect(problems()).not.toEqual([]);
  });

  it('made by hand can be adopted: its runs have no entries', () => {
    for (const run of ['one', 'two', 'three']) rmSync(join(state, 'runs', run, 'entry.json'));
    rmSync(join(state, 'head.json'));
    expect(problems()).toEqual([
      'state/missing-head: The state <folder>/state has no head.json.',
      'state/foreign-record: runs/one/manifest.json and 2 more were not committed in this state.',
    ]);
    adopt(state);
    expect(problems(true)).toEqual([]);
    expect(viewState(state).runs).toHaveLength(3);
  });
});
