import stringWidth from 'string-width';

const TAB = '    ';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The text without anything that would steer the terminal: control characters and marks of text direction are
 * shown as symbols, tabs as four blanks. Text from files must not be able to hide or move what is printed.
 */
export function visible(text: string): string {
  return text
    .replaceAll('\t', TAB)
    .replace(/\p{Cc}/gu, symbolOf)
    .replace(/[\p{Bidi_Control}\p{Zl}\p{Zp}\ufeff]/gu, '\ufffd');
}

/** The picture of a control character, e.g. ␛ for Escape. */
function symbolOf(control: string): string {
  const code = control.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(code + 0x2400) : '\ufffd';
}

/** Columns the text takes on a terminal; Chinese characters and most emoji take two. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** The characters as a reader sees them: letters with their accents, whole emoji. */
export function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Lines of at most `width` columns, broken at blanks; a longer word keeps a line of its own. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
