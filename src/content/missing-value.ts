import { type Comparable, Drop, toValue } from 'liquidjs';

/** What happens to values that a lead does not have while one text is rendered. */
export interface MissingTrace {
  /** Fields that were printed nevertheless. */
  readonly holes: string[];
  readonly defaults: ShownDefault[];
}

/** What stands in a text in place of a field that the lead has no value for. */
export interface ShownDefault {
  readonly field: string;
  readonly shown: string;
}

/**
 * Stands for a field without a value. It is false, it equals every way to write nothing (`blank`, `nil`, `""`), because those who
 * write `if first_name != ""` mean whether there is one, and what is made of it by filters is missing as well.
 */
export class MissingValue extends Drop implements Comparable {
  readonly #field: string;
  readonly #trace: MissingTrace;

  constructor(field: string, trace: MissingTrace) {
    super();
    this.#field = field;
    this.#trace = trace;
  }

  printed(): void {
    this.#trace.holes.push(this.#field);
  }

  replacedBy(shown: string): void {
    this.#trace.defaults.push({ field: this.#field, shown });
  }

  override valueOf(): null {
    return null;
  }

  override liquidMethodMissing(): this {
    return this;
  }

  equals(other: unknown): boolean {
    const value: unknown = toValue(other);
    return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
  }

  gt(): boolean {
    return false;
  }

  geq(): boolean {
    return false;
  }

  lt(): boolean {
    return false;
  }

  leq(): boolean {
    return false;
  }
}
