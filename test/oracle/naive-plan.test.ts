import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/model/config.js';
import { reasons } from '../../src/model/reason.js';
import { commit, planWorlds, worldArbitrary } from './arbitrary-ledger.js';
import { configOf } from './naive-plan/config-of.js';
import { naivePlan } from './naive-plan/naive-plan.js';
import * as promises from './naive-plan/promises.js';
import type { PlanWorld } from './plan-world.js';

const runs = process.env.LONG === undefined ? 100 : 3000;

describe('the naive plan keeps what S5 and S6 promise', () => {
  it(`in ${runs} worlds, in which most things happen`, { timeout: 3_600_000 }, () => {
    const seen = new Map<string, number>();
    checkWorlds(1, (world, config) => {
      const plan = naivePlan(world, config);
      promises.oneRowForEach(world, config, plan);
      promises.sendsInTime(world, config, plan);
      promises.sendsInWindows(world, config, plan);
      promises.noSendAgainstAStop(world, config, plan);
      promises.oneLeadForEachMailbox(world, plan);
      promises.gapsAndCapsHold(world, config, plan);
      promises.limitsHold(world, config, plan);
      for (const { reason } of plan.rows) seen.set(reason, (seen.get(reason) ?? 0) + 1);
    });
    // A few worlds do not have everything; `missing_content` is in none, because every step names its template.
    expect(seen.size).toBeGreaterThan(reasons.length * 0.75);
    expect(seen.get('sent_planned')).toBeGreaterThan(runs / 2);
  });

  it('S6.10 sends nothing twice however often it is committed, and what has ended stays so (S5.6)', () => {
    checkWorlds(2, (world, config) => {
      let now = world;
      for (const hours of [0, 0, 5, 24, 24]) {
        const asOf = new Date(Date.parse(now.asOf) + hours * 3_600_000).toISOString();
        now = { ...now, asOf };
        const plan = naivePlan(now, config);
        promises.nothingEndedGoesOn(now, plan);
        const added = commit(now, config) ?? [];
        const runOf = [...(now.runOf ?? []), ...added.map(() => now.sendsOfRuns.length)];
        now = { ...now, ledger: [...now.ledger, ...added], runOf };
        promises.nothingTwice(now);
      }
    });
  });

  it('S1.2 does not depend on the order of leads, events and suppressions', () => {
    checkWorlds(3, (world, config) => {
      const { leads, events, suppressions } = world;
      const turned = {
        ...world,
        leads: leads.toReversed(),
        events: events.toReversed(),
        suppressions: suppressions.toReversed(),
      };
      expect(naivePlan(turned, config)).toEqual(naivePlan(world, config));
    });
  });

  it('S1.1 does not know what comes after as-of', () => {
    checkWorlds(4, (world, config) => {
      const asOf = Date.parse(world.asOf);
      const events = world.events.filter(({ at = '' }) => !(Date.parse(at) > asOf));
      expect(naivePlan({ ...world, events }, config)).toEqual(naivePlan(world, config));
    });
  });
});

/** What needs several plans of a world is checked on fewer and smaller ones. */
function checkWorlds(seed: number, check: (world: PlanWorld, config: Config) => void): void {
  fc.assert(
    fc.property(seed === 1 ? worldArbitrary : planWorlds(6), (world) => check(world, configOf(world))),
    { numRuns: seed === 1 ? runs : Math.ceil(runs / 2), seed, endOnFailure: true },
  );
}
