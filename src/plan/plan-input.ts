import type { JourneyEvents } from '../model/journey-events.js';
import type { LedgerRows, StopRows } from '../model/ledger.js';
import type { PlanModel } from '../model/plan-model.js';
import type { OpenHours } from './calendar/open-hours.js';
import type { ZoneClock } from './calendar/zone-clock.js';

/** What the planner must know of the leads, in columns by ordinal; ordinals are in the order of the keys. */
export interface PlanLeads {
  readonly leads: number;
  /** The smallest ordinal of the leads with the same address (S6.7). */
  readonly mailbox: Int32Array;
  /** A number from 0 to 1 made of the key (S5.8). */
  readonly chance: Float64Array;
  /** Index in `clocks`. */
  readonly zone: Int32Array;
  /** How the zone was found: 0 lead, 1 region, 2 country, 3 project, 4 utc. */
  readonly zoneSource: Int32Array;
  /** The tests of the model that hold, 31 to a word. */
  readonly tests: readonly Int32Array[];
  /** Days of the calendar since 1970-01-01 by date field of the model; NaN where there is none. */
  readonly dates: readonly Float64Array[];
}

/** Everything a plan is made of (S5, S6): plain numbers and the clocks to read them by. */
export interface PlanInput {
  readonly model: PlanModel;
  readonly asOf: number;
  readonly horizonMs: number;
  readonly leads: PlanLeads;
  readonly journey: JourneyEvents;
  readonly ledger: LedgerRows;
  readonly stops: StopRows;
  readonly clocks: readonly ZoneClock[];
  readonly projectClock: ZoneClock;
  /** By window of the model: when it is open, and its own clock unless it follows the lead's. */
  readonly hours: readonly { readonly open: OpenHours; readonly clock: ZoneClock | undefined }[];
  /** Usual number of sends of a run (S6.9); undefined when there are too few runs to say. */
  readonly usualSends?: number;
  /** Sends of runs as of the same day of the project by campaign: a throttle has let them through already (S6.8). */
  readonly sentToday?: ReadonlyMap<string, number>;
  readonly allowsBlast: boolean;
}
