import type { Labels } from '../model/audience.js';

/** Limits of labels as they are written; each may be left out. */
export interface WrittenLabels {
  readonly temperature: { readonly hot?: number | undefined; readonly warm?: number | undefined };
  readonly letters: {
    readonly A?: number | undefined;
    readonly B?: number | undefined;
    readonly C?: number | undefined;
  };
}

/** The limits with their defaults: parts of the score from which a lead is ready. */
export function completeLabels({ temperature, letters }: WrittenLabels, ready: number): Labels {
  const { hot = ready, warm = hot / 2 } = temperature;
  const { A = ready, B = (A * 3) / 4, C = A / 2 } = letters;
  return { temperature: { hot, warm }, letters: { A, B, C } };
}
