/** What a plan decides for a lead and a campaign (S6.1). */
export const actions = ['send', 'wait', 'skip', 'exit', 'done'] as const;

export type Action = (typeof actions)[number];

/**
 * Why (S6.2): one closed list for the plan, explanations, reports and tests. The index is the code by which a plan carries a
 * reason in its columns. Codes are added at the end and never used for something else.
 */
export const reasons = [
  'sent_planned',
  'waiting_delay',
  'waiting_window',
  'waiting_event',
  'waiting_case',
  'capped_deferred',
  'capped_skipped',
  'gap_deferred',
  'lost_priority',
  'throttled',
  'suppressed_unsubscribed',
  'suppressed_bounced',
  'suppressed_complaint',
  'suppressed_list',
  'no_consent',
  'objected',
  'invalid_address',
  'duplicate_address',
  'holdout',
  'already_sent',
  'expired',
  'exhausted',
  'goal_reached',
  'exited_rule',
  'left_segment',
  'not_eligible',
  'reentry_blocked',
  'missing_content',
  'missing_merge_field',
  'unknown_timezone',
  'blast_gate',
  'campaign_paused',
  'step_vanished',
  'data_quarantined',
  'max_age',
  'cold_lead',
] as const;

export type Reason = (typeof reasons)[number];

/** The code of each reason. */
export const reasonCode = Object.fromEntries(reasons.map((reason, code) => [reason, code])) as {
  readonly [name in Reason]: number;
};
