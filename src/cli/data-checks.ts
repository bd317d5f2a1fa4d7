import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseShare } from '../config/shares.js';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Database } from '../engine/database.js';
import {
  baselineOf,
  checkExpectations,
  incompleteBaseline,
} from '../engine/expectations/check-expectations.js';
import { gatherFacts } from '../engine/expectations/gather-facts.js';
import { readBaseline } from '../engine/expectations/read-baseline.js';
import type { Quarantine } from '../engine/quarantine-counts.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { SourceFacts } from '../model/source-facts.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { OpenedSource } from './open-sources.js';
import type { Matched } from './pipeline.js';
import type { Session } from './session.js';

/** What is known of the data once everything has been read, and what is wrong with it as a whole. */
export interface CheckedData {
  readonly facts: readonly SourceFacts[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Compares each source with what the config expects of it, and with the run whose JSON document is the baseline (data contract:
 * drift, stale exports, sudden drops, too many quarantined rows).
 */
export async function checkData(
  session: Session,
  database: Database,
  matched: Matched,
  asOf: number,
): Promise<CheckedData> {
  const earlier = baselineSources(session);
  const limit = quarantineLimit(session);
  const facts: SourceFacts[] = [];
  const problems: Diagnostic[] = [];
  for (const source of matched.sources) {
    const { files, expect } = source;
    const rows =
      files.reduce((sum, { file }) => sum + file.records, 0) + matched.quarantine.brokenRowsOf(files);
    const needed = { newest: expect.maxAgeMs !== undefined, types: expect.maxTypeDrop !== undefined };
    const found = await gatherFacts(database, { ...source, rows }, needed, asOf);
    facts.push(found);
    problems.push(
      ...checkExpectations(found, expect, baselineOf(found, earlier ?? []), asOf),
      ...(earlier === undefined ? [] : incompleteBaseline(found, expect, baselineOf(found, earlier))),
      ...checkQuarantine(source, matched.quarantine, rows, limit ?? expect.maxQuarantined),
    );
  }
  return { facts, problems };
}

function checkQuarantine(
  { kind, name, files }: OpenedSource,
  quarantine: Quarantine,
  rows: number,
  limit: number,
): readonly Diagnostic[] {
  const quarantined = quarantine.rowsOf(files);
  if (quarantined <= rows * limit) return [];
  const called = kind === 'list' ? `list ${name}` : name;
  const reasons = renderReasons(quarantine.reasonsOf(files));
  const message = `${called}: ${quarantined} of ${rows} rows could not be used (${reasons}), more than ${percent(limit)}.`;
  const [first] = files;
  const at = files.length === 1 && first !== undefined ? { file: first.file.name } : undefined;
  return [diagnose('input/too-many-quarantined', message, at)];
}

/** Such as `10 too_few_cells, 2 no_key`. */
export function renderReasons(reasons: readonly (readonly [reason: string, rows: number])[]): string {
  return reasons.map(([reason, rows]) => `${rows} ${reason}`).join(', ');
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** The share of `--max-quarantined`, in place of what the config says. */
function quarantineLimit({ flags }: Session): number | undefined {
  const text = flags.maxQuarantined;
  if (text === undefined) return undefined;
  const share = parseShare(text);
  if (share === undefined) {
    throw new CommandFailure(
      exitCodes.usage,
      `--max-quarantined ${JSON.stringify(text)} is not a share from 0% to 100%, such as 5%.`,
    );
  }
  return share;
}

const headOfDocument = 1 << 20;

/** What the JSON document of an earlier run says of its sources; undefined without `--baseline`. */
function baselineSources({ flags, terminal }: Session): readonly SourceFacts[] | undefined {
  if (flags.baseline === undefined) return undefined;
  const path = resolve(terminal.cwd, flags.baseline);
  const read = readBaseline(beginningOf(path, flags.baseline), flags.baseline);
  if ('problem' in read) throw new UnusableInput([read.problem]);
  return read.sources;
}

/** The leads of a document come last and are not needed. */
function beginningOf(path: string, name: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(headOfDocument);
      return bytes.subarray(0, readSync(file, bytes, 0, headOfDocument, 0)).toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    throw new CommandFailure(exitCodes.usage, `--baseline ${name} can not be read.`);
  }
}
