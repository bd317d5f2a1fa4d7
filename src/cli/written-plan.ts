import { join, resolve } from 'node:path';
import { type Disk, machineDisk } from '../store/disk.js';
import type { RunManifest } from '../store/run-manifest.js';
import { readManifest } from '../store/runs.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import type { Session } from './session.js';

/** A plan that was written by `nurture plan -o`. */
export interface WrittenPlan {
  /** As the user names it. */
  readonly name: string;
  readonly path: string;
  readonly manifest: RunManifest;
}

export function readPlan({ terminal }: Session, name: string): WrittenPlan {
  const path = resolve(terminal.cwd, name);
  const read = readManifest(terminal.disk ?? machineDisk, join(path, 'manifest.json'));
  if ('manifest' in read) return { name, path, manifest: read.manifest };
  throw new CommandFailure(
    exitCodes.usage,
    `${name} ${read.reason}, so it is no plan that can be committed. nurture plan -o ${name} writes one.`,
  );
}

/** Copies the files of a plan, and nothing else that may lie beside them. Each copy must be what the manifest says. */
export function copyPlan(disk: Disk, { name, path, manifest }: WrittenPlan, target: string): void {
  const refuse = (what: string) =>
    new CommandFailure(
      exitCodes.gateFailed,
      `${name}: ${what} Nothing was committed. Plan again: nurture plan -o ${name}`,
    );
  for (const { name: file, sha256 } of manifest.files) {
    if (disk.look(join(path, file))?.kind !== 'file') throw refuse(`${file} is missing.`);
    copyFiles(disk, path, target, [file]);
    // The copy is hashed, so that what is committed is what was looked at.
    if (disk.hash(join(target, file)).sha256 !== sha256)
      throw refuse(`${file} was changed since it was planned.`);
  }
  copyFiles(disk, path, target, ['manifest.json']);
}

/** Copies files, by their names relative to a directory. */
export function copyFiles(disk: Disk, from: string, to: string, names: readonly string[]): void {
  for (const name of names) {
    const parts = name.split('/').slice(0, -1);
    for (const [index] of parts.entries()) {
      const directory = join(to, ...parts.slice(0, index + 1));
      if (disk.look(directory) === undefined) disk.makeDirectory(directory);
    }
    disk.copy(join(from, name), join(to, name));
  }
}
