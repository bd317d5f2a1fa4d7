import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Entry } from './journal.js';

/** The last entry, which the next one names: 0 and null where there is none. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string | null;
}

/** The end as it was kept, with the last run for people. */
export interface KeptEnd extends ChainEnd {
  readonly lastRun: string | null;
}

export interface Chain {
  readonly end: ChainEnd;
  /** What was adopted last; entries up to it are not checked one by one, see `adopted`. */
  readonly adoption: Entry | undefined;
  /** Whether the end that was kept is one entry behind: a process was killed before it could keep it. */
  readonly isBehind: boolean;
  readonly problems: readonly Diagnostic[];
}

/**
 * Checks that the entries after the last adoption follow one another without a gap, and that the last one is the one that was kept as the
 * end (S7.1). `kept` is undefined when there is none.
 */
export function checkChain(entries: readonly Entry[], kept: KeptEnd | undefined): Chain {
  const sorted = entries.toSorted((a, b) => a.sequence - b.sequence);
  const adoption = sorted.findLast(({ deed }) => deed.kind === 'adopt');
  const problems: Diagnostic[] = [];
  let end: ChainEnd = adoption ?? { sequence: 0, hash: null };
  let before: string | null = null;
  for (const entry of sorted) {
    if (entry.sequence <= (adoption?.sequence ?? 0)) continue;
    const problem = wrongLink(end, entry);
    if (problem !== undefined) problems.push(problem);
    before = end.hash;
    end = entry;
  }
  if (kept === undefined) return { end, adoption, isBehind: false, problems };
  const isBehind = kept.sequence === end.sequence - 1 && kept.hash === before && end !== adoption;
  if (!isBehind) problems.push(...wrongEnd(end, sorted.at(-1), kept));
  return { end, adoption, isBehind, problems };
}

function wrongLink(end: ChainEnd, entry: Entry): Diagnostic | undefined {
  const { sequence, previous, name } = entry;
  if (sequence > end.sequence + 1) return missing(end.sequence + 1, sequence - 1, name);
  if (sequence <= end.sequence) {
    return diagnose('state/foreign-record', `${name} has the number of another entry, ${sequence}.`, {
      file: name,
    });
  }
  if (previous === end.hash) return undefined;
  const message = `${name} does not follow what is there as entry ${end.sequence}: one of them was changed.`;
  return diagnose('state/changed-record', message, { file: name });
}

function wrongEnd(end: ChainEnd, last: Entry | undefined, kept: KeptEnd): readonly Diagnostic[] {
  if (kept.sequence > end.sequence) return [missing(end.sequence + 1, kept.sequence, 'head.json', kept)];
  if (kept.sequence < end.sequence) {
    const message = `The state has ${end.sequence} entries, and its head.json is from a time when it had ${kept.sequence}.`;
    return [diagnose('state/copied', message, { file: 'head.json' })];
  }
  if (kept.hash === end.hash) return [];
  const file = last?.name ?? 'head.json';
  return [diagnose('state/changed-record', `${file} is not what it was when it was committed.`, { file })];
}

function missing(first: number, last: number, file: string, kept?: KeptEnd): Diagnostic {
  const entries =
    first === last ? `Entry ${first} of the journal is` : `Entries ${first} to ${last} of the journal are`;
  const lastRun = kept?.lastRun ? `; the last run was ${kept.lastRun}` : '';
  return diagnose('state/missing-record', `${entries} missing${lastRun}.`, { file });
}
