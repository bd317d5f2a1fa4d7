import type { ColumnInspection, FileInspection, SourceProposal } from '../../model/file-inspection.js';

/** The file with a question for what its entry lacks, and no name or value shows; with a remark where there is a choice. */
export function askForMissing(file: FileInspection): FileInspection {
  const questions = [...missingIn(file), ...file.questions];
  return {
    ...file,
    questions,
    source: file.source === null ? null : withOtherKeys(file.source, file.columns),
  };
}

function withOtherKeys(source: SourceProposal, columns: readonly ColumnInspection[]): SourceProposal {
  const others = columns.filter(({ unique, kind, header }) => unique && kind === 'id' && header !== '');
  if (source.kind !== 'leads' || source.key !== null || others.length === 0) return source;
  const names = others.map(({ header }) => JSON.stringify(header)).join(' or ');
  return { ...source, remarks: [...source.remarks, `key: ${names} would tell the leads apart, too`] };
}

function missingIn({ source, columns }: FileInspection): readonly string[] {
  const has = (field: string) => source?.columns.some((column) => column.field === field) ?? false;
  switch (source?.kind) {
    case 'leads':
      return source.key === null && !has('email')
        ? [`Which column identifies a lead? Add key: ${firstUnique(columns)} to the source.`]
        : [];
    case 'events': {
      const missing = [
        ...(has('lead') || has('email') ? [] : ['lead: ...']),
        ...(has('type') ? [] : ['type: ...']),
        ...(has('at') ? [] : ['at: ...']),
      ];
      return missing.length === 0
        ? []
        : [`Who did what, and when? Name the columns that say it: columns: { ${missing.join(', ')} }.`];
    }
    case 'suppressions':
      return has('email')
        ? []
        : ['Which column holds the addresses? Add columns: { email: ... } to the source.'];
    case 'list':
      return [];
    case undefined:
      return [
        'What does a row stand for? Leads need key: or columns: { email: ... }, events columns: { lead: ..., type: ..., at: ... }.',
      ];
  }
}

function firstUnique(columns: readonly ColumnInspection[]): string {
  const column = columns.find(({ unique, header }) => unique && header !== '');
  return column === undefined ? '...' : JSON.stringify(column.header);
}
