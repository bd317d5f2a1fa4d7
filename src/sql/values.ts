/** Typed readings of a VARCHAR expression: NULL when the value is missing or unreadable, never an error. */
export { readInstant } from './instants.js';
export { readBoolean, readNumber } from './numbers.js';
export type { Reading } from './reading.js';
export { foldText, readText } from './text.js';
