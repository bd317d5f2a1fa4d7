/** Longest piece of a text without a safe border that waits for the next part. */
const longestHeld = 1 << 20;

/** Bytes below never are a part of a longer character in the encodings of East Asia; line ends and commas are. */
const firstInnerByte = 0x30;

const ofManyBytes: ReadonlySet<string> = new Set(['gb18030', 'gbk', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);

/** How many bytes at the beginning of a part are whole characters for certain; the rest waits for the next part. */
export function wholeCharacters(part: Buffer, encoding: string): number {
  switch (encoding) {
    case 'utf-8':
      return utf8Border(part);
    case 'utf-16le':
      return utf16Border(part, 1);
    case 'utf-16be':
      return utf16Border(part, 0);
    case 'utf-32le':
    case 'utf-32be':
      return part.length - (part.length % 4);
    default:
      return ofManyBytes.has(encoding) ? plainBorder(part) : part.length;
  }
}

function utf8Border(part: Buffer): number {
  for (let back = 1; back <= 3 && back <= part.length; back++) {
    const byte = part[part.length - back] ?? 0;
    if (byte >= 0xc0) return bytesOfCharacter(byte) > back ? part.length - back : part.length;
    if (byte < 0x80) break;
  }
  return part.length;
}

function bytesOfCharacter(first: number): number {
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : 2;
}

/** `high` is the place of the more significant byte in a unit. */
function utf16Border(part: Buffer, high: 0 | 1): number {
  const units = part.length - (part.length % 2);
  const last = units === 0 ? 0 : (part[units - 2 + high] ?? 0);
  const isHalfAPair = last >= 0xd8 && last <= 0xdb;
  return isHalfAPair ? units - 2 : units;
}

/** Behind the last byte that is a character of its own in any state. */
function plainBorder(part: Buffer): number {
  if (part.length > longestHeld) return part.length;
  let border = part.length;
  while (border > 0 && (part[border - 1] ?? 0) >= firstInnerByte) border--;
  return border;
}
