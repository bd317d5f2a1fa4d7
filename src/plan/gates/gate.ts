import type { Candidate } from '../candidate.js';
import type { Desk } from '../desk.js';

/** One reason, or a few of a kind, why a lead is not sent anything now (S6.2). */
export interface Gate {
  readonly id: string;
  /** Lets a candidate pass, or decides it with the reason. It may move `sendAt` to a later instant on the way. */
  readonly passes: (candidate: Candidate, desk: Desk) => boolean;
}
