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

export function isOperator(name: string): name is Operator {
  return operators.some((operator) => operator === name);
}
