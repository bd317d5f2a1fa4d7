import { strictDecoder } from './encodings.js';
import type { Encoding } from './layout.js';

/** What a line would say in an encoding, reduced to the words that tell the encodings apart. */
export interface Decoding {
  readonly encoding: Encoding;
  readonly text: string;
}

/** The encodings of most files that are not UTF-8; both are offered whenever they can be meant. */
const usual = ['windows-1252', 'gb18030'] as const;

/** One of these is offered besides, if it makes good words; of several that do, the first. */
const others = ['windows-1251', 'windows-1250', 'macintosh', 'cp850', 'euc-kr', 'shift_jis', 'big5'] as const;

const longestLine = 4096;
const shownWords = 3;
const shownCharacters = 24;
/** Share of the words with special characters that must look like words of a language. */
const neededShare = 0.5;

/**
 * Two or three ways to read a line that is not UTF-8, the most probable first, for a person to choose from. The texts
 * are shown, so they hold no more than a few words with characters beyond ASCII: no addresses, no digits.
 */
export function suggestDecodings(line: Buffer): readonly Decoding[] {
  const bytes = line.subarray(0, longestLine);
  const isCut = bytes.length < line.length;
  const attempt = (encoding: Encoding) => readAs(bytes, isCut, encoding);
  const expected = usual.flatMap(attempt);
  const seen = new Set(expected.map(({ text }) => text));
  const [other] = others
    .flatMap(attempt)
    .filter(({ text, share }) => share >= neededShare && !seen.has(text))
    .sort((a, b) => b.share - a.share);
  return [...expected, ...(other === undefined ? [] : [other])]
    .sort((a, b) => b.share - a.share)
    .map(({ encoding, text }) => ({ encoding, text }));
}

interface Attempt extends Decoding {
  readonly share: number;
}

function readAs(bytes: Buffer, isCut: boolean, encoding: Encoding): readonly Attempt[] {
  const decoder = strictDecoder(encoding);
  const start = decoder.write(bytes);
  const text = isCut ? start : start + decoder.end();
  if (decoder.damage() !== undefined || /[\p{Co}\p{Cn}]/u.test(text)) return [];
  const words = specialWords(text);
  if (words.length === 0) return [];
  const good = words.filter(looksLikeWord).length;
  return [{ encoding, text: words.slice(0, shownWords).map(cut).join(', '), share: good / words.length }];
}

/** Words with characters beyond ASCII; of addresses only those characters, and only if there is nothing else. */
function specialWords(text: string): readonly string[] {
  const cells = text.split(/[\s,;|"<>()]+/);
  const words = cells.filter((cell) => !/[@＠]/.test(cell)).flatMap(wordsOf);
  const found = words.length > 0 ? words : (text.match(/[^\0-\x7f]/gu) ?? []);
  return [...new Set(found)];
}

function wordsOf(cell: string): readonly string[] {
  return cell.split(/[\0-@[-`{-\x7f]|\p{Nd}/u).filter((word) => /[^\0-\x7f]/u.test(word));
}

function cut(word: string): string {
  const characters = [...word];
  return characters.length > shownCharacters ? `${characters.slice(0, shownCharacters).join('')}…` : word;
}

/**
 * Whether letters stand together as they do in a language: no symbols within, no row of accented letters, no capitals
 * behind small letters, one script in one word (but Japanese has three), no rare Chinese characters, no half-width kana.
 */
function looksLikeWord(word: string): boolean {
  if (/[^\p{L}\p{M}'’‘“”„«»–—…·€]/u.test(word)) return false;
  if (/[ˆˇªºµƒ\ufb00-\ufb06]/u.test(word)) return false;
  if (/(?:(?![\0-\x7f])\p{sc=Latin}){3}/u.test(word)) return false;
  if (/\p{Ll}\p{Lu}/u.test(word) || /^\p{Lu}\p{Lu}+\p{Ll}/u.test(word)) return false;
  if (/[\u3400-\u4dbf\uf900-\ufaff\uff61-\uff9f]/u.test(word)) return false;
  const scripts = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Greek}/u, /\p{sc=Hangul}/u, eastAsian];
  return scripts.filter((script) => script.test(word)).length <= 1;
}

const eastAsian = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
