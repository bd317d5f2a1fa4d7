import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixConfig } from '../../src/config/lint/fix-config.js';
import { reviewConfig } from '../../src/config/lint/review-config.js';
import { projectFolder } from '../cli/run-nurture.js';

const find = (text: string) => reviewConfig(text, 'nurture.yaml', { isTested: true }).tell([], () => true);
const fix = (text: string) => fixConfig(text, find);

const score = 'score: { ready: 100, pain: { rules: [{ id: trial, event: a.b, points: 30 }] } }\n';

describe('a fix', () => {
  it.each([
    ['a misspelt key', 'score: { raedy: 100 } # ours\n', 'score: { ready: 100 } # ours\n'],
    ['a quoted key', 'score:\n  "raedy": 100\n', 'score:\n  ready: 100\n'],
    [
      'a misspelt word',
      `${score}campaigns: [{ id: a, kind: "welcom", goal: { event: a.b }, entry: { event: c.d }, steps: [{ id: s }] }]\n`,
      `${score}campaigns: [{ id: a, kind: welcome, goal: { event: a.b }, entry: { event: c.d }, steps: [{ id: s }] }]\n`,
    ],
    ['quotes around a number', 'score: { ready: "100" }\n', 'score: { ready: 100 }\n'],
    ['a number that is a text', `name: 2026\n${score}`, `name: "2026"\n${score}`],
    ['a misspelt zone', `timezone: Europe/Berln\n${score}`, `timezone: Europe/Berlin\n${score}`],
    [
      'the sign of an operator',
      'score: { ready: 10, fit: { rules: [{ id: a, when: { employees: { ">=": 5 } }, points: 9 }] } }\n',
      'score: { ready: 10, fit: { rules: [{ id: a, when: { employees: { gte: 5 } }, points: 9 }] } }\n',
    ],
    [
      'a reference',
      `${score}segments:\n  - { id: engaged, when: { country: DE } }\n  - { id: b, when: { segment: engagd } }\n`,
      `${score}segments:\n  - { id: engaged, when: { country: DE } }\n  - { id: b, when: { segment: engaged } }\n`,
    ],
    [
      'a comment that covers nothing',
      `${score}# nurture-ignore lint/no-exit: no more\nname: acme # nurture-ignore lint/no-exit: no more\n`,
      `${score}name: acme\n`,
    ],
    ['what comes to light under a misspelt key', 'socre: { raedy: 100 }\n', 'score: { ready: 100 }\n'],
  ])('cures %s and touches nothing else', (_, before, after) => {
    expect(fix(before).text).toBe(after);
  });

  it.each([
    [
      'two names are as near',
      `${score}segments: [{ id: group-1, when: { a: 1 } }, { id: group-2, when: { a: 2 } }, { id: c, when: { segment: group-3 } }]\n`,
      'group-3',
    ],
    ['the right key stands beside it', 'score: { ready: 100, raedy: 50 }\n', 'raedy'],
    [
      'the event may be of the user',
      'score: { ready: 9, pain: { rules: [{ id: a, event: email.opend, points: 9 }] } }\n',
      'email.opend',
    ],
    [
      'it stands in a preset',
      `${score}campaigns: [{ id: c, extends: welcome, steps: [{ id: helo }] }]\n`,
      'helo',
    ],
  ])('leaves alone what is not certain: %s', (_, text, kept) => {
    expect(fix(text).text).toContain(kept);
  });

  it('says what it changed, where it was', () => {
    const { applied } = fix('score:\n  raedy: 100\n');
    expect(
      applied.map(({ diagnostic: { at, code }, fix: { summary } }) => [at?.line, at?.column, code, summary]),
    ).toEqual([[2, 3, 'config/unknown-key', 'raedy -> ready']]);
  });

  it('done twice is done once, leaves nothing to fix, and keeps every comment of the example', () => {
    const example = readFileSync(join(projectFolder, 'nurture.example.yaml'), 'utf8');
    const words = Array.from(example.matchAll(/[a-z_]{4,}/g), ({ index }) => index);
    const slip = fc.record({
      at: fc.nat(words.length - 1),
      letter: fc.nat(3),
      how: fc.constantFrom('swap', 'drop', 'double'),
    });
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 6 }), (slips) => {
        const misspelt = [...slips]
          .sort((a, b) => b.at - a.at)
          .reduce((text, one) => slipOfThePen(text, (words[one.at] ?? 0) + one.letter, one.how), example);
        const once = fix(misspelt);
        expect(fix(once.text)).toEqual({ text: once.text, applied: [] });
        expect(find(once.text).filter((one) => one.fix !== undefined)).toEqual([]);
        // Whatever is changed are words of one line; no line comes or goes.
        expect(once.text.split('\n')).toHaveLength(misspelt.split('\n').length);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

function slipOfThePen(text: string, at: number, how: 'swap' | 'drop' | 'double'): string {
  const [a = '', b = ''] = text.slice(at, at + 2);
  if (!/[a-z]/.test(a) || !/[a-z]/.test(b)) return text;
  const wrong = { swap: `${b}${a}`, drop: b, double: `${a}${a}${b}` }[how];
  return text.slice(0, at) + wrong + text.slice(at + 2);
}
