/**
 * A campaign to begin with (S5.9): plain data in the form people write, checked like theirs. What only the user can know (a goal
 * inside the product, who should get a series of offers) is left out, and asked for when it is missing.
 */
export type Preset = Readonly<Record<string, unknown>>;
