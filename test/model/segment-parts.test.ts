import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import type { Condition } from '../../src/model/condition.js';
import { failingPart, splitSegments } from '../../src/model/segment-parts.js';

const text = `version: 1
sources: { leads: [{ files: leads.csv }] }
score: { ready: 50 }
segments:
  - { id: one, when: { score: { gte: 10 } } }
  - { id: all, when: { score: { gte: 10 }, all: [{ segment: one }, { country: DE, any: [{ ready: true }, { fit: { gt: 5 } }] }] } }
`;

const { config } = parseConfig(text, 'nurture.yaml');
if (config === undefined) throw new Error('The config has errors.');
const { segments } = config.audience;
const when = segments.find(({ id }) => id === 'all')?.when as Condition;

describe('A10 why a lead is not in a segment', () => {
  it('asks for each part of a condition as for a segment, after all others', () => {
    const split = splitSegments(config);
    const { segments: all, groups } = split.config.audience;
    expect(all.slice(0, segments.length)).toEqual(segments);
    expect(groups).toHaveLength(all.length);
    expect(groups.slice(-split.placeOf.size).map(({ index }) => index)).toEqual([...split.placeOf.values()]);
    for (const [part, place] of split.placeOf) expect(all[place]?.when).toBe(part);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('has no parts of a condition that is a single test', () => {
    const only = { ...config, audience: { ...config.audience, segments: segments.slice(0, 1) } };
    expect(splitSegments(only).placeOf.size).toBe(0);
  });

  it.each([
    [['segment/one'], { field: 'segment/one' }],
    [['country'], { field: 'country' }],
    [['country', 'score'], { field: 'score' }],
    [['ready', 'fit'], { kind: 'any' }],
  ])('names the innermost part that fails first: without %j', (failing, part) => {
    const blamed = failingPart(when, (one) => holds(one, failing));
    expect(holds(when, failing)).toBe(false);
    expect(blamed).toMatchObject(part);
  });

  it('names the whole where no part is to blame', () => {
    expect(failingPart({ kind: 'any', of: [] }, () => false)).toEqual({ kind: 'any', of: [] });
  });
});

/** Whether a condition holds when every test but those of some fields does. */
function holds(condition: Condition, failing: readonly string[]): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => holds(part, failing));
    case 'any':
      return condition.of.some((part) => holds(part, failing));
    case 'not':
      return !holds(condition.of, failing);
    default:
      return !failing.includes(condition.field);
  }
}
