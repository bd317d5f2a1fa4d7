import { engagementCases, type StepChannel } from './campaign.js';
import { readsCase, withCase } from './campaign-conditions.js';
import type { Condition } from './condition.js';

/** A question about a lead as of the run whose answer is one bit. */
export type PlanTest =
  | { readonly kind: 'condition'; readonly when: Condition }
  /** All of these lead fields have a value. */
  | { readonly kind: 'fields'; readonly fields: readonly string[] }
  /** The row of the lead says that it consents to this purpose. */
  | { readonly kind: 'consent'; readonly purpose: string }
  /** The lead has the fields that a channel of `audience.channels` needs. */
  | { readonly kind: 'reach'; readonly channel: StepChannel }
  /** The lead can be reached by a channel of `audience.channels`: what it needs is there, and consent was given. */
  | { readonly kind: 'channel'; readonly channel: StepChannel };

/**
 * Index of a test; for conditions that read `case` one index for each case, in the order of `engagementCases`, and one for none.
 * Undefined for what always holds.
 */
export type TestRef = readonly number[] | undefined;

/** All tests of a plan, each once. */
export class PlanTests {
  readonly tests: PlanTest[] = [];
  readonly #places = new Map<string, number>();

  add(test: PlanTest): number {
    const form = JSON.stringify(test);
    const known = this.#places.get(form);
    if (known !== undefined) return known;
    this.#places.set(form, this.tests.length);
    return this.tests.push(test) - 1;
  }

  condition(when: Condition | undefined): TestRef {
    if (when === undefined) return undefined;
    if (!readsCase(when)) return [this.add({ kind: 'condition', when })];
    const cases = [...engagementCases, undefined];
    return cases.map((value) => this.add({ kind: 'condition', when: withCase(when, value) }));
  }
}
