import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import { countBroken } from '../../src/engine/records.js';
import type { SourceFile } from '../../src/engine/source-file.js';
import type { Dialect } from '../../src/model/config.js';
import type { Workbench } from '../engine/workbench.js';
import type { Reading } from './judge.js';

/** A file as it lies on disk, its bytes as text, and what the config says about it. */
export interface GivenFile {
  readonly bytes: Buffer;
  readonly text: string;
  readonly dialect: Dialect;
  readonly mapped: readonly string[];
}

/** Reads a file as a source of a run would. Every file gets the same name, so a folder of thousands is not filled. */
export async function readFile(
  bench: Workbench,
  { bytes, text, dialect, mapped }: GivenFile,
): Promise<Reading> {
  bench.write('file.csv', bytes);
  const file = await bench.open('file.csv', dialect, mapped);
  if (typeof file === 'string') return { refused: file };
  const rows = await bench.database.rows(file.scan());
  const leftOut = [...(await quarantined(file, bytes)), ...footerOf(file, text)];
  if (!file.readsFrom.endsWith('file.csv')) rmSync(file.readsFrom);
  // The run stops when the engine finds other rows than were counted; nothing here may come to that.
  expect(rows.length).toBe(file.records);
  return { columns: file.columns, rows: rows.map(([, ...cells]) => cells as (string | null)[]), leftOut };
}

/** The records that were left out. Each is named up to a length; the rest of a longer one reaches to the next record. */
async function quarantined(file: SourceFile, bytes: Buffer): Promise<readonly string[]> {
  if (file.broken.size === 0) return [];
  const records: { reason: string | undefined; text: string; offset: number }[] = [];
  await file.walk?.(({ reason, text, offset = 0 }) => {
    records.push({ reason, text: text(), offset });
    return undefined;
  });
  const broken = records.filter(({ reason }) => reason !== undefined).length;
  expect({ broken, sound: records.length - broken }).toEqual({
    broken: countBroken(file),
    sound: file.records,
  });
  return records.flatMap(({ reason, text, offset }, index) => {
    if (reason === undefined) return [];
    return text.length < 4000 ? [text] : [bytes.subarray(offset, records[index + 1]?.offset).toString()];
  });
}

/** What is named as footer in the remarks. */
function footerOf({ notes }: SourceFile, text: string): readonly string[] {
  return notes.flatMap((note) => {
    const [, count = '1', line] = /footer (?:of (\d+) lines )?(?:in|from) line (\d+)/.exec(note) ?? [];
    if (line === undefined) return [];
    return Array.from({ length: Number(count) }, (_, index) => lineOf(text, Number(line) + index));
  });
}

function lineOf(text: string, line: number): string {
  return text.split('\n')[line - 1] ?? '';
}
