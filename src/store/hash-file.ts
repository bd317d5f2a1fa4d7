import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** What a file holds, in short: SHA-256 in hexadecimal digits, and its size. */
export interface FileHash {
  readonly sha256: string;
  readonly bytes: number;
}

const partBytes = 1 << 20;

export function hashFile(path: string): FileHash {
  const hash = createHash('sha256');
  const part = Buffer.allocUnsafe(partBytes);
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    for (;;) {
      const read = readSync(file, part, 0, partBytes, null);
      if (read === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(part.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
