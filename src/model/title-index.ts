import { type TitleWord, titleWords } from './title-words.js';

export interface TitleEntry<Meaning> {
  /** As it is written: words, `*` for one to four words between others, `-leiter` for the end of a compound. */
  readonly text: string;
  readonly meaning: Meaning;
}

/** Entries where a reader looks for them: by their first word, ends of compounds by their last two letters. */
export interface TitleIndex<Meaning> {
  readonly byFirstWord: ReadonlyMap<string, readonly Pattern<Meaning>[]>;
  readonly byEnding: ReadonlyMap<string, readonly Pattern<Meaning>[]>;
}

interface Pattern<Meaning> extends TitleEntry<Meaning> {
  readonly words: readonly string[];
  readonly letters: number;
}

/** An entry that was found; it reaches from word `start` to before word `end`. */
export interface FoundEntry<Meaning> extends TitleEntry<Meaning> {
  readonly start: number;
  readonly end: number;
  readonly letters: number;
  readonly segment: number;
  readonly part: number;
}

/** Later entries replace earlier ones that read the same. */
export function indexTitles<Meaning>(entries: readonly TitleEntry<Meaning>[]): TitleIndex<Meaning> {
  const whole = new Map<string, Pattern<Meaning>>();
  const endings = new Map<string, Pattern<Meaning>>();
  for (const { text, meaning } of entries) {
    const words = wordsOf(text);
    const letters = words.reduce((sum, word) => sum + word.length, 0);
    const isEnding = text.trim().startsWith('-') && words.length === 1;
    if (words.length > 0)
      (isEnding ? endings : whole).set(words.join(' '), { text, meaning, words, letters });
  }
  return {
    byFirstWord: groupBy(whole.values(), ({ words: [first = ''] }) => first),
    byEnding: groupBy(endings.values(), ({ words: [ending = ''] }) => ending.slice(-2)),
  };
}

/** The entries found in a title, longest first, none over another. */
export function longestEntries<Meaning>(
  words: readonly TitleWord[],
  index: TitleIndex<Meaning>,
): readonly FoundEntry<Meaning>[] {
  const candidates = words
    .flatMap((word, start) => entriesAt(words, word, start, index))
    .sort((a, b) => b.end - b.start - (a.end - a.start) || b.letters - a.letters || a.start - b.start);
  const found: FoundEntry<Meaning>[] = [];
  for (const candidate of candidates) {
    const isFree = found.every(({ start, end }) => candidate.end <= start || end <= candidate.start);
    if (isFree) found.push(candidate);
  }
  return found;
}

function entriesAt<Meaning>(
  words: readonly TitleWord[],
  { text, base, segment, part }: TitleWord,
  start: number,
  { byFirstWord, byEnding }: TitleIndex<Meaning>,
): readonly FoundEntry<Meaning>[] {
  const found: FoundEntry<Meaning>[] = [];
  for (const form of text === base ? [text] : [text, base]) {
    for (const pattern of byFirstWord.get(form) ?? []) {
      const end = endOf(pattern.words, 0, words, start, segment);
      if (end !== undefined) found.push({ ...pattern, start, end, segment, part });
    }
    for (const pattern of byEnding.get(form.slice(-2)) ?? []) {
      const isLonger = form.length > pattern.letters;
      if (isLonger && form.endsWith(pattern.words[0] ?? ''))
        found.push({ ...pattern, start, end: start + 1, segment, part });
    }
  }
  return found;
}

const longestGap = 4;

/** Where the pattern ends when its words from `from` on stand at `at`. Only a gap may reach over a comma. */
function endOf(
  pattern: readonly string[],
  from: number,
  words: readonly TitleWord[],
  at: number,
  segment: number | undefined,
): number | undefined {
  const expected = pattern[from];
  if (expected === undefined) return at;
  if (expected === '*') {
    for (let gap = 1; gap <= longestGap; gap++) {
      const end = endOf(pattern, from + 1, words, at + gap, undefined);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  const word = words[at];
  if (word === undefined || (word.text !== expected && word.base !== expected)) return undefined;
  if (segment !== undefined && word.segment !== segment) return undefined;
  return endOf(pattern, from + 1, words, at + 1, word.segment);
}

function groupBy<Value>(
  values: Iterable<Value>,
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

function wordsOf(entry: string): readonly string[] {
  return entry
    .trim()
    .split(/\s+/)
    .flatMap((piece) => (piece === '*' ? ['*'] : titleWords(piece).map(({ text }) => text)));
}
