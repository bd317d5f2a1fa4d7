export type Names = ReadonlySet<string>;

/** What is known of a value of a template without knowing the lead. */
export interface Facts {
  /** With all of these fields there is a value. */
  readonly needs: Names;
  /** Where there is a value, there are all of these fields. */
  readonly proves: Names;
}

/** What is known where a condition holds, and where it does not. */
export interface Proof {
  readonly whenTrue: Names;
  readonly whenFalse: Names;
}

export const noNames: Names = new Set();

/** There is always a value: a text of the template, a built-in name, a number. */
export const always: Facts = { needs: noNames, proves: noNames };

export function fieldFacts(field: string): Facts {
  const names = new Set([field]);
  return { needs: names, proves: names };
}

/** Of a value that several others are made into. */
export function allOf(facts: readonly Facts[]): Facts {
  return { needs: union(facts.map(({ needs }) => needs)), proves: union(facts.map(({ proves }) => proves)) };
}

/** Of a value that is one of two, nobody knows which. */
export function eitherOf(one: Facts, other: Facts): Facts {
  return { needs: union([one.needs, other.needs]), proves: intersection(one.proves, other.proves) };
}

export function union(sets: readonly Names[]): Names {
  return new Set(sets.flatMap((set) => [...set]));
}

export function intersection(one: Names, other: Names): Names {
  return new Set([...one].filter((name) => other.has(name)));
}

export function without(names: Names, known: Names): Names {
  return new Set([...names].filter((name) => !known.has(name)));
}
