import type { Condition, FieldTest, Scalar } from '../../../model/condition.js';

/** What is known of a lead: the value of a field, or null where it is known to have none. */
export type Known = (field: string) => Scalar | null | undefined;

/** Whether a condition holds for leads of which only this is known; undefined where it depends on more. */
export function truthOf(condition: Condition, known: Known): boolean | undefined {
  switch (condition.kind) {
    case 'all':
      return settle(
        condition.of.map((child) => truthOf(child, known)),
        false,
      );
    case 'any':
      return settle(
        condition.of.map((child) => truthOf(child, known)),
        true,
      );
    case 'not': {
      const inner = truthOf(condition.of, known);
      return inner === undefined ? undefined : !inner;
    }
    default: {
      const value = known(condition.field);
      return value === undefined
        ? undefined
        : value === null
          ? ofMissing(condition)
          : ofValue(condition, value);
    }
  }
}

/** `deciding` when one of them is; its opposite when all are; else nobody knows. */
function settle(truths: readonly (boolean | undefined)[], deciding: boolean): boolean | undefined {
  if (truths.includes(deciding)) return deciding;
  return truths.includes(undefined) ? undefined : !deciding;
}

/** A missing value makes every comparison false but those that negate. */
function ofMissing(test: FieldTest): boolean {
  switch (test.kind) {
    case 'compare':
      return test.op === 'ne';
    case 'in':
      return test.negated;
    case 'exists':
      return !test.exists;
    default:
      return false;
  }
}

/** Only what can be said without knowing how values are read. */
function ofValue(test: FieldTest, value: Scalar): boolean | undefined {
  switch (test.kind) {
    case 'compare':
      if (test.op === 'eq') return isSame(value, test.value);
      return test.op === 'ne' ? !isSame(value, test.value) : undefined;
    case 'in':
      return test.values.some((one) => isSame(one, value)) !== test.negated;
    case 'exists':
      return test.exists;
    default:
      return undefined;
  }
}

function isSame(a: Scalar, b: Scalar): boolean {
  const fold = (value: Scalar) =>
    typeof value === 'string' ? value.trim().normalize('NFC').toLowerCase() : value;
  return fold(a) === fold(b);
}
