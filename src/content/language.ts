import { wordTable } from './word-table.js';

/** Languages in which people are greeted. */
export type Language = 'de' | 'en' | 'zh';

/** The language of a lead: the first of the texts that names one of ours, else English. */
export function languageOf(...texts: readonly (string | undefined)[]): Language {
  return texts.map(readLanguage).find((language) => language !== undefined) ?? 'en';
}

/** Reads tags (`de-AT`, `zh_Hans_CN`) and names (`German`, `Deutsch (Schweiz)`, `中文（简体）`). */
function readLanguage(text: string | undefined): Language | undefined {
  const [word = ''] = /^\p{L}+/u.exec((text ?? '').normalize('NFKC').trim().toLowerCase()) ?? [];
  return words.get(word);
}

const words = wordTable<Language>({
  de: 'de deu ger german deutsch allemand 德语 德文 德語',
  en: 'en eng english englisch anglais 英语 英文 英語',
  zh: 'zh zho chi cmn cn chinese chinesisch chinois mandarin 中文 汉语 漢語 简体中文 繁体中文 繁體中文 普通话 普通話 国语 國語',
});
