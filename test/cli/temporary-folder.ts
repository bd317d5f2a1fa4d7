import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * A folder that is gone after the tests of a file, holding a copy of `source`. A `.git` folder marks it as the root of a
 * repository, so that no config above it is found.
 */
export function temporaryFolder(source?: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'test-of-nurture-')));
  made.push(folder);
  if (source !== undefined) cpSync(source, folder, { recursive: true });
  mkdirSync(join(folder, '.git'));
  return folder;
}
