import type { Path } from './problem.js';

/** A mapping of the config, right or wrong, with its path. */
export interface Entry {
  readonly path: Path;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * The parts of a config that checks look at, read tolerantly: what does not have the right form is left out, because
 * the schema reports it already. So a mistake in one rule hides no mistake in another.
 */
export interface Outline {
  readonly root: Entry;
  readonly leadSources: readonly Entry[];
  readonly eventSources: readonly Entry[];
  readonly fit: Entry;
  readonly pain: Entry;
  readonly fitRules: readonly Entry[];
  readonly painRules: readonly Entry[];
  readonly fitGroups: readonly NamedEntry[];
  readonly painGroups: readonly NamedEntry[];
  readonly painClasses: readonly NamedEntry[];
  readonly listIds: readonly string[];
  readonly personas: readonly Entry[];
  readonly interests: Entry;
  readonly tagRules: readonly Entry[];
  /** Empty when the config names a model. */
  readonly stages: readonly Entry[];
  readonly segments: readonly Entry[];
  readonly partitions: readonly Entry[];
  readonly queueRules: readonly Entry[];
  readonly policy: Entry;
  /** Whole, with what they extend (extends/extend-campaigns.ts). */
  readonly campaigns: readonly Entry[];
  readonly sendLists: readonly Entry[];
}

export interface NamedEntry extends Entry {
  readonly id: string;
}

export function outlineOf(value: unknown): Outline {
  const root = { path: [], value: asMapping(value) };
  const sources = entryAt(root, 'sources');
  const score = entryAt(root, 'score');
  const fit = entryAt(score, 'fit');
  const pain = entryAt(score, 'pain');
  return {
    root,
    leadSources: entriesAt(sources, 'leads'),
    eventSources: entriesAt(sources, 'events'),
    fit,
    pain,
    fitRules: entriesAt(fit, 'rules'),
    painRules: entriesAt(pain, 'rules'),
    fitGroups: namedEntriesAt(fit, 'groups'),
    painGroups: namedEntriesAt(pain, 'groups'),
    painClasses: namedEntriesAt(pain, 'classes'),
    listIds: Object.keys(entryAt(sources, 'lists').value),
    personas: entriesAt(root, 'personas'),
    interests: entryAt(root, 'interests'),
    tagRules: entriesAt(entryAt(root, 'tags'), 'rules'),
    stages: entriesAt(root, 'stages'),
    segments: entriesAt(root, 'segments'),
    partitions: entriesAt(root, 'partitions'),
    queueRules: entriesAt(entryAt(root, 'queue'), 'rules'),
    policy: entryAt(root, 'policy'),
    campaigns: entriesAt(root, 'campaigns'),
    sendLists: entriesAt(entryAt(root, 'outputs'), 'send_lists'),
  };
}

/** The mapping under `key`; an empty one when there is none. */
export function entryAt(parent: Entry, key: string): Entry {
  return { path: [...parent.path, key], value: asMapping(parent.value[key]) };
}

/** The mapping under `key`, if there is one. */
export function entriesIn(parent: Entry, key: string): readonly Entry[] {
  const value = parent.value[key];
  return isMapping(value) ? [{ path: [...parent.path, key], value }] : [];
}

/** The mappings in the list under `key`. */
export function entriesAt(parent: Entry, key: string): readonly Entry[] {
  const list = parent.value[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, index) =>
    isMapping(value) ? [{ path: [...parent.path, key, index], value }] : [],
  );
}

/** The mappings in the mapping under `key`. */
function namedEntriesAt(parent: Entry, key: string): readonly NamedEntry[] {
  const entries = entryAt(parent, key);
  return Object.entries(entries.value).flatMap(([id, value]) =>
    isMapping(value) ? [{ id, path: [...entries.path, id], value }] : [],
  );
}

/** The text under `key`, or undefined when there is none. */
export function textAt(entry: Entry, key: string): string | undefined {
  const value = entry.value[key];
  return typeof value === 'string' ? value : undefined;
}

/** The texts under `key`, written as one text or as a list, each with its path. */
export function textsAt({ value, path }: Entry, key: string): readonly PlacedText[] {
  return textsIn(value[key], [...path, key]);
}

export interface PlacedText {
  readonly text: string;
  readonly path: Path;
}

export function textsIn(value: unknown, path: Path): readonly PlacedText[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown, index) =>
    typeof one === 'string' ? [{ text: one, path: [...path, index] }] : [],
  );
}

/** The number under `key`, or undefined when there is none. */
export function numberAt(entry: Entry, key: string): number | undefined {
  const value = entry.value[key];
  return typeof value === 'number' ? value : undefined;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asMapping(value: unknown): Readonly<Record<string, unknown>> {
  return isMapping(value) ? value : {};
}
