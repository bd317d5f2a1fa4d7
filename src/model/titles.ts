import type { BuyingRole } from './audience.js';
import type { Seniority } from './seniority.js';
import { type TitleGroup, titleGroups } from './title-entries.js';
import { indexTitles, longestEntries, type TitleEntry, type TitleIndex } from './title-index.js';
import { titleWords } from './title-words.js';

type Level = Seniority | 'unknown';

export interface TitleReading {
  /** `unknown` when the title says nothing about it, like the role. */
  readonly seniority: Level;
  readonly buyingRole: BuyingRole | 'unknown';
  /** The entry of the table that decided, as it is written there; empty when none did. */
  readonly matched: string;
}

/**
 * Entries of a config, in the notation of `TitleGroup.entries`, one per text. One that is in the shipped table as well
 * replaces it there.
 */
export interface TitleExtensions {
  readonly seniority?: Readonly<Partial<Record<Seniority, readonly string[]>>>;
  readonly roles?: Readonly<Partial<Record<BuyingRole, readonly string[]>>>;
}

/** A table of titles made ready for reading. Make one for a config, not one for a title. */
export interface TitleTable {
  readonly titles: TitleIndex<TitleMeaning>;
  readonly roles: TitleIndex<BuyingRole>;
}

type TitleMeaning = Omit<TitleGroup, 'entries'>;

/**
 * What a job title says of seniority and buying role (A4). Where entries overlap the longest one wins, so an `account manager`
 * is no `manager`. What is left is weighed: a mark like `former` silences its part of the title, an assistant has none
 * of the seniority named beside it, and of the rest the first in `precedence` decides.
 */
export function readTitle(title: string, table: TitleTable = shippedTitles): TitleReading {
  const words = titleWords(title);
  const found = longestEntries(words, table.titles);
  const silent = new Set(found.filter(({ meaning }) => meaning.mark === 'not_held').map(({ part }) => part));
  const held = found.filter(({ part }) => !silent.has(part));
  const assisting = new Set(
    held.filter(({ meaning }) => meaning.mark === 'assistant').map(({ segment }) => segment),
  );
  const own = held.filter(
    ({ segment, meaning }) => !assisting.has(segment) || !leading.has(meaning.seniority),
  );
  const decided = precedence.flatMap((level) => own.filter(({ meaning }) => meaning.seniority === level))[0];
  const seniority = decided?.meaning.seniority ?? 'unknown';
  const role = longestEntries(words, table.roles).find(({ part }) => !silent.has(part));
  return {
    seniority,
    buyingRole: role?.meaning ?? decided?.meaning.role ?? usualRole[seniority],
    matched: decided?.text ?? role?.text ?? '',
  };
}

/** Adds the entries of a config to the shipped table. */
export function titleTable(extensions: TitleExtensions): TitleTable {
  const titles = [...shippedEntries];
  for (const [seniority, texts] of entriesOf(extensions.seniority)) {
    titles.push(...texts.map((text) => ({ text, meaning: { seniority } })));
  }
  const roles = entriesOf(extensions.roles).flatMap(([meaning, texts]) =>
    texts.map((text) => ({ text, meaning })),
  );
  return { titles: indexTitles(titles), roles: indexTitles(roles) };
}

/**
 * An intern's title may name a manager (`Product Manager Intern`), a director's title may name interns (`Director of Student
 * Affairs`): so students and juniors stand between the two.
 */
const precedence: readonly Level[] = [
  ...(['c_level', 'vp', 'director', 'head'] as const),
  ...(['student', 'junior', 'manager', 'senior', 'staff'] as const),
];

/** What an assistant's title says of somebody else. */
const leading: ReadonlySet<Level> = new Set(['c_level', 'vp', 'director', 'head', 'manager']);

const usualRole: Readonly<Record<Level, BuyingRole | 'unknown'>> = {
  c_level: 'decision_maker',
  vp: 'decision_maker',
  director: 'decision_maker',
  head: 'decision_maker',
  manager: 'influencer',
  senior: 'influencer',
  staff: 'end_user',
  junior: 'end_user',
  student: 'end_user',
  unknown: 'unknown',
};

function entriesOf<Key extends string>(
  record: Readonly<Partial<Record<Key, readonly string[]>>> | undefined,
): readonly (readonly [Key, readonly string[]])[] {
  return Object.entries(record ?? {}) as unknown as readonly (readonly [Key, readonly string[]])[];
}

const shippedEntries: readonly TitleEntry<TitleMeaning>[] = titleGroups.flatMap(({ entries, ...meaning }) =>
  entries
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, meaning })),
);

const shippedTitles = titleTable({});
