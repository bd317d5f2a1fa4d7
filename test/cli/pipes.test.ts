import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startNurture } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

describe('a reader of the output that goes away, as `head` does', () => {
  it.each(['schema', 'score leads.csv', 'score leads.csv --format csv'])(
    'ends the output, not the program with a trace: %s',
    async (command) => {
      const cwd = makeProject();
      const run = startNurture([...command.split(' '), '-q', '--as-of', '2025-06-30'], { cwd });
      run.stdout.destroy();
      const { exitCode, stderr } = await run;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    },
  );

  it('leaves no temporary directory behind, even if nobody listens to messages either', async () => {
    const cwd = makeProject();
    const temporary = join(cwd, 'tmp');
    mkdirSync(temporary);
    const run = startNurture(['score', 'leads.csv', '--as-of', '2025-06-30'], {
      cwd,
      env: { TMPDIR: temporary },
    });
    run.stdout.destroy();
    run.stderr.destroy();
    expect((await run).exitCode).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

function makeProject(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'leads.csv'), 'lead_id,email\nL1,anna@corp.example\n');
  return folder;
}
