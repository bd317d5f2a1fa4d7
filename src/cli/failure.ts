import type { ExitCode } from './exit-codes.js';

/** Ends a command with a message for the user: a failure that was expected, not a bug. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
