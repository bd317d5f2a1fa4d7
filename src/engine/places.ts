import { locateRecords } from './records.js';
import type { MappedFile } from './source.js';

/** A record by its position among the rows of its file. */
export interface RecordRef {
  readonly file: number;
  readonly record: number;
}

/** File name and physical line of some records, by `file:record`. */
export async function placeOfRecords(
  files: readonly MappedFile[],
  wanted: readonly RecordRef[],
): Promise<ReadonlyMap<string, { readonly file: string; readonly line?: number }>> {
  const places = new Map<string, { readonly file: string; readonly line?: number }>();
  for (const { file, index } of files) {
    const positions = new Set(wanted.filter((ref) => ref.file === index).map(({ record }) => record));
    const found = await locateRecords(file, positions);
    for (const position of positions) {
      const line = found.get(position)?.line;
      places.set(`${index}:${position}`, { file: file.name, ...(line === undefined ? {} : { line }) });
    }
  }
  return places;
}
