import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { mayHoldPlan, stageDirectory } from '../../src/store/plan-directory.js';
import { stageFile } from '../../src/store/staged-file.js';
import { at, commitRun, newState, open, removeStates } from './state-world.js';

afterAll(removeStates);

let state = '';
/** Where links lead: nothing may come to be there, and what is there stays. */
let elsewhere = '';

beforeEach(() => {
  state = newState();
  elsewhere = join(dirname(state), 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'ours.txt'), 'ours', { mode: 0o644 });
});

function isUntouched(): void {
  expect(readdirSync(elsewhere)).toEqual(['ours.txt']);
  expect(readFileSync(join(elsewhere, 'ours.txt'), 'utf8')).toBe('ours');
  expect(statSync(join(elsewhere, 'ours.txt')).mode & 0o777).toBe(0o644);
}

/** Puts a link in place of what stands there. */
function link(path: string, to = elsewhere): void {
  if (existsSync(path)) renameSync(path, `${elsewhere}-${readdirSync(dirname(elsewhere)).length}`);
  symlinkSync(to, path);
}

describe('S7.1 S7.5 nothing is written or removed where a link leads', () => {
  it.each(['runs', 'cancelled', 'suppressions', 'adopted', 'lock'])('in place of %s', (name) => {
    commitRun(state, 'one');
    link(join(state, name));
    expect(() => commitRun(state, 'two')).toThrow();
    expect(() => {
      const writer = open(state);
      writer.commit({ kind: 'cancel', runId: 'one', reason: null }, at);
    }).toThrow();
    isUntouched();
  });

  it('in place of staging: the link is cleared away', () => {
    commitRun(state, 'one');
    link(join(state, 'staging'));
    commitRun(state, 'two');
    expect(readdirSync(join(state, 'runs'))).toEqual(['one', 'two']);
    isUntouched();
  });

  it.each(['head.json', 'runs/one', 'runs/one/ledger.parquet', 'runs/one/entry.json'])(
    'in place of %s',
    (name) => {
      commitRun(state, 'one');
      link(join(state, name), name.includes('.') ? join(elsewhere, 'ours.txt') : elsewhere);
      expect(() => commitRun(state, 'two')).toThrow();
      isUntouched();
    },
  );

  it('in place of the run that would come to be', () => {
    commitRun(state, 'one');
    link(join(state, 'runs/two'));
    expect(() => commitRun(state, 'two')).toThrow();
    isUntouched();
  });

  it('in the files of a run', () => {
    const writer = open(state);
    const staged = writer.stageRun();
    symlinkSync(join(elsewhere, 'ours.txt'), join(staged, 'ledger.parquet'));
    const manifest = { sha256: '0'.repeat(64), bytes: 0 };
    const commit = () =>
      writer.commitRun(staged, { kind: 'run', runId: 'one', manifest, replaced: [], withdrawn: 0 }, at);
    expect(commit).toThrow('is neither a file nor a directory');
    writer.close();
    isUntouched();
  });

  it('in place of the directory of a plan: the link is replaced', () => {
    const place = join(dirname(state), 'plan');
    const plan = join(dirname(state), 'earlier');
    mkdirSync(plan);
    writeFileSync(join(plan, 'manifest.json'), '{"formatVersion":1}');
    link(place, plan);
    expect(mayHoldPlan(place)).toBe(true);
    const staged = stageDirectory(place, 'tag');
    writeFileSync(join(staged.path, 'manifest.json'), '{}');
    staged.commit();
    expect([lstatSync(place).isDirectory(), readdirSync(plan)]).toEqual([true, ['manifest.json']]);
    expect(readFileSync(join(plan, 'manifest.json'), 'utf8')).toBe('{"formatVersion":1}');
  });

  it('in place of what is staged, a directory or a file', () => {
    const folder = dirname(state);
    link(join(folder, '.plan.tag.tmp'));
    stageDirectory(join(folder, 'plan'), 'tag').discard();
    link(join(folder, '.scores.csv.tag.tmp'), join(elsewhere, 'ours.txt'));
    const staged = stageFile(join(folder, 'scores.csv'), 'tag');
    writeFileSync(staged.path, 'scores');
    staged.commit();
    expect(readFileSync(join(folder, 'scores.csv'), 'utf8')).toBe('scores');
    expect(statSync(join(folder, 'scores.csv')).mode & 0o777).toBe(0o600);
    isUntouched();
  });

  it('in place of a result: the link is replaced', () => {
    const place = join(dirname(state), 'scores.csv');
    link(place, join(elsewhere, 'ours.txt'));
    const staged = stageFile(place, 'tag');
    writeFileSync(staged.path, 'scores');
    staged.commit();
    expect(lstatSync(place).isFile()).toBe(true);
    isUntouched();
  });
});
