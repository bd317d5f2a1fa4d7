import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';

/** Fails with a usage error when any of the files is there already: what somebody has written is never overwritten. */
export function refuseExisting(directory: string, names: Iterable<string>): void {
  const there = [...names].filter((name) => existsSync(join(directory, name)));
  if (there.length === 0) return;
  throw new CommandFailure(
    exitCodes.usage,
    `${there.join(', ')} ${there.length === 1 ? 'exists' : 'exist'} already and ${there.length === 1 ? 'is' : 'are'} not overwritten; nothing was written. Name another directory, or move ${there.length === 1 ? 'it' : 'them'} away.`,
  );
}

/** Writes new files. Fails with a usage error when one can not be written. */
export function writeProject(directory: string, files: ReadonlyMap<string, string>): void {
  for (const [name, text] of files) {
    const path = join(directory, name);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx' });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new CommandFailure(exitCodes.usage, `${name} can not be written: ${code ?? message}.`);
    }
  }
}
