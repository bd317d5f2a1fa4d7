import type { Campaign } from './campaign.js';
import { contentForms } from './content-forms.js';
import { type ScoreColumn, scoreColumns } from './score-columns.js';
import {
  listColumns,
  type SendColumn,
  standingColumns,
  type TableForm,
  type TextColumn,
  textColumns,
  usualColumns,
} from './send-list.js';

/** Where the values of a column come from. */
export type ListColumn = { readonly name: string } & (
  | { readonly kind: 'send'; readonly column: SendColumn }
  | { readonly kind: 'text'; readonly text: TextColumn }
  | FactColumn
  /** The text of a variable where the step declares it, else the fact about the lead of the same name, if there is one. */
  | { readonly kind: 'variable'; readonly fallback: FactColumn | undefined }
);

/** A fact about the lead: worked out, or a field of its row. */
export type FactColumn =
  | { readonly kind: 'score'; readonly column: ScoreColumn }
  | { readonly kind: 'field'; readonly field: string };

/** What the names of columns can mean. */
export interface ColumnContext {
  readonly campaigns: readonly Pick<Campaign, 'steps'>[];
  /** Whether an export has a field. */
  readonly hasField: (field: string) => boolean;
}

/** The columns of a list: those it declares, then those every list has. */
export function columnsOfList({ columns }: TableForm, context: ColumnContext): readonly ListColumn[] {
  const isUsual = (name: string) => name === 'lead_id' || context.hasField(name);
  const declared = columns ?? usualColumns.filter(isUsual);
  const names = [...declared, ...standingColumns.filter((name) => !declared.includes(name))];
  const variables = variablesOf(context.campaigns);
  return names.map((name) => ({ name, ...meaningOf(name, variables, context) }));
}

type Unnamed<T> = T extends unknown ? Omit<T, 'name'> : never;

function meaningOf(
  name: string,
  variables: ReadonlySet<string>,
  { hasField }: ColumnContext,
): Unnamed<ListColumn> {
  const text = textColumns.find((known) => known === name);
  if (text !== undefined) return { kind: 'text', text };
  const column = listColumns.find((known) => known === name);
  if (column !== undefined) return { kind: 'send', column: column as SendColumn };
  const score = scoreColumns.find((known) => known === name);
  const fact: FactColumn =
    score === undefined ? { kind: 'field', field: name } : { kind: 'score', column: score };
  if (!variables.has(name)) return fact;
  return { kind: 'variable', fallback: fact.kind === 'score' || hasField(name) ? fact : undefined };
}

/** Variables that any form of any step gives to its template. */
function variablesOf(campaigns: ColumnContext['campaigns']): ReadonlySet<string> {
  const forms = campaigns.flatMap(({ steps }) => steps).flatMap(contentForms);
  return new Set(forms.flatMap(({ content }) => Object.keys(content.variables)));
}

/** What a list may ask of the rows of leads and of their scores, whatever the exports have. */
export function factsOfLists(
  forms: readonly TableForm[],
  campaigns: ColumnContext['campaigns'],
): { readonly fields: readonly string[]; readonly scores: readonly ScoreColumn[] } {
  const context = { campaigns, hasField: () => true };
  const facts = forms
    .flatMap((form) => columnsOfList(form, context))
    .flatMap((column) => {
      if (column.kind === 'variable') return column.fallback ?? [];
      return column.kind === 'score' || column.kind === 'field' ? column : [];
    });
  const fields = facts.flatMap((fact) => (fact.kind === 'field' ? fact.field : []));
  const scores = facts.flatMap((fact) => (fact.kind === 'score' ? fact.column : []));
  return { fields: [...new Set(fields)], scores: [...new Set(scores)] };
}

/** Fields that a list declares and that have to be in an export: without them the column would be empty in every row. */
export function declaredFields(
  { columns = [] }: TableForm,
  campaigns: ColumnContext['campaigns'],
): readonly string[] {
  const { fields } = factsOfLists([{ kind: 'table', format: 'csv', forPeople: false, columns }], campaigns);
  const variables = variablesOf(campaigns);
  return fields.filter((field) => !variables.has(field));
}
