import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder, startNurture } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

const asOf = '2025-06-30T00:00:00Z';

describe('a run that is interrupted', () => {
  const inputs = makeInputs();

  it.each([
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
    { signal: 'SIGHUP', code: 129 },
  ] as const)('by $signal ends with $code and leaves nothing behind', async ({ signal, code }) => {
    const { folder, outputs, temporary } = makePlace();
    const run = score(inputs, folder);
    await said(run, 'debug: leads');
    expect(readdirSync(outputs)).toHaveLength(3);
    run.kill(signal);
    expect((await run).exitCode).toBe(code);
    expect(readdirSync(outputs)).toEqual(['scores.csv']);
    expect(readFileSync(join(outputs, 'scores.csv'), 'utf8')).toBe('the scores of yesterday\n');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is not what happens to a run that is let finish', async () => {
    const { folder, outputs, temporary } = makePlace();
    expect((await score(inputs, folder)).exitCode).toBe(0);
    expect(readdirSync(outputs)).toEqual(['scores.csv', 'scores.json']);
    expect(readFileSync(join(outputs, 'scores.csv'), 'utf8')).toMatch(/^lead_id,/);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('files with personal data', () => {
  it('are readable by their owner alone, whatever the umask', () => {
    const { folder, outputs } = makePlace();
    writeFileSync(join(folder, 'leads.csv'), 'lead_id,email\nL1,anna@corp.example\n,\n');
    const command = `umask 000; exec "${process.execPath}" "${projectFolder}bin/nurture.js" score leads.csv -q`;
    const files = ['scores.csv', 'scores.json', 'scores.jsonl', 'scores.parquet'];
    const flags = [...files.flatMap((file) => ['-o', `out/${file}`]), '--rejects', 'out/rejects.csv'];
    execFileSync('sh', ['-c', `${command} ${flags.join(' ')} --as-of ${asOf}`], { cwd: folder });
    const modes = readdirSync(outputs).map((file) => [
      file,
      (statSync(join(outputs, file)).mode & 0o777).toString(8),
    ]);
    expect(modes).toEqual(['rejects.csv', ...files].map((file) => [file, '600']));
  });
});

/** A folder with a result of an earlier run, and a directory for temporary files that nobody else uses. */
function makePlace() {
  const folder = temporaryFolder();
  const outputs = join(folder, 'out');
  const temporary = join(folder, 'tmp');
  mkdirSync(outputs);
  mkdirSync(temporary);
  writeFileSync(join(outputs, 'scores.csv'), 'the scores of yesterday\n');
  return { folder, outputs, temporary };
}

function score({ leads, events }: Inputs, folder: string) {
  const flags = ['-q', '--debug', '-o', 'out/scores.csv', '-o', 'out/scores.json', '--as-of', asOf];
  return startNurture(['score', leads, '-e', events, ...flags], {
    cwd: folder,
    env: { TMPDIR: join(folder, 'tmp') },
  });
}

/** Waits until the program has said something on standard error. */
function said(run: ReturnType<typeof score>, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = '';
    run.stderr.on('data', (text) => {
      told += text;
      if (told.includes(words)) resolve();
    });
    run.stderr.on('end', () => reject(new Error(`the program ended without saying ${words}: ${told}`)));
  });
}

interface Inputs {
  readonly leads: string;
  readonly events: string;
}

/** Enough events to be interrupted in the middle of. */
function makeInputs(): Inputs {
  const folder = temporaryFolder();
  const leads = join(folder, 'leads.csv');
  const events = join(folder, 'events.csv');
  const minute = (index: number) => new Date(Date.UTC(2025, 0, 1) + index * 37_000).toISOString();
  const ids = Array.from({ length: 5_000 }, (_, index) => `L${index}`);
  writeFileSync(leads, `lead_id,email\n${ids.map((id) => `${id},${id}@corp.example\n`).join('')}`);
  const rows = Array.from(
    { length: 300_000 },
    (_, index) => `e${index},L${index % 5_000},page.viewed,${minute(index)},/pricing/${index}\n`,
  );
  writeFileSync(events, `event_id,lead_id,event,timestamp,url\n${rows.join('')}`);
  return { leads, events };
}
