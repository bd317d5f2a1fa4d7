/** The stable meanings of exit codes; documented in README. */
export const exitCodes = {
  done: 0,
  /** Ran, but a gate failed: errors in a config, `--strict` data. */
  gateFailed: 1,
  usage: 2,
  inputUnusable: 3,
  internalError: 4,
  tryAgain: 5,
  /** Something is due, or differs; only with `--detailed-exitcode`. */
  due: 10,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
