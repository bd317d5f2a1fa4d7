import { closeSync, openSync, writeSync } from 'node:fs';
import type { Database } from '../database.js';
import { readRecords, type Surveyed, type TextProblem } from './read-records.js';
import type { BrokenReason } from './record-reader.js';

/** How a tidy copy is written: what every parser agrees on. */
export const tidyLayout = { delimiter: ',', quote: '"' } as const;

export interface TidyCopy {
  /** Records in the copy, its header not counted. */
  readonly records: number;
  /** Records that were left out, by reason. */
  readonly broken: ReadonlyMap<BrokenReason, number>;
}

const flushAt = 1 << 18;

/** Writes the sound records of a text to a file of its own, each on a line, with a header of column numbers. */
export async function writeTidyCopy(
  source: Surveyed,
  path: string,
  database: Database,
): Promise<TidyCopy | TextProblem> {
  const broken = new Map<BrokenReason, number>();
  let records = 0;
  let pending: Buffer[] = [Buffer.from(`${source.layout.header.map((_, index) => `c${index}`).join()}\n`)];
  let size = 0;
  const copy = openSync(path, 'wx', 0o600);
  const flush = () => {
    const bytes = Buffer.concat(pending);
    for (let written = 0; written < bytes.length; ) written += writeSync(copy, bytes, written);
    pending = [];
    size = 0;
  };
  try {
    const problem = await readRecords(source, database, ({ reason, cells }): undefined => {
      if (reason !== undefined) {
        broken.set(reason, (broken.get(reason) ?? 0) + 1);
        return;
      }
      records++;
      for (const [index, cell] of cells().entries()) {
        if (index > 0) pending.push(comma);
        const written = tidyCell(cell, source.layout.header.length === 1);
        pending.push(written);
        size += written.length + 1;
      }
      pending.push(lineEnd);
      if (size > flushAt) flush();
    });
    flush();
    return problem ?? { records, broken };
  } finally {
    closeSync(copy);
  }
}

const comma = Buffer.from(',');
const lineEnd = Buffer.from('\n');
const quote = 34;

/** Quoted where it has to be; an empty cell only where its line would be blank. */
function tidyCell(cell: Buffer, isLone: boolean): Buffer {
  const needed = [quote, 44, 10, 13].some((byte) => cell.includes(byte)) || cell[0] === 32;
  const isPlain = cell.length === 0 ? !isLone : !needed;
  if (isPlain) return Buffer.from(cell);
  return Buffer.from(`"${cell.toString('utf8').replaceAll('"', '""')}"`);
}
