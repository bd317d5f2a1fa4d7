import { join } from 'node:path';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Disk } from './disk.js';
import { hashText } from './hash-file.js';
import { type Entry, entryDocument, entryOfRun, entryPlaces, placeOfEntry } from './journal.js';

/** The entries of a journal, wherever they stand, and what can not be read as one. */
export function readEntries(
  disk: Disk,
  state: string,
): { readonly entries: readonly Entry[]; readonly problems: readonly Diagnostic[] } {
  const entries: Entry[] = [];
  const problems: Diagnostic[] = [];
  for (const name of namesOfEntries(disk, state)) {
    const read = readEntry(disk, state, name);
    if ('problem' in read) problems.push(read.problem);
    else entries.push(read.entry);
  }
  return { entries, problems };
}

/** Paths of what are entries by their place. A run that has none was not committed here. */
function namesOfEntries(disk: Disk, state: string): readonly string[] {
  const namesIn = (place: string) =>
    disk.look(join(state, place))?.kind === 'directory' ? disk.list(join(state, place)) : [];
  const ofRuns = namesIn('runs')
    .filter((run) => disk.look(join(state, 'runs', run))?.kind === 'directory')
    .map((run) => `runs/${run}/${entryOfRun}`)
    .filter((name) => disk.look(join(state, name)) !== undefined);
  const others = entryPlaces.flatMap((place) => namesIn(place).map((name) => `${place}/${name}`));
  return [...ofRuns, ...others];
}

function readEntry(
  disk: Disk,
  state: string,
  name: string,
): { readonly entry: Entry } | { readonly problem: Diagnostic } {
  const refuse = (reason: string) => ({
    problem: diagnose('state/unreadable-record', `${name} ${reason}.`, { file: name }),
  });
  if (disk.look(join(state, name))?.kind !== 'file') return refuse('is no file');
  const { text } = disk.read(join(state, name));
  const document = parse(text);
  if (document === undefined) return refuse('is not what this version of nurture writes');
  const place = placeOfEntry(document.deed, document.sequence);
  if (place !== name) {
    const message = `${name} is the entry that belongs to ${place}.`;
    return { problem: diagnose('state/foreign-record', message, { file: name }) };
  }
  return { entry: { ...document, name, hash: hashText(text) } };
}

function parse(text: string) {
  try {
    return entryDocument.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
