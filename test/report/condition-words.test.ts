import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { conditionWords } from '../../src/report/condition-words.js';

/** The words for the condition of a segment, as somebody would write it into a config. */
function wordsOf(when: string): string {
  const text = `version: 1
sources: { leads: [{ files: leads.csv }], lists: { targets: { files: targets.csv, column: domain } } }
score: { ready: 50 }
segments: [{ id: other, when: { score: { gte: 1 } } }, { id: asked, when: ${when} }]
`;
  const { config, diagnostics } = parseConfig(text, 'nurture.yaml');
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { segments = [], aggregates = [] } = config?.audience ?? {};
  const asked = segments.find(({ id }) => id === 'asked');
  if (asked === undefined) throw new Error('The config has no such segment.');
  return conditionWords(asked.when, aggregates);
}

describe('A10 conditions in words', () => {
  it.each([
    ['{ country: DE }', 'country is DE'],
    ['{ country: { ne: DE } }', 'country is not DE'],
    ['{ country: [DE, AT] }', 'country one of DE, AT'],
    ['{ country: { not_in: [DE, AT] } }', 'country none of DE, AT'],
    ['{ score: { gte: 50, lt: 80 } }', 'score at least 50, and score below 80'],
    ['{ employees: { between: [50, 250] } }', 'employees from 50 to 250'],
    ['{ title: { contains: vp } }', 'title contains "vp"'],
    ['{ title: { starts_with: vp } }', 'title starts with "vp"'],
    ["{ title: { matches: '\\bvp\\b' } }", 'title matches "\\\\bvp\\\\b"'],
    ['{ phone: { exists: true } }', 'phone known'],
    ['{ phone: { exists: false } }', 'phone unknown'],
    ['{ email.domain: { in_list: targets } }', 'email.domain in list targets'],
    ['{ created_at: { before: 2026-01-01 } }', 'created_at before 2026-01-01 00:00Z'],
    ['{ created_at: { within: 3mo } }', 'created_at within 3 mo'],
    ['{ created_at: { older_than: 1y } }', 'created_at older than 1 y'],
    ['{ ready: true }', 'ready'],
    ['{ ready: { ne: true } }', 'not ready'],
    ['{ ready: false }', 'not ready'],
    ['{ ready: { ne: false } }', 'ready'],
    ['{ segment: other }', 'segment other'],
    ['{ not: { segment: other } }', 'not (segment other)'],
    ['{ tag: [vip, press] }', 'tag vip, or tag press'],
    ['{ score: { gt: 5 }, tag: [vip, press] }', 'score above 5, and (tag vip, or tag press)'],
  ])('%s is "%s"', (when, words) => {
    expect(wordsOf(when)).toBe(words);
  });

  it.each([
    ['{ events: { type: page.viewed, within: 30d } }', 'count of page.viewed within 30 d at least 1'],
    [
      '{ events: { type: [page.viewed, email.clicked], where: { topic: x }, count: { gte: 3 } } }',
      'count of page.viewed or email.clicked (topic is x) at least 3',
    ],
    [
      '{ events: { type: purchase.completed, sum: { property: value, gt: 99.5 } } }',
      'sum of value of purchase.completed above 99.5',
    ],
    ['{ events: { type: page.viewed, first: { within: 36h } } }', 'first page.viewed within 36 h'],
    ['{ days_since.last_event: { gte: 60 } }', 'last action older than 60 d'],
    ['{ days_since.page.viewed: { lte: 7 } }', 'last page.viewed within 7 d'],
  ])('F4 events: %s is "%s"', (when, words) => {
    expect(wordsOf(when)).toBe(words);
  });
});
