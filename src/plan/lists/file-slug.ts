/** Bytes of a name without its extension: file systems take 255, and a temporary name beside it needs some of them. */
const longestName = 120;

/** Names that Windows keeps for devices, whatever extension follows. */
const deviceName = /^(?:con|prn|aux|nul|conin|conout|clock|(?:com|lpt)[0-9¹²³])$/i;

/**
 * The base name of a file that says what the file holds, from texts that anybody may have written: letters and digits of all scripts stay,
 * everything else becomes one `-`. So it names no other directory, no device and no hidden file, and has no dot but that of its extension.
 */
export function fileSlug(parts: readonly string[]): string {
  const written = parts.map(slugOf).join('-');
  const name = deviceName.test(written) ? `${written}-list` : written;
  return withinBytes(name, longestName);
}

function slugOf(text: string): string {
  const words = text.normalize('NFKC').replace(/[^\p{L}\p{M}\p{N}_]+/gu, '-');
  return words.replace(/^[-\p{M}]+|-+$/gu, '') || 'unnamed';
}

function withinBytes(name: string, most: number): string {
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += utf8Bytes(character.codePointAt(0) ?? 0);
    if (bytes > most) return kept.replace(/-+$/, '');
    kept += character;
  }
  return kept;
}

function utf8Bytes(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Gives names that differ on every file system, also where upper and lower case are one; the first of several keeps its own. */
export class FileNames {
  readonly #taken = new Set<string>();

  unique(name: string): string {
    for (let number = 1; ; number++) {
      const tried = number === 1 ? name : `${name}-${number}`;
      const key = tried.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return tried;
    }
  }
}
