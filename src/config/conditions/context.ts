import type { Problem } from '../problem.js';
import type { Scope } from './scopes.js';

/** What a condition is read against. */
export interface ConditionContext {
  readonly scope: Scope;
  /** What the conditions on single events inside of this one are about. */
  readonly eventScope: Scope;
  /** IANA zone in which dates without an offset are meant. */
  readonly zone: string;
  readonly listIds: readonly string[];
  readonly segmentIds: readonly string[];
  readonly report: (problem: Problem) => void;
}
