import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { mayHoldPlan, stageDirectory } from '../../src/store/plan-directory.js';
import { commitRun, newState, removeStates } from './state-world.js';

afterAll(removeStates);

let place = '';

beforeEach(() => {
  place = join(dirname(newState()), 'plan');
});

describe('S7.1 a staged directory', () => {
  it('appears whole, private, and in place of what was there', () => {
    mkdirSync(place);
    writeFileSync(join(place, 'old.txt'), 'old');
    const staged = stageDirectory(place, 'tag');
    mkdirSync(join(staged.path, 'sends'), { mode: 0o755 });
    writeFileSync(join(staged.path, 'sends', 'new.txt'), 'new', { mode: 0o644 });
    expect(readdirSync(place)).toEqual(['old.txt']);
    staged.commit();
    staged.discard();
    expect(readFileSync(join(place, 'sends', 'new.txt'), 'utf8')).toBe('new');
    const modes = ['', 'sends', 'sends/new.txt'].map((name) => statSync(join(place, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600]);
    expect(readdirSync(dirname(place))).toEqual(['plan']);
  });

  it('that is discarded was never there', () => {
    stageDirectory(place, 'tag').discard();
    expect(existsSync(place)).toBe(false);
    expect(readdirSync(dirname(place))).toEqual([]);
  });
});

describe('a plan may be written', () => {
  it('where nothing is, in an empty directory, and over an earlier plan', () => {
    expect(mayHoldPlan(place)).toBe(true);
    mkdirSync(place);
    expect(mayHoldPlan(place)).toBe(true);
    writeFileSync(join(place, 'manifest.json'), '{"formatVersion":1}');
    expect(mayHoldPlan(place)).toBe(true);
  });

  it('never over anything else, least of all a committed run', () => {
    mkdirSync(place);
    writeFileSync(join(place, 'notes.txt'), '');
    expect(mayHoldPlan(place)).toBe(false);
    writeFileSync(join(place, 'manifest.json'), '{"name":"an app"}');
    expect(mayHoldPlan(place)).toBe(false);
    const state = newState();
    commitRun(state, 'one');
    expect(mayHoldPlan(join(state, 'runs/one'))).toBe(false);
    expect(mayHoldPlan(state)).toBe(false);
  });
});
