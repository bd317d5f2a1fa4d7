/** The operators of `field: { op: value }`. */
export const operators = [
  'eq',
  'ne',
  'in',
  'not_in',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'exists',
  'in_list',
  'before',
  'after',
  'within',
  'older_than',
] as const;

export type Operator = (typeof operators)[number];

/** The operators for what events add up to. */
export const numberOperators: readonly Operator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'];

/** The operators for when an event happened. */
export const timeOperators: readonly Operator[] = ['within', 'older_than', 'before', 'after'];

export function isOperator(name: string): name is Operator {
  return operators.some((operator) => operator === name);
}
