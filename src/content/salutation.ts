import type { AcademicTitle } from './academic-titles.js';
import { type Addressee, type Person, readAddressee } from './addressee.js';
import type { Honorific } from './form-of-address.js';
import { type Language, languageOf } from './language.js';

/** Who is to be greeted, and in which language. */
export interface Greeted extends Person {
  readonly language?: string | undefined;
}

/** The beginning of a mail, without what stands behind it: formal and informal. */
export interface Salutation {
  readonly greeting: string;
  readonly hello: string;
}

/**
 * Greets a lead in German, English or Chinese (J5, S6.11): by family name where the form of address is known, else by the full name, else
 * without a name. There is always something to say, and never a hole in it.
 *
 * @param policyLanguage for leads whose language is none of ours; English if it is none of ours either.
 */
export function salutation(person: Greeted, policyLanguage?: string): Salutation {
  return greet[languageOf(person.language, policyLanguage)](readAddressee(person));
}

const greet: Readonly<Record<Language, (addressee: Addressee) => Salutation>> = {
  de: greetInGerman,
  en: greetInEnglish,
  zh: greetInChinese,
};

function greetInGerman({ honorific, titles, family, full, given }: Addressee): Salutation {
  const hello = say('Hallo', given);
  const rank = germanTitles.flatMap(([title, text]) => (titles.has(title) ? text : []));
  if (family === undefined) return { greeting: say('Guten Tag', full), hello };
  if (honorific === undefined) {
    const name = full ?? (rank.length > 0 ? family : undefined);
    return { greeting: name === undefined ? 'Guten Tag' : say('Guten Tag', ...rank, name), hello };
  }
  return {
    greeting: say(honorific === 'mr' ? 'Sehr geehrter Herr' : 'Sehr geehrte Frau', ...rank, family),
    hello,
  };
}

function greetInEnglish({ honorific, titles, family, full, given }: Addressee): Salutation {
  const style = titles.has('professor')
    ? 'Professor'
    : titles.has('doctor')
      ? 'Dr'
      : honorific && englishStyles[honorific];
  const name = style === undefined || family === undefined ? full : say(style, family);
  return {
    greeting: name === undefined ? 'Hello' : say('Dear', name),
    hello: given === undefined ? 'Hello' : say('Hi', given),
  };
}

/** Styles stand behind the name, and nothing needs a blank. */
function greetInChinese({ honorific, titles, family, full, given }: Addressee): Salutation {
  const style = titles.has('professor')
    ? '教授'
    : titles.has('doctor')
      ? '博士'
      : honorific && chineseStyles[honorific];
  const styled = family ?? full;
  const name = style === undefined || styled === undefined ? full : `${styled}${style}`;
  const call = given ?? name;
  return {
    greeting: name === undefined ? '您好' : `尊敬的${name}`,
    hello: call === undefined ? '您好' : `您好，${call}`,
  };
}

const germanTitles: readonly (readonly [AcademicTitle, string])[] = [
  ['professor', 'Prof.'],
  ['doctor', 'Dr.'],
  ['magister', 'Mag.'],
];

const englishStyles: Readonly<Record<Honorific, string>> = { mr: 'Mr', ms: 'Ms', mrs: 'Mrs' };

const chineseStyles: Readonly<Record<Honorific, string>> = { mr: '先生', ms: '女士', mrs: '女士' };

function say(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(' ');
}
