import { splitTitles } from './academic-titles.js';
import { type FormOfAddress, splitHonorific } from './form-of-address.js';

/** A name as it can be shown, and the form of address that was written with it. */
export interface PersonName extends FormOfAddress {
  /** Undefined for what is nobody's name. */
  readonly name: string | undefined;
}

/**
 * Reads a first or a last name. What stands in brackets or behind a comma (`, MBA`) is left out. A word all in capitals, or all
 * without, is given its one capital where that is safe. What people and forms write for want of a name is none.
 */
export function readPersonName(text: string | undefined): PersonName {
  const line = (text ?? '')
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/(?![\u200C\u200D])\p{Cf}/gu, '')
    .replace(/\([^()]*\)|（[^（）]*）/gu, ' ');
  const [before = '', ...behind] = line.split(/[,，]/u);
  const { honorific, rest } = splitHonorific(oneBlank(before));
  const { titles, rest: own } = splitTitles(rest);
  const name = line.length <= longestName && isName(own) ? withCapital(own) : undefined;
  return { name, honorific, titles: [...titles, ...splitTitles(oneBlank(behind.join(' '))).titles] };
}

/** Longer texts are sentences. */
const longestName = 60;

function oneBlank(text: string): string {
  return text.replace(/ +/g, ' ').trim();
}

/** Names have letters, and neither digits nor the marks of addresses, paths and code. */
function isName(text: string): boolean {
  const words = oneBlank(text.toLowerCase().replace(/[.-]/g, ' '));
  return (
    /^(?:[\p{L}\p{M}.'’‘ʼ´`·•・‐‑– -]|\u200C|\u200D)+$/u.test(text) &&
    /\p{L}/u.test(text) &&
    !/^(\p{L})\1{2,}$/u.test(words) &&
    !placeholders.has(words) &&
    text !== 'NA' &&
    text !== 'na' &&
    !companies.some((form) => form.test(text))
  );
}

const placeholders: ReadonlySet<string> = new Set([
  ...['test', 'tester', 'testing', 'test test', 'dummy', 'asd', 'asdf', 'qwertz', 'qwerty', 'abc', 'xx'],
  ...['n a', 'k a', 'none', 'null', 'nil', 'nan', 'undefined', 'unknown', 'unbekannt', 'anonymous', 'anonym'],
  ...['name', 'vorname', 'nachname', 'first name', 'firstname', 'last name', 'lastname', 'no name', 'noname'],
  ...['kein', 'keine', 'keiner', 'kein name', 'keine angabe', 'keine angaben', 'nobody', 'niemand'],
  ...['info', 'admin', 'user', 'office', 'team', 'sales', 'service', 'support', 'marketing', 'kontakt'],
  ...['vertrieb', 'einkauf', 'buchhaltung', 'sekretariat', 'empfang'],
  ...['无', '無', '未知', '不详', '不詳', '匿名', '测试', '測試', '姓名', '先生', '女士'],
]);

const companies = [
  /(?:^| )(?:g?mbh|inc|ltd|llc|corp|limited)\.?$/iu,
  /(?:^| )(?:AG|KG|OHG|UG|SE|SA)$/,
  /公司$/,
];

/** Left alone: several words (`VON DER LEYEN`), two letters (`JP`), and names with a capital inside (`MCDONALD`). */
function withCapital(name: string): string {
  const parts = name.split('-');
  if (!parts.every((part) => /^[\p{L}\p{M}]{2,}$/u.test(part)) || /^ma?c/iu.test(name)) return name;
  const lower = name.toLowerCase();
  const isShouted = name === lower.toUpperCase() && parts.every(({ length }) => length > 2);
  if (name !== lower && !isShouted) return name;
  return lower.replace(/(?<=^|-)\p{L}/gu, (letter) => letter.toUpperCase());
}
