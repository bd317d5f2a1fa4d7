import { type AcademicTitle, splitTitles } from './academic-titles.js';
import { wordTable } from './word-table.js';

/** How somebody is addressed. `mrs` is a woman who is called so. */
export type Honorific = 'mr' | 'ms' | 'mrs';

export interface FormOfAddress {
  /** Undefined where nothing says so, or where two things do (`Herr/Frau`). */
  readonly honorific: Honorific | undefined;
  readonly titles: readonly AcademicTitle[];
}

/**
 * Reads what a column of salutations says in any of our languages: `Frau`, `Mr.`, `Sehr geehrter Herr Dr. Müller`, `女士`, `m`. Names
 * in it are passed over.
 */
export function readFormOfAddress(text = ''): FormOfAddress {
  const line = text.normalize('NFKC').toLowerCase().trim();
  const words = line.split(/[\s/,&|()]+/u).filter((word) => word !== '');
  const found = words.map(honorificIn);
  const honorifics = [...found, sexes.get(line.replaceAll('.', ''))].filter((one) => one !== undefined);
  const others = words.filter((word, index) => found[index] === undefined && !greetings.has(word));
  return {
    honorific: new Set(honorifics.map((one) => one === 'mr')).size === 1 ? honorifics[0] : undefined,
    titles: [
      ...splitTitles(others.join(' ')).titles,
      ...(line.includes('教授') ? (['professor'] as const) : []),
      ...(line.includes('博士') ? (['doctor'] as const) : []),
    ],
  };
}

/** Takes the form of address off a name: `Frau Müller`, `王女士`. */
export function splitHonorific(name: string): {
  readonly honorific: Honorific | undefined;
  readonly rest: string;
} {
  const [, first = '', others = ''] = /^(\S+) (.+)$/u.exec(name) ?? [];
  const before = honorificIn(first.toLowerCase());
  if (before !== undefined) return { honorific: before, rest: others };
  const rest = name.replace(chineseHonorific, '');
  return rest === '' || rest === name
    ? { honorific: undefined, rest: name }
    : { honorific: honorificIn(name), rest };
}

function honorificIn(word: string): Honorific | undefined {
  const [chinese] = chineseHonorific.exec(word) ?? [];
  return honorificWords.get(chinese ?? word.replaceAll('.', ''));
}

const chineseHonorific = /(?:先生|男士|女士|小姐|太太|夫人)$/u;

const honorificWords = wordTable<Honorific>({
  mr: 'herr herrn hr hrn mr mister monsieur signor señor 先生 男士',
  ms: 'frau fr frl fräulein ms miss madame mme signora señora 女士 小姐 太太 夫人',
  mrs: 'mrs',
});

/** What a column of sexes says. */
const sexes = wordTable<'mr' | 'ms'>({
  mr: 'm male man männlich mann 男 男性',
  ms: 'f w female woman weiblich 女 女性',
});

const greetings: ReadonlySet<string> = new Set([
  ...['sehr', 'geehrte', 'geehrter', 'liebe', 'lieber', 'hallo', 'guten', 'tag', 'dear', 'hello', 'hi'],
]);
