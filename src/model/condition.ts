/** The one small language of conditions (docs/conditions.md), parsed: a tree of plain data. */

/** A point in time: UTC milliseconds since 1970-01-01 (semantics S1.3). */
export type InstantMs = number;

/**
 * A length of time as written in the config. `30d` has `ms` and no `months`; `3mo` and `1y` have `months`
 * and no `ms`, because their length depends on the calendar (S1.6, S1.7).
 */
export interface Duration {
  readonly ms: number;
  readonly months: number;
}

/** An operand. Dates in the config are resolved to an instant in the project zone when the config is read. */
export type Scalar = string | number | boolean | { readonly instant: InstantMs };

export type ComparisonOp = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';
export type TextOp = 'contains' | 'starts_with' | 'ends_with';

export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | FieldTest;

/** A test of one field. A missing or unparsable value makes it false; `ne` and `not_in` are then true. */
export type FieldTest =
  | { readonly kind: 'compare'; readonly field: string; readonly op: ComparisonOp; readonly value: Scalar }
  | { readonly kind: 'between'; readonly field: string; readonly low: Scalar; readonly high: Scalar }
  | {
      readonly kind: 'in';
      readonly field: string;
      readonly values: readonly Scalar[];
      readonly negated: boolean;
    }
  | { readonly kind: 'text'; readonly field: string; readonly op: TextOp; readonly value: string }
  | { readonly kind: 'matches'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'exists'; readonly field: string; readonly exists: boolean }
  | { readonly kind: 'in_list'; readonly field: string; readonly list: string }
  | {
      readonly kind: 'moment';
      readonly field: string;
      readonly op: 'before' | 'after';
      readonly at: InstantMs;
    }
  | {
      readonly kind: 'age';
      readonly field: string;
      readonly op: 'within' | 'older_than';
      readonly span: Duration;
    };

/** Every field a condition reads, each once, in order of appearance. */
export function fieldsOf(condition: Condition): readonly string[] {
  const found = new Set<string>();
  visit(condition, (test) => found.add(test.field));
  return [...found];
}

function visit(condition: Condition, seen: (test: FieldTest) => void): void {
  switch (condition.kind) {
    case 'all':
    case 'any':
      for (const child of condition.of) visit(child, seen);
      return;
    case 'not':
      visit(condition.of, seen);
      return;
    default:
      seen(condition);
  }
}
