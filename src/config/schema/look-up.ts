import { z } from 'zod';
import type { Path } from '../problem.js';
import { expectations } from './expectations.js';

/** The keys a mapping at this path may have; those of every alternative when there are several. */
export function knownKeysAt(root: z.ZodType, path: Path): readonly string[] {
  return [...new Set(schemasAt([root], path).flatMap((schema) => Object.keys(shapeOf(schema) ?? {})))];
}

/** What is expected at this path in words, where the schema has words of its own. */
export function expectationAt(root: z.ZodType, path: Path): string | undefined {
  const words = schemasAt([root], path).flatMap((schema) => expectations.get(schema)?.expects ?? []);
  return words.length === 0 ? undefined : words.join(' or ');
}

function schemasAt(from: readonly z.core.$ZodType[], path: Path): readonly z.core.$ZodType[] {
  const here = from.flatMap(alternatives);
  const [step, ...rest] = path;
  if (step === undefined) return here;
  return schemasAt(
    here.flatMap((schema) => childOf(schema, step) ?? []),
    rest,
  );
}

/** The schema without what is wrapped around it, and with every alternative of a union. */
function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (expectations.get(schema) !== undefined) return [schema];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  if (schema instanceof z.ZodPipe) return alternatives(schema.in);
  if (
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodDefault
  )
    return alternatives(schema.unwrap());
  return [schema];
}

function childOf(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  const shape = shapeOf(schema);
  return shape !== undefined && Object.hasOwn(shape, step) ? shape[step] : undefined;
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  return schema instanceof z.ZodObject ? schema.shape : undefined;
}
