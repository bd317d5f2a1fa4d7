import { type FileHandle, open } from 'node:fs/promises';

const frameMagic = 0xfd2fb528;
const firstSkippableMagic = 0x184d2a50;

/**
 * What is wrong with the outline of a `.zst` file, or undefined: every frame must have all of its blocks, and nothing
 * else may follow. Only headers are read (RFC 8878, 3.1), so this takes no time; the contents are checked by the
 * engine when it unpacks them.
 */
export async function findZstdDamage(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (let at = 0; at < size; ) {
      const end = await endOfFrame(file, at);
      if (end === undefined) return 'something else follows the compressed data';
      if (end > size) return 'unexpected end of file';
      at = end;
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/** Offset behind the frame that begins at `start`; beyond the file's end when it is cut; undefined when none begins there. */
async function endOfFrame(file: FileHandle, start: number): Promise<number | undefined> {
  const magic = await readNumber(file, start, 4);
  if (magic === undefined) return Number.POSITIVE_INFINITY;
  if (magic >= firstSkippableMagic && magic < firstSkippableMagic + 16) {
    return start + 8 + ((await readNumber(file, start + 4, 4)) ?? Number.POSITIVE_INFINITY);
  }
  if (magic !== frameMagic) return undefined;
  const descriptor = await readNumber(file, start + 4, 1);
  if (descriptor === undefined) return Number.POSITIVE_INFINITY;
  let at = start + 5 + headerFields(descriptor);
  for (;;) {
    const block = await readNumber(file, at, 3);
    if (block === undefined) return Number.POSITIVE_INFINITY;
    const isLast = (block & 1) === 1;
    const isRepeatedByte = ((block >> 1) & 3) === 1;
    at += 3 + (isRepeatedByte ? 1 : block >> 3);
    if (isLast) return at + ((descriptor & 4) === 4 ? 4 : 0);
  }
}

/** Bytes of window, dictionary id and content size, whose presence and width the descriptor tells. */
function headerFields(descriptor: number): number {
  const isSingleSegment = (descriptor & 32) === 32;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingleSegment ? 0 : 1) + dictionary + contentSize;
}

/** A little-endian number; undefined where the file has ended. */
async function readNumber(file: FileHandle, at: number, bytes: number): Promise<number | undefined> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, at);
  return bytesRead === bytes ? buffer.readUIntLE(0, bytes) : undefined;
}
