import { wordTable } from './word-table.js';

/** Titles that belong into an address. */
export type AcademicTitle = 'professor' | 'doctor' | 'magister';

/**
 * Takes titles off the beginning of a text: `Prof. Dr. med. Anna` is a professor and doctor called `Anna`. Subjects, honours and
 * diplomas (`med.`, `h. c.`, `Dipl.-Ing.`) are no part of an address; they are only taken off.
 */
export function splitTitles(text: string): {
  readonly titles: readonly AcademicTitle[];
  readonly rest: string;
} {
  const words = text
    .replace(/(?<!\p{L})(prof|dr|mag)\.(?=\p{L})/giu, '$1. ')
    .replace(/(?<!\p{L})h\. ?c\./giu, 'h.c.')
    .split(' ');
  const titles: AcademicTitle[] = [];
  let taken = 0;
  for (const word of words) {
    const bare = word.toLowerCase().replaceAll('.', '');
    const title = titleWords.get(bare);
    // Without its dot, Mag is a name.
    if (title !== undefined && word.toLowerCase() !== 'mag') titles.push(title);
    else if (!diplomas.test(bare) && !(titles.length > 0 && additions.has(bare))) break;
    taken++;
  }
  return { titles, rest: words.slice(taken).join(' ') };
}

const titleWords = wordTable<AcademicTitle>({
  professor: 'prof profin professor professorin univ-prof',
  doctor: 'dr drin dr-ing doktor doctor',
  magister: 'mag magister magistra',
});

const additions: ReadonlySet<string> = new Set([
  ...['med', 'dent', 'vet', 'rer', 'nat', 'phil', 'jur', 'iur', 'oec', 'pol', 'soc', 'theol', 'techn'],
  ...['ing', 'univ', 'hc', 'eh', 'habil', 'mult'],
]);

const diplomas = /^(?:pd|priv-?doz|dipl(?:om)?(?:-\p{L}+)?)$/u;
