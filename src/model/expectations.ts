import type { Expectations } from './config.js';

/** What is expected of a source whose config says nothing: at most 1 % of its rows may be quarantined. */
export const defaultExpectations: Expectations = { columns: [], maxQuarantined: 0.01 };
