import type { Dialect } from '../../src/model/config.js';
import type { Workbench } from '../engine/workbench.js';
import { type Judgement, judge } from './judge.js';
import { readFile } from './read-file.js';
import type { Table } from './tables.js';

/** A damaged file of a table. */
export interface DamagedFile {
  readonly bytes: Buffer;
  /** The bytes decoded; what is no text in them is U+FFFD. */
  readonly text: string;
  readonly dialect: Dialect;
  readonly table: Table;
}

/** Longer than any of these small files may take, on the slowest machine. */
const patienceMs = 5000;

/**
 * Lets the product read a damaged file and judges what it made of it. A crash and a reading that does not end are as bad as silence,
 * and named as such.
 */
export async function judgeFile(bench: Workbench, file: DamagedFile): Promise<Judgement> {
  const { table, text } = file;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not read after ${patienceMs} ms`)), patienceMs);
  });
  try {
    const reading = await Promise.race([readFile(bench, { ...file, mapped: table.header }), patience]);
    return judge(table, text, reading);
  } catch (error) {
    return { verdict: 'silent', reason: `failed: ${String(error).split('\n', 1)[0]}` };
  } finally {
    clearTimeout(timer);
  }
}
