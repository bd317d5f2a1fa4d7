import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import '../../src/config/stories/story-schema.js';

it('what stories expect of a text is not said of texts of the config', () => {
  const { diagnostics } = parseConfig('version: 1\nsources: { leads: [{ files: 5 }] }\n', 'nurture.yaml');
  expect(diagnostics.map(({ message }) => message).join()).toContain('Expected a text or a list');
});
