import { z } from 'zod';
import { conditionJsonSchemas } from './conditions/json-schema.js';
import { configSchema } from './schema/config-schema.js';

/** A JSON Schema: plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * JSON Schema (draft-07) of nurture.yaml as people write it, with a description of every key, for editors. What needs
 * several places of the config at once is found by parseConfig alone.
 */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-07', io: 'input' });
  return { ...schema, definitions: conditionJsonSchemas() };
}
