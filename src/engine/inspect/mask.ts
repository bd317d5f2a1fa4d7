/**
 * The form of a value without the value: letters become x or X, digits 9. Of an address the host is kept, because it is what one
 * looks for, and the first character.
 */
export function mask(text: string): string {
  const address = /^([^\s@])[^\s@]*@([^\s@]+)$/u.exec(text);
  if (address !== null) return `${address[1]}***@${address[2]}`;
  const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return shown
    .replace(/\p{N}/gu, '9')
    .replace(/\p{Lu}/gu, 'X')
    .replace(/[\p{L}\p{M}]/gu, (character) => (character === 'X' ? 'X' : 'x'));
}

const longestShown = 40;
