import { type AcademicTitle, splitTitles } from './academic-titles.js';
import { type Honorific, readFormOfAddress } from './form-of-address.js';
import { readPersonName } from './person-name.js';

/** What the row of a lead says about who it is, as it is written there. */
export interface Person {
  readonly salutation?: string | undefined;
  /** The job title; it counts where it is nothing but an academic title. */
  readonly title?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
}

/** Who is greeted. What is undefined is not known well enough to be said. */
export interface Addressee {
  readonly honorific: Honorific | undefined;
  readonly titles: ReadonlySet<AcademicTitle>;
  readonly family: string | undefined;
  /** Both names, in the order of their script; one where it is enough to say. */
  readonly full: string | undefined;
  /** What friends say. */
  readonly given: string | undefined;
}

/** Reads who somebody is from the columns of a lead. Doubtful names are left out: that is what people forgive most easily. */
export function readAddressee({ salutation, title = '', first_name, last_name }: Person): Addressee {
  const first = readPersonName(first_name);
  const last = readPersonName(last_name);
  const address = readFormOfAddress(salutation);
  const academic = splitTitles(title.normalize('NFC').trim());
  return {
    honorific: address.honorific ?? last.honorific ?? first.honorific,
    titles: new Set([
      ...[address, first, last].flatMap(({ titles }) => titles),
      ...(academic.rest === '' ? academic.titles : []),
    ]),
    ...arranged(first.name, isInitials(last.name) ? undefined : last.name),
  };
}

/** Some forms have the whole name in one of the columns, or in both. */
function arranged(first = '', last = ''): Pick<Addressee, 'family' | 'full' | 'given'> {
  if (/^\p{Script=Han}+$/u.test(first + last)) return arrangedHan(first, last);
  const given = first === last ? '' : first.endsWith(` ${last}`) ? first.slice(0, -last.length - 1) : first;
  const family = last.startsWith(`${given} `) ? last.slice(given.length + 1) : last;
  const call = given === '' || isInitials(given) ? undefined : given;
  return {
    family: family === '' ? undefined : family,
    full: given !== '' && family !== '' ? `${given} ${family}` : call,
    given: call,
  };
}

/** The family name comes first, without a blank behind it. One character alone says too little to be called by. */
function arrangedHan(first: string, last: string): Pick<Addressee, 'family' | 'full' | 'given'> {
  const isWhole = (name: string, part: string) => name.length > part.length || name === part;
  const whole =
    first.startsWith(last) && isWhole(first, last)
      ? first
      : last.endsWith(first) && isWhole(last, first)
        ? last
        : last + first;
  const full = [...whole].length > 1 ? whole : undefined;
  return { family: last === '' ? undefined : last, full, given: full };
}

/** Letters that have cases; one syllable can be a whole name in scripts without. */
function isInitials(name = ''): boolean {
  return /^(?:[\p{Lu}\p{Ll}]\.?(?:[ -]|$))+$/u.test(name);
}
