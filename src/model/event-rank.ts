/**
 * Events of one instant are ordered by what they are (S2.5): consent and suppression, sends, deliveries, opens, clicks,
 * conversions, others.
 */
export function rankOfType(type: string): number {
  return ranks.get(type) ?? otherRank;
}

const otherRank = 6;

const ranks: ReadonlyMap<string, number> = new Map(
  [
    [
      'consent.granted',
      'consent.withdrawn',
      'objection.raised',
      'email.unsubscribed',
      'email.subscribed',
      'email.complained',
      'email.bounced',
      'email.rejected',
    ],
    ['email.queued', 'email.sent'],
    ['email.delivered', 'email.deferred', 'email.failed'],
    ['email.opened'],
    ['email.clicked', 'email.replied'],
    ['purchase.completed', 'deal.won'],
  ].flatMap((types, rank) => types.map((type) => [type, rank] as const)),
);

/** The types that have a rank of their own. */
export const rankedTypes: readonly string[] = [...ranks.keys()];
