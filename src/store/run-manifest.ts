import { z } from 'zod';

const count = z.int().nonnegative();
const sha256 = z.string();

/** Ids become names of directories, so they can not lead out of the state. */
const runIdShape = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** A relative path inside of the run; no part is hidden, empty or `..`. */
const fileName = z.string().regex(/^[^./\\\0][^/\\\0]*(?:\/[^./\\\0][^/\\\0]*)*$/);

const runManifest = z.object({
  formatVersion: z.literal(1),
  runId: z.string().regex(runIdShape),
  /** Number of the run among all runs of its state, those that were cancelled included. */
  sequence: z.int().positive(),
  asOf: z.iso.datetime(),
  toolVersion: z.string(),
  configHash: z.string(),
  /** How many mails the run sends. */
  sends: count,
  /** Codes of what keeps the plan from being committed. */
  blocked: z.array(z.string()),
  /** The run before it and the hash of that one's manifest; null for the first. */
  previous: z.object({ runId: z.string(), hash: z.string() }).nullable(),
  /** The runs that were read: how many, and a hash over their ids and manifests. */
  ledger: z.object({ runs: count, sha256 }),
  /** Number of the last entry of the journal that was known. */
  journal: count,
  /** What the run consists of; `rows` is null for a file that has none. */
  files: z.array(z.object({ name: fileName, sha256, bytes: count, rows: count.nullable() })),
  /** What it was computed from. */
  inputs: z.array(
    z.object({ kind: z.string(), source: z.string(), name: z.string(), sha256, bytes: count, rows: count }),
  ),
});

/** `manifest.json` of a plan, and of the run it becomes (S7.1). */
export type RunManifest = z.infer<typeof runManifest>;

/** The manifest in a text, or what is wrong with it, as the end of a sentence. */
export function parseManifest(
  text: string,
): { readonly manifest: RunManifest } | { readonly reason: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // The message of the parser would quote the file.
    return { reason: 'has a manifest.json that can not be read: it is not JSON' };
  }
  const { data: manifest, error } = runManifest.safeParse(document);
  if (manifest !== undefined) return { manifest };
  const key = error.issues[0]?.path.join('.') || 'the document';
  return { reason: `has a manifest.json in which ${key} is not what this version of nurture writes` };
}
