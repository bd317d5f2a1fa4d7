import fc from 'fast-check';
import { expect, it } from 'vitest';
import { schedules } from './arbitrary-schedule.js';
import { isSend } from './laws.js';
import { liveThrough } from './live-through.js';
import { PlannerAlone } from './planner-alone.js';

const long = process.env.LONG === '1';

it(
  'S6.3 S6.7 S6.10 S7.2 weeks of runs: nothing twice, and nothing after a no (burnt by 1, 3, 5, 9, 10)',
  async () => {
    let sends = 0;
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const runs = await liveThrough(schedule, new PlannerAlone(), long ? 1 : 2);
        sends += runs.flatMap(({ rows }) => rows).filter(isSend).length;
      }),
      { numRuns: long ? 20_000 : 500, endOnFailure: true },
    );
    // Else the laws would hold of nothing.
    expect(sends).toBeGreaterThan(1000);
  },
  long ? 10_800_000 : 240_000,
);
