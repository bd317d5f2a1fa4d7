import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rerunOnChange } from '../../src/cli/stories/watch-files.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

it('works again when a file changes, once for changes that come together', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tests'));
  const file = join(folder, 'tests', 'a.test.yaml');
  writeFileSync(file, '');
  const end = new AbortController();
  let times = 0;
  await rerunOnChange(
    () => [file],
    async () => {
      times++;
      if (times === 2) end.abort();
      else for (let change = 0; change < 3; change++) appendFileSync(file, '#\n');
    },
    end.signal,
  );
  expect(times).toBe(2);
});
