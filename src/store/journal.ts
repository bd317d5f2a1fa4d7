import { z } from 'zod';
import { keptStopKinds } from '../model/ledger.js';

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file of the state as it was: path relative to the state, or to the run it belongs to. */
const fileFacts = z.object({ name: z.string().min(1), sha256, bytes: count });

export type FileFacts = z.infer<typeof fileFacts>;

const keptStop = z.object({
  /** An e-mail match key, or a domain with an @ before it. */
  who: z.string().min(1),
  kind: z.enum(keptStopKinds),
  at: z.iso.datetime(),
  purpose: z.string().nullable(),
});

const what = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    runId: z.string().min(1),
    manifest: z.object({ sha256, bytes: count }),
    /** Files that were written anew when the plan was committed, because sends were withdrawn from them. */
    replaced: z.array(fileFacts.extend({ rows: count.nullable() })),
    /** Sends of the plan that were stopped before it was committed. */
    withdrawn: count,
  }),
  z.object({ kind: z.literal('cancel'), runId: z.string().min(1), reason: z.string().nullable() }),
  z.object({ kind: z.literal('suppress'), stops: z.array(keptStop), reason: z.string().nullable() }),
  z.object({
    kind: z.literal('adopt'),
    stateId: z.string().min(1),
    reason: z.string().nullable(),
    /** Everything that was there. From then on it is what counts, whatever was there before. */
    files: z.array(fileFacts),
  }),
]);

/** What was done to a state. */
export type Deed = z.infer<typeof what>;

/**
 * An entry of the journal: a deed, its number, and the hash of the entry before it. All entries together are a chain, so that one which
 * is missing or was changed is noticed (S7.1).
 */
export const entryDocument = z.object({
  formatVersion: z.literal(1),
  /** From 1, without gaps. */
  sequence: z.int().positive(),
  previous: sha256.nullable(),
  committedAt: z.iso.datetime(),
  deed: what,
});

export type EntryDocument = z.infer<typeof entryDocument>;

/** An entry as it was found. */
export interface Entry extends EntryDocument {
  /** Path relative to the state. */
  readonly name: string;
  readonly hash: string;
}

/** Where the entry of a deed stands, relative to the state. Runs hold theirs, so that one rename makes both real. */
export function placeOfEntry(deed: Deed, sequence: number): string {
  const numbered = `${String(sequence).padStart(6, '0')}.json`;
  switch (deed.kind) {
    case 'run':
      return `runs/${deed.runId}/${entryOfRun}`;
    case 'cancel':
      return `cancelled/${deed.runId}.json`;
    case 'suppress':
      return `suppressions/${numbered}`;
    case 'adopt':
      return `adopted/${numbered}`;
  }
}

export const entryOfRun = 'entry.json';

/** Directories that hold entries as files. */
export const entryPlaces = ['cancelled', 'suppressions', 'adopted'] as const;
