/** Fields of a lead that have a meaning of their own. Further mapped columns keep their names. */
export const canonicalLeadFields = [
  'email',
  'first_name',
  'last_name',
  'salutation',
  'title',
  'company',
  'domain',
  'country',
  'region',
  'employees',
  'industry',
  'budget',
  'phone',
  'language',
  'timezone',
  'source',
  'origin',
  'owner',
  'tags',
  'consent_at',
  'consent_purpose',
  'created_at',
  'updated_at',
] as const;

/** Fields of an event that have a meaning of their own. */
export const canonicalEventFields = [
  'id',
  'lead',
  'email',
  'type',
  'at',
  'received_at',
  'send_id',
  'campaign',
  'step',
  'template',
  'message_id',
  'url',
  'value',
  'topic',
  'is_machine',
  'bounce_class',
  'purpose',
  'reason',
] as const;

/** Fields that hold a point in time. */
export const momentFields = ['created_at', 'updated_at', 'consent_at', 'at', 'received_at'] as const;

/** Event types with a meaning of their own. Any other dotted name is the user's own. */
export const canonicalEventTypes = [
  'email.queued',
  'email.sent',
  'email.delivered',
  'email.deferred',
  'email.bounced',
  'email.rejected',
  'email.failed',
  'email.opened',
  'email.clicked',
  'email.replied',
  'email.complained',
  'email.unsubscribed',
  'email.subscribed',
  'page.viewed',
  'form.submitted',
  'cart.abandoned',
  'purchase.completed',
  'consent.granted',
  'consent.withdrawn',
  'objection.raised',
  'sales.touched',
  'stage.changed',
  'deal.won',
  'deal.lost',
] as const;

/**
 * Types of events that happen to a lead without the lead doing anything. The last event of a lead (`days_since.last_event`)
 * is none of them, because a lead that is only written to is not active.
 */
export const passiveEventTypes = [
  'email.queued',
  'email.sent',
  'email.delivered',
  'email.deferred',
  'email.bounced',
  'email.rejected',
  'email.failed',
  'sales.touched',
  'stage.changed',
] as const;

/** Facts about the e-mail address of a lead that are derived from it (semantics S2.3). */
export const derivedLeadFields = ['email.kind', 'email.domain'] as const;

/** Kinds of e-mail addresses, in the order in which they are tried. */
export const emailKinds = ['invalid', 'disposable', 'free', 'role', 'business'] as const;

export type EmailKind = (typeof emailKinds)[number];
