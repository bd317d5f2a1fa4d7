/**
 * One word of a job title, in the form in which titles are compared. In Chinese every character is a word, because nothing
 * marks where words begin.
 */
export interface TitleWord {
  readonly text: string;
  /** Without the ending of a German feminine (`leiterin` -> `leiter`); the text itself when there is none. */
  readonly base: string;
  /** Counts commas, brackets, dashes and the like before the word. */
  readonly segment: number;
  /** Counts those and also slashes, ampersands, `and`, `und`, `兼` before the word. */
  readonly part: number;
}

/**
 * Takes a title apart. Case, accents, `ä`/`ae`/`a`, gender marks (`(m/w/d)`, `/in`, `*in`, `:in`, `(in)`, inner capital I),
 * dots of abbreviations and traditional characters make no difference afterwards.
 */
export function titleWords(title: string): readonly TitleWord[] {
  const words: TitleWord[] = [];
  let segment = 0;
  let part = 0;
  for (const { groups } of fold(withoutGender(title)).matchAll(pieces)) {
    const text = groups?.word;
    if (text !== undefined && !joiningWords.has(text)) {
      words.push({ text, base: feminine.test(text) ? text.slice(0, -2) : text, segment, part });
      continue;
    }
    part++;
    if (groups?.break !== undefined) segment++;
  }
  return words;
}

/** A spaced dash separates (`Head of Sales - Europe`), a dash inside a word joins (`IT-Leiter`). */
const pieces =
  /(?<break>[,;:|•·@()[\]{}<>"\n\t、。—]|\s[-–]+\s)|(?<join>[/&+])|(?<word>\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+)/gu;

const joiningWords: ReadonlySet<string> = new Set(['and', 'und', 'sowie', '和', '兼', '及', '与']);

/** Shorter words, like `admin`, are no feminines. */
const feminine = /^\p{L}{4,}in$/u;

function withoutGender(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/\(?(?<!\p{L})[mwfdxi](?:\s*[/|]\s*(?:div(?:ers)?\.?|[mwfdxi*])){1,3}(?!\p{L})\)?/giu, ' ')
    .replace(/\((?:all genders|alle geschlechter|gn)\)/giu, ' ')
    .replace(/(?<=\p{L})(?:[/:*_·.]-?in(?:nen)?(?!\p{L})|\(-?in(?:nen)?\))/giu, '')
    .replace(/(?<=\p{Ll})In(?:nen)?(?!\p{L})/gu, '')
    .replace(/(?<=\p{L}e)(?:[/:*]-?[rn](?!\p{L})|\([rn]\))/giu, '');
}

/** Umlauts are written in three ways (ä, ae, a); all become the shortest, in titles as in the table. */
function fold(title: string): string {
  return title
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<!\p{L})(?:a\.\s?d|i\.\s?r)\.(?!\p{L})/gu, ' ausser dienst ')
    .replace(/(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu, (letters) => letters.replaceAll('.', ''))
    .replace(/['’]s?(?!\p{L})/gu, ' ')
    .replaceAll('ß', 'ss')
    .replace(/([aou])e/gu, '$1')
    .replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);
}

/** Traditional characters of titles and their simplified forms. */
const simplified: ReadonlyMap<string, string> = new Map(
  ['總总', '經经', '監监', '長长', '創创', '執执', '專专', '務务', '師师', '員员', '實实', '習习', '顧顾']
    .concat(['問问', '銷销', '產产', '業业', '財财', '營营', '運运', '書书', '記记', '負负', '責责', '區区'])
    .concat(['聯联', '級级', '術术', '資资', '見见', '學学', '協协', '辦办', '處处', '組组', '廠厂', '導导'])
    .concat(['會会', '計计', '採采', '購购', '開开', '發发', '設设', '項项', '離离', '戰战', '數数'])
    .concat(['據据', '後后', '獨独', '黨党', '醫医', '編编', '輯辑', '櫃柜', '團团', '隊队', '領领', '體体'])
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);
