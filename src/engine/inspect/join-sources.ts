import type { FileInspection, JoinGuess, SourceProposal } from '../../model/file-inspection.js';

/** Share of the values of an event column that have to be known leads before it is proposed as the one that names them. */
const namesLeads = 0.5;

/**
 * Completes the entries of files that were looked at together: where the events name their leads in a column that no name tells, and its
 * values are in a column of the leads, the two are proposed.
 */
export function joinSources(
  files: readonly FileInspection[],
  joins: readonly JoinGuess[],
): readonly FileInspection[] {
  const of = (name: string) => files.find(({ file }) => file === name)?.source;
  const links = files.flatMap(({ source }) => {
    if (source?.kind !== 'events' || source.columns.some(({ field }) => field === 'lead')) return [];
    const link = joins.find(
      (join) =>
        join.file === source.file &&
        join.found >= namesLeads * join.values &&
        of(join.inFile)?.kind === 'leads' &&
        !isAddress(of(join.inFile), join.inHeader),
    );
    return link === undefined ? [] : [link];
  });
  return files.map((file) => ({ ...file, ...joined(file, links) }));
}

function isAddress(source: SourceProposal | null | undefined, header: string): boolean {
  return source?.columns.some((column) => column.field === 'email' && column.header === header) ?? false;
}

function joined({ source }: FileInspection, links: readonly JoinGuess[]): Partial<FileInspection> {
  if (source === null) return {};
  const from = links.find(({ file }) => source.kind === 'events' && file === source.file);
  if (from !== undefined) {
    const columns = [{ field: 'lead', header: from.header }, ...source.columns];
    return { source: { ...source, columns } };
  }
  const into = links.find(({ inFile }) => source.kind === 'leads' && inFile === source.file);
  if (into === undefined || source.key !== null) return {};
  return { source: { ...source, key: into.inHeader } };
}
