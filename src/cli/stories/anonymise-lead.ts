import type { EmailKind } from '../../model/fields.js';

/** Values as a source has them: texts, and instants as UTC ms. */
export type Cells = Readonly<Record<string, string | number | null>>;

/** What stands for a person, whoever it is. Hosts are reserved for examples, or those of providers. */
const invented: Readonly<Record<string, string>> = {
  first_name: 'Kim',
  last_name: 'Example',
  company: 'Example Ltd',
  phone: '+49 30 00000000',
  domain: 'company.example',
  owner: 'somebody',
};

const addresses: Readonly<Record<EmailKind, string>> = {
  business: 'kim@company.example',
  role: 'info@company.example',
  free: 'kim@gmail.com',
  disposable: 'kim@mailinator.com',
  invalid: 'no address',
};

/** Longer values are sentences, and sentences are about somebody. */
const longestValue = 60;

/**
 * The fields of a lead for a story, without what tells who it is: the address becomes an invented one of the same kind, names are invented, long
 * texts and texts with an address or a long number in them are replaced, and of the rest only those are kept that the config reads. Instants stay.
 */
export function anonymiseLead(
  cells: Cells,
  kind: EmailKind | undefined,
  reads: (field: string) => boolean,
): Readonly<Record<string, string>> {
  const kept = Object.entries(cells).flatMap(([field, value]): [string, string][] => {
    if (value === null || value === '' || field === 'email') return [];
    const made = invented[field];
    if (made !== undefined) return [[field, made]];
    return reads(field) ? [[field, anonymiseValue(value)]] : [];
  });
  return { email: kind === undefined ? '' : addresses[kind], ...Object.fromEntries(kept) };
}

/** The further fields of an event for a story, as far as the config reads them. */
export function anonymiseEvent(
  cells: Cells,
  reads: (field: string) => boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([field, value]): [string, string][] =>
      value === null || value === '' || !reads(field) ? [] : [[field, anonymiseValue(value)]],
    ),
  );
}

function anonymiseValue(value: string | number): string {
  if (typeof value === 'number') return new Date(value).toISOString();
  // Of an address of a page the path is what rules look at; the rest may name a person.
  const url = /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)/.exec(value);
  const text = url === null ? value : `https://site.example${url[1]}`;
  return text.length > longestValue || /@|\d{7}/.test(text) ? 'text' : text;
}
