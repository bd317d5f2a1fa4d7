import type { Command } from 'commander';
import { completionScript, type Shell } from '../complete/completion-script.js';
import { outlineProgram } from '../complete/program-outline.js';
import { exitCodes } from '../exit-codes.js';
import type { Session } from '../session.js';

/** Prints a script that makes a shell complete commands, options and their values. */
export async function complete(session: Session, program: Command, shell: Shell) {
  session.terminal.stdout.write(completionScript(shell, outlineProgram(program)));
  return { code: exitCodes.done };
}
