import { describe, expect, it } from 'vitest';
import { type ConditionWorld, evaluate, type Row } from './conditions.js';
import { readCondition } from './raw-conditions.js';
import type { RawCondition } from './world.js';

const context: ConditionWorld = {
  asOf: Date.parse('2024-03-31T12:00:00Z'),
  timezone: 'Europe/Berlin',
  lists: { targets: [' ACME ', '', 'Größe'] },
};

const row: Row = {
  title: ' VP Sales ',
  size: '1,250',
  flag: 'ja',
  seen: '2024-03-01 12:00',
  empty: '\u3000',
  word: 'n/a',
  firm: 'acme',
};

function check(cases: readonly (readonly [RawCondition, boolean])[]): void {
  for (const [condition, expected] of cases) {
    const found = evaluate(readCondition(condition, context.timezone), row, context);
    expect(found, JSON.stringify(condition)).toBe(expected);
  }
}

describe('conditions', () => {
  it('compare text, numbers, booleans and lists by the type of the operand', () => {
    check([
      [{ title: 'vp sales' }, true],
      [{ title: ['x', 'VP SALES'] }, true],
      [{ title: { contains: 'P s' } }, true],
      [{ title: { starts_with: 'vp', ends_with: 'les' } }, true],
      [{ title: { matches: '\\bSALES$' } }, true],
      [{ title: { matches: '(?-i)sales' } }, false],
      [{ size: 1250 }, true],
      [{ size: '1250' }, false],
      [{ size: { gte: 50, lt: 1000 } }, false],
      [{ size: { between: [1250, 1250] } }, true],
      [{ flag: true }, true],
      [{ flag: { ne: false } }, true],
      [{ firm: { in_list: 'targets' } }, true],
      [{ title: { in_list: 'targets' } }, false],
    ]);
  });

  it('are false for what is missing or unreadable, and ne, not_in and not are true', () => {
    for (const field of ['empty', 'absent', '__proto__']) {
      check([
        [{ [field]: '' }, false],
        [{ [field]: { ne: 'x' } }, true],
        [{ [field]: { not_in: ['x'] } }, true],
        [{ not: { [field]: 'x' } }, true],
        [{ [field]: { contains: '' } }, false],
        [{ [field]: { matches: '' } }, false],
        [{ [field]: { exists: false } }, true],
      ]);
    }
    check([
      [{ word: { lt: 5 } }, false],
      [{ word: { ne: 5 } }, true],
      [{ word: { within: '1y' } }, false],
      [{ word: { exists: true } }, true],
      [{ all: [] }, true],
      [{ any: [] }, false],
    ]);
  });

  it('S1.6 within is open at its start, older_than takes it', () => {
    // From 1 March 11:00 UTC to 31 March 12:00 UTC are 30 days and one hour.
    check([
      [{ seen: { within: '30d' } }, false],
      [{ seen: { within: '721h' } }, false],
      [{ seen: { older_than: '721h' } }, true],
      [{ seen: { within: '722h' } }, true],
      [{ seen: { before: '2024-03-02' } }, true],
      [{ seen: { after: '2024-03-01T11:00:00Z' } }, false],
      [{ seen: { gte: '2024-03-01', lt: '2024-03-02' } }, true],
    ]);
  });

  it('S1.7 a calendar month is a step on the clock of the project and clamps', () => {
    // One month before 31 March 14:00 in Berlin is 29 February 14:00, which is 13:00 UTC.
    const at = (seen: string) =>
      evaluate(readCondition({ seen: { within: '1mo' } }, context.timezone), { seen }, context);
    expect(at('2024-02-29T13:00:00.001Z')).toBe(true);
    expect(at('2024-02-29T13:00:00Z')).toBe(false);
  });
});
