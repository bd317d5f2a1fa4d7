import type { Database } from './database.js';
import { locateRecords } from './records.js';
import { brokenRecords } from './rejects.js';
import type { MappedFile } from './source.js';

/** A record by its position among the readable records of its file. */
export interface RecordRef {
  readonly file: number;
  readonly record: number;
}

/** File name and physical line of some records, by `file:record`. */
export async function placeOfRecords(
  database: Database,
  leadFiles: readonly MappedFile[],
  eventFiles: readonly MappedFile[],
  wanted: readonly RecordRef[],
): Promise<ReadonlyMap<string, { readonly file: string; readonly line?: number }>> {
  const places = new Map<string, { readonly file: string; readonly line?: number }>();
  const broken = [
    ...(await brokenRecords(database, leadFiles)),
    ...(await brokenRecords(database, eventFiles)),
  ];
  for (const { file, index } of [...leadFiles, ...eventFiles]) {
    const positions = new Set(wanted.filter((ref) => ref.file === index).map(({ record }) => record));
    if (positions.size === 0) continue;
    const brokenRows = new Set(broken.filter((record) => record.file === index).map(({ record }) => record));
    const { readable } = await locateRecords(database, file, brokenRows, positions);
    for (const position of positions) {
      const line = readable.get(position)?.line;
      places.set(`${index}:${position}`, { file: file.name, ...(line === undefined ? {} : { line }) });
    }
  }
  return places;
}
