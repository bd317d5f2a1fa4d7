/** One thing that `nurture doctor` has looked at. */
export interface HealthCheck {
  readonly id: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found. */
  readonly message: string;
  /** What to do about it; null for what is in order. */
  readonly remedy: string | null;
}
