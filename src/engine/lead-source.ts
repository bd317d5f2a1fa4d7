import { canonicalLeadFields } from '../model/fields.js';
import type { Reading } from '../sql/values.js';
import type { MappedFile } from './source.js';

/** A source of leads; of several the first takes precedence (A8). */
export interface LeadSourceFiles {
  /** Tells it from the others: `leads`, `leads 2`. */
  readonly name: string;
  readonly files: readonly MappedFile[];
}

/** Without an id column leads are told apart by their address (S2.3). */
export function keyedByAddress({ files }: Pick<LeadSourceFiles, 'files'>): boolean {
  return files.some(({ mapping }) => mapping.column('key') === undefined);
}

/** How the cells of a source are read. It is the same for all its files. */
export function readingOf({ files }: LeadSourceFiles, timezone: string): Reading {
  return files[0]?.reading ?? { timezone };
}

/** Fields that more than one source has, and that therefore may conflict. Each row has a time of its own in `updated_at`. */
export function sharedFields(sources: readonly LeadSourceFiles[]): readonly string[] {
  const named = sources.flatMap(({ files }) => files.flatMap(({ mapping }) => mapping.mappedFields));
  return [...new Set([...canonicalLeadFields, ...named])].filter(
    (field) =>
      field !== 'key' &&
      field !== 'updated_at' &&
      sources.filter(({ files }) => files.some(({ mapping }) => mapping.column(field) !== undefined)).length >
        1,
  );
}
