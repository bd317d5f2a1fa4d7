import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** What one run of the program left behind. */
export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly inputFile?: string;
}

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

const binary = fileURLToPath(new URL('../../bin/nurture.js', import.meta.url));

/**
 * Runs the built program as a shell would, and waits for its end. Of the surroundings only PATH is passed on, and the
 * zone of the machine is one no test means: what a test sees depends on what it says alone.
 */
export async function runNurture(args: readonly string[], options: RunOptions): Promise<Run> {
  const { stdout, stderr, exitCode } = await startNurture(args, options);
  return { stdout, stderr, code: exitCode ?? -1 };
}

export function surroundings(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'Pacific/Apia' };
}

/** Starts the program without waiting; the result resolves whatever the exit code is. */
export function startNurture(args: readonly string[], { cwd, env, ...input }: RunOptions) {
  return execa(process.execPath, [binary, ...args], {
    cwd,
    env: { ...surroundings(), ...env },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    ...(input.input === undefined && input.inputFile === undefined ? { stdin: 'ignore' as const } : input),
  });
}
