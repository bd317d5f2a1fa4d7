import type { FieldSample } from './value-sample.js';

/** A value that shows something, with where it is. */
export interface Witness {
  readonly file: string;
  readonly header: string;
  readonly text: string;
}

/** What the values of a source say about how they are to be read. */
export type Verdict<Choice extends string> =
  /** No value depends on it. */
  | { readonly kind: 'open' }
  | {
      readonly kind: 'proved';
      readonly choice: Choice;
      readonly by: Witness;
      /** Whether some value means something else under another choice. */
      readonly matters: boolean;
    }
  /** Some value depends on it, none shows which choice is meant. */
  | { readonly kind: 'ambiguous'; readonly by: Witness }
  | { readonly kind: 'mixed'; readonly by: readonly [Witness, Witness] };

/** Weighs all values of a source together: `evidence` says what one of them shows; undefined when it has no bearing. */
export function weigh<Choice extends string>(
  samples: readonly FieldSample[],
  evidence: (text: string, sample: FieldSample) => Choice | 'either' | undefined,
): Verdict<Choice> {
  const proofs = new Map<Choice, Witness>();
  let doubt: Witness | undefined;
  for (const sample of samples) {
    for (const text of sample.texts) {
      const shown = evidence(text, sample);
      if (shown === undefined) continue;
      const witness = { file: sample.file, header: sample.header, text };
      if (shown === 'either') doubt ??= witness;
      else if (!proofs.has(shown)) proofs.set(shown, witness);
    }
  }
  const [first, second] = [...proofs];
  if (first !== undefined && second !== undefined) return { kind: 'mixed', by: [first[1], second[1]] };
  if (first !== undefined) {
    return { kind: 'proved', choice: first[0], by: first[1], matters: doubt !== undefined };
  }
  return doubt === undefined ? { kind: 'open' } : { kind: 'ambiguous', by: doubt };
}
