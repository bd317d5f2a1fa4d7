import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configJsonSchema } from '../../src/config/json-schema.js';
import { renderReference } from './render-reference.js';

const page = new URL('../../docs/configuration.md', import.meta.url);
const written = renderReference(configJsonSchema());
if (process.env.UPDATE_SCHEMA === '1') writeFileSync(page, written);

describe('docs/configuration.md', () => {
  it('is as generated from the schema (UPDATE_SCHEMA=1 writes it)', () => {
    expect(readFileSync(page, 'utf8')).toBe(written);
  });
});
