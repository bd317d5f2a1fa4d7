import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startNurture } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

describe('a reader of the output that goes away, as `head` does', () => {
  it.each([['schema'], ['score', 'leads.csv'], ['score', 'leads.csv', '--format', 'csv']])(
    'ends the output, not the program with a trace: %s %s %s %s',
    async (...args) => {
      const cwd = temporaryFolder();
      writeFileSync(join(cwd, 'leads.csv'), 'lead_id,email\nL1,anna@corp.example\n');
      const run = startNurture([...args, '-q', '--as-of', '2025-06-30'], { cwd });
      run.stdout.destroy();
      const { exitCode, stderr } = await run;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    },
  );
});
