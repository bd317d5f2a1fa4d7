import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configJsonSchema } from '../../src/config/json-schema.js';
import { parseConfig } from '../../src/config/parse-config.js';
import { exampleConfig } from './example-config.js';

const schemaFile = new URL('../../schema/nurture.schema.json', import.meta.url);
const written = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
if (process.env.UPDATE_SCHEMA === '1') writeFileSync(schemaFile, written);

type Node = Readonly<Record<string, unknown>>;

describe('JSON schema of the config', () => {
  it('stands in schema/nurture.schema.json as generated (UPDATE_SCHEMA=1 writes it)', () => {
    expect(readFileSync(schemaFile, 'utf8')).toBe(written);
  });

  it('is draft-07 without an id of its own', () => {
    const schema = configJsonSchema();
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema).not.toHaveProperty('$id');
    expect(schema).toHaveProperty('properties.score');
  });

  it('describes every key', () => {
    expect(keysWithoutDescription(configJsonSchema(), '')).toEqual([]);
  });

  it('refers only to definitions it has', () => {
    const names = [...written.matchAll(/"#\/definitions\/(\w+)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(Object.keys(configJsonSchema().definitions as Node)));
  });

  it('accepts the config of the documentation, as parseConfig does', () => {
    const validator = z.fromJSONSchema(configJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(validator.safeParse(parse(exampleConfig)).error?.issues ?? []).toEqual([]);
    const { config, diagnostics } = parseConfig(exampleConfig, 'nurture.yaml');
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(config).toBeDefined();
  });

  it('refuses what parseConfig refuses by form', () => {
    const validator = z.fromJSONSchema(configJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    for (const text of [
      'score: { ready: text }',
      'scores: { ready: 1 }',
      'score: { ready: 1, fit: { rules: [{ id: a }] } }',
    ]) {
      expect(validator.safeParse(parse(text)).success, text).toBe(false);
      expect(parseConfig(text, 'nurture.yaml').config, text).toBeUndefined();
    }
  });
});

function keysWithoutDescription(node: unknown, path: string): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node))
    return node.flatMap((one, index) => keysWithoutDescription(one, `${path}/${index}`));
  return Object.entries(node as Node).flatMap(([key, value]) => [
    ...(key === 'properties' ? bare(value as Node, path) : []),
    ...keysWithoutDescription(value, `${path}/${key}`),
  ]);
}

function bare(properties: Node, path: string): readonly string[] {
  return Object.entries(properties)
    .filter(([, schema]) => !(schema as Node).description)
    .map(([key]) => `${path}/${key}`);
}
