/** Keys of a step that say in another way when it is due; a step has one of the two ways. */
const waysToBeDue = [['before'], ['after', 'wait_for']] as const;

/** Ways to say what follows from a case; a reaction has one. */
export const reactionMoves = ['next', 'goto', 'resend', 'exit', 'enter', 'suppress'] as const;

/** The keys of a step that this one leaves no room for. */
export function excludedBy(key: string): readonly string[] {
  const [before, after] = waysToBeDue;
  if (before.some((one) => one === key)) return after;
  return after.some((one) => one === key) ? before : [];
}
