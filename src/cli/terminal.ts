import { Chalk, type ChalkInstance } from 'chalk';
import type { Disk } from '../store/disk.js';

/** The streams and surroundings of a run, replaced in tests. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where states are kept, when it is not the file system of the machine. */
  readonly disk?: Disk;
}

export type ColorChoice = 'auto' | 'always' | 'never';

/** Colours for one stream: flag, then FORCE_COLOR, NO_COLOR, TERM=dumb, then whether it is a terminal. */
export function painterFor(
  stream: { readonly isTTY?: boolean },
  choice: ColorChoice,
  env: Terminal['env'],
): ChalkInstance {
  return new Chalk({ level: wantsColor(stream, choice, env) ? 1 : 0 });
}

function wantsColor(
  stream: { readonly isTTY?: boolean },
  choice: ColorChoice,
  env: Terminal['env'],
): boolean {
  if (choice !== 'auto') return choice === 'always';
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return TERM !== 'dumb' && stream.isTTY === true;
}

/** Columns to fill: COLUMNS, then the terminal's width; undefined when nothing is to be cut, as in a pipe. */
export function widthOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Terminal['env'],
): number | undefined {
  const declared = Number(env.COLUMNS);
  if (Number.isInteger(declared) && declared > 20) return declared;
  return stream.isTTY === true ? (stream.columns ?? 80) : undefined;
}
