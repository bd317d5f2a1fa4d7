/**
 * Length of the UTF-8 sequence at `at`, 1 to 4 bytes, or 0 when there is none: surrogates, overlong forms and values beyond
 * Unicode are none (RFC 3629). A sequence that `end` cuts is none either.
 */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > end) return 0;
  const second = bytes[at + 1] as number;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + length; next++) {
    const byte = bytes[next] as number;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}
