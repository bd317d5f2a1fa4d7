import type { FieldUse } from './field-flow.js';
import { parseTemplate } from './template.js';

/**
 * Fields of the lead without which one of the texts would have a hole (S6.11), each once, in order of appearance. Built-in names
 * are none, and neither is what a faulty text names.
 */
export function neededFields(texts: readonly string[]): readonly string[] {
  return fieldsOf(texts, ({ needed }) => needed);
}

/** All fields of the lead that the texts read, also in conditions. */
export function usedFields(texts: readonly string[]): readonly string[] {
  return fieldsOf(texts, ({ meanings }) =>
    [...meanings.values()].flatMap(({ kind, name }) => (kind === 'field' ? name : [])),
  );
}

function fieldsOf(texts: readonly string[], fields: (use: FieldUse) => Iterable<string>): readonly string[] {
  const parsed = texts.map(parseTemplate);
  return [...new Set(parsed.flatMap((one) => (one.kind === 'template' ? [...fields(one.fields)] : [])))];
}
