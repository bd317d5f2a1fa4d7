/** A funnel of more stages is none that people work with. */
export const mostStages = 100;

/** A stage as it is written: without `from` it can follow every earlier stage that is not final. */
export interface WrittenStage {
  readonly id: string;
  readonly from?: readonly string[] | undefined;
  readonly final?: boolean | undefined;
}

/** For each stage the indexes of those it can follow, ascending. The first stage follows none unless it says so. */
export function predecessorsOf(stages: readonly WrittenStage[]): readonly (readonly number[])[] {
  return stages.map(({ id, from }, index) =>
    stages.flatMap((before, place) => {
      const isNamed = from === undefined ? place < index : from.includes(before.id) && before.id !== id;
      return isNamed && before.final !== true ? [place] : [];
    }),
  );
}
