/** Pieces of UTF-8 text, cut between characters. */
export async function* wholeCharacters(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let unfinished: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const joined = unfinished.length === 0 ? chunk : Buffer.concat([unfinished, chunk]);
    const whole = joined.subarray(0, joined.length - cutCharacter(joined));
    unfinished = joined.subarray(whole.length);
    if (whole.length > 0) yield whole;
  }
  if (unfinished.length > 0) yield unfinished;
}

/** Bytes at the end that may be the beginning of a character. */
function cutCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      return length > back ? back : 0;
    }
  }
  return 0;
}
