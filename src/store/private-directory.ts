import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for this run alone, in the system's place for temporary files; gone after `remove`. */
export interface PrivateDirectory {
  readonly path: string;
  remove(): void;
}

export function makePrivateDirectory(): PrivateDirectory {
  const path = mkdtempSync(join(tmpdir(), 'nurture-'));
  const spill = join(path, 'spill');
  mkdirSync(spill, { mode: 0o700 });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
