import type { DiagnosticCode } from '../../diagnostics/codes.js';
import type { EventAggregate } from '../../model/audience.js';
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
  /** The names that special fields can have, by field; fields that are not here can have any. */
  readonly names: ReadonlyMap<string, KnownNames>;
  /** The field that holds this value of the events of a lead. */
  readonly fieldOfAggregate: (aggregate: EventAggregate) => string;
  readonly report: (problem: Problem) => void;
}

export interface KnownNames {
  /** For messages: `segment`. */
  readonly noun: string;
  readonly names: ReadonlySet<string>;
  /** The code for any other name. */
  readonly code: DiagnosticCode;
}
