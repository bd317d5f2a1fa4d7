import { nearest } from '../../diagnostics/nearest.js';
import { canonicalLeadFields, derivedLeadFields } from '../../model/fields.js';
import { scoreColumns } from '../../model/score-columns.js';
import { listColumns as columnsOfSends } from '../../model/send-list.js';
import { type Entry, entriesAt, entryAt, type Outline, type PlacedText, textsAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Columns of send lists that are named twice, or look like a name that has a meaning. Others are columns of the exports. */
export function listColumns({ sendLists, leadSources, campaigns }: Outline): readonly Problem[] {
  const mapped = leadSources.flatMap((source) => Object.keys(entryAt(source, 'columns').value));
  const variables = campaigns.flatMap((campaign) => entriesAt(campaign, 'steps')).flatMap(variablesOf);
  const known = [
    ...[...columnsOfSends, ...canonicalLeadFields, ...derivedLeadFields, ...scoreColumns],
    ...[...mapped, ...variables],
  ];
  return sendLists.flatMap((list) => {
    const seen = new Set<string>();
    return textsAt(list, 'columns').flatMap((column) => {
      // Parquet and many imports do not tell upper from lower case.
      const name = column.text.toLowerCase();
      const isRepeated = seen.has(name);
      seen.add(name);
      return isRepeated ? [repeated(column)] : misspelt(column, known);
    });
  });
}

/** Names of the variables that a step, its variants and the mails again give to the template. */
function variablesOf(step: Entry): readonly string[] {
  const reactions = entryAt(step, 'on');
  const contents = [
    ...[step, ...entriesAt(step, 'variants'), entryAt(step, 'resend')],
    ...Object.keys(reactions.value).map((name) => entryAt(entryAt(reactions, name), 'resend')),
  ];
  return contents.flatMap((content) => Object.keys(entryAt(content, 'variables').value));
}

function repeated({ text, path }: PlacedText): Problem {
  const help = 'Name every column once.';
  return valueProblem('config/duplicate-id', path, `The column "${text}" is named twice.`, { help });
}

function misspelt({ text, path }: PlacedText, known: readonly string[]): readonly Problem[] {
  const meant = known.includes(text) ? undefined : nearest(text, known, 2);
  if (meant === undefined) return [];
  const message = `The column "${text}" is not known, and looks like "${meant}".`;
  const help = `Did you mean "${meant}"? If "${text}" is a column of your own, name it under \`columns\` of the source.`;
  return [valueProblem('config/unknown-column', path, message, { help })];
}
