/** The only place that reads a clock. */
export function now(): number {
  return Date.now();
}

/** Milliseconds that pass steadily, for measuring. */
export function steady(): number {
  return performance.now();
}
