import { z } from 'zod';
import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { SourceFacts } from '../../model/source-facts.js';

export type ReadBaseline = { readonly sources: readonly SourceFacts[] } | { readonly problem: Diagnostic };

const count = z.int().nonnegative();

const sourceFacts = z.object({
  kind: z.enum(['leads', 'events', 'list', 'suppression']),
  name: z.string(),
  rows: count,
  columns: z.array(z.string()),
  newest: z.iso.datetime({ offset: true }).nullable(),
  types: z.array(z.object({ type: z.string(), rows: count })).exactOptional(),
});

const scoreDocument = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('score'),
  sourceFacts: z.array(sourceFacts),
});

/**
 * The facts of the sources in the JSON document of an earlier `score`. `text` may end anywhere after the head of the document:
 * the leads, which come last, are not looked at.
 *
 * @param name how the file is called in messages
 */
export function readBaseline(text: string, name: string): ReadBaseline {
  const document = parseHead(text);
  if (document === undefined) return unreadable(name, 'it is not JSON');
  const read = scoreDocument.safeParse(document);
  if (read.success) return { sources: read.data.sourceFacts };
  const [issue] = read.error.issues;
  const [key = 'the document'] = issue?.path ?? [];
  return unreadable(name, `${String(key)} is not what score writes there`);
}

/** What stands before the leads of a document; a line break inside a JSON text is never written as such. */
function parseHead(text: string): unknown {
  const leads = text.search(/,\r?\n {2}"leads":/);
  try {
    return JSON.parse(leads === -1 ? text : `${text.slice(0, leads)}}`);
  } catch {
    return undefined;
  }
}

function unreadable(name: string, reason: string): ReadBaseline {
  const message = `${name} is not the JSON document of an earlier score: ${reason}.`;
  return { problem: diagnose('input/unreadable-baseline', message, { file: name }) };
}
