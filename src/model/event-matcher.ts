import type { Condition } from './condition.js';

/** Which events are meant. A pain rule is one of these; so is everything else that looks at single events. */
export interface EventMatcher {
  /** Types, any of which matches; an empty list stands for every type. Case does not count. */
  readonly events: readonly string[];
  /** Types that do not match although `events` would. */
  readonly except?: readonly string[];
  /** Condition on the event. */
  readonly where?: Condition;
}

/** Whether events of a type are meant, before `where` is looked at. `type` is in lower case. */
export function matchesType({ events, except = [] }: EventMatcher, type: string): boolean {
  const isMeant = (name: string) => name.toLowerCase() === type;
  return (events.length === 0 || events.some(isMeant)) && !except.some(isMeant);
}
