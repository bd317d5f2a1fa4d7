import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { parseStories } from '../../src/config/stories/parse-stories.js';
import { storyFields } from '../../src/config/stories/story-fields.js';
import { config as yaml } from './project.js';

const { config } = parseConfig(yaml, 'nurture.yaml');
if (config === undefined) throw new Error('The config of these tests has mistakes.');
const fields = storyFields(config, []);

const parse = (text: string) => parseStories(text, 'a.test.yaml', config, fields);

const withExpect = (expectation: string) => `- story: names
  lead: { email: a@corp.example }
  then:
    - run: 2026-03-02
      expect: ${expectation}
`;

describe('parseStories', () => {
  it.each([
    ['{ sends: [{ campaign: welcom, step: hello }] }', 'welcom', 'config/unknown-campaign'],
    ['{ sends: [{ campaign: welcome, step: helo }] }', 'helo', 'config/unknown-step'],
    ['{ sends: [{ campaign: welcome, step: hello, att: 1 }] }', 'att', 'config/unknown-key'],
    ['{ segments: { includes: engagd } }', 'engagd', 'config/unknown-segment'],
    ['{ persona: boss }', 'boss', 'config/unknown-persona'],
    ['{ stage: wonn }', 'wonn', 'config/unknown-stage'],
    ['{ reason: { campaign: welcome, is: wating } }', 'wating', 'config/unknown-value'],
    ['{ score: lots }', 'lots', 'config/wrong-type'],
    ['{ score: { gte: "5" } }', '"5"', 'config/wrong-type'],
    ['{ case: { campaign: welcome, step: helo, is: opened } }', 'helo', 'config/unknown-step'],
    ['{ lead: nobody, score: 1 }', 'nobody', 'story/unknown-lead'],
  ])('places the mistake in %s', (written, word, code) => {
    const [found] = parse(withExpect(written)).diagnostics;
    expect(found?.code).toBe(code);
    expect(found?.at?.line).toBe(5);
    expect(found?.at?.excerpt?.slice((found.at.column ?? 0) - 1)).toMatch(new RegExp(`^${word}`));
  });

  it('suggests near names', () => {
    const [found] = parse(withExpect('{ segments: { excludes: engagd } }')).diagnostics;
    expect(found?.help).toBe('Did you mean "engaged"?');
  });

  it('reads relative instants from as_of, or else from the first run', () => {
    const { stories } = parse(
      '- { story: a, lead: { email: a@b.example, created_at: -1d }, then: [{ run: 2026-03-02T08:00:00Z }, { run: +1d12h }] }',
    );
    expect(stories[0]?.then.map((entry) => entry.kind === 'run' && new Date(entry.at).toISOString())).toEqual(
      ['2026-03-02T08:00:00.000Z', '2026-03-03T20:00:00.000Z'],
    );
    expect(stories[0]?.leads[0]?.fields.created_at).toBe('2026-03-01T08:00:00.000Z');
  });

  it('never throws', () => {
    for (const text of [
      '',
      '- 1',
      'a: 1',
      '- story: 1',
      '- { story: a, lead: [], then: {} }',
      '[',
      '- {then: [1]}',
    ])
      expect(parse(text).diagnostics.length).toBeGreaterThan(0);
  });
});
