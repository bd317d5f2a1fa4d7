import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosticCodes } from '../src/diagnostics/codes.js';
import { parseCommandLine } from './cli/command-line.js';
import { runHere } from './cli/run-here.js';
import { projectFolder, runNurture } from './cli/run-nurture.js';
import { temporaryFolder } from './cli/temporary-folder.js';

const errors = join(projectFolder, 'fixtures/errors');
const folders = readdirSync(errors);
const update = process.env.UPDATE_CASES === '1';

/** Codes that no folder can provoke, because something has to happen while the run is under way, with the test that does it. */
const provokedElsewhere: Readonly<Record<string, string>> = {
  'input/read-differently': 'cli/changed-file.test.ts',
  'plan/step-vanished': 'cli/step-vanished.test.ts',
  'state/shrunken-suppressions': 'cli/state-stops.test.ts',
};

describe('fixtures/errors', () => {
  it('are rewritten by people who look at the difference, never by CI', () => {
    expect(update && process.env.CI !== undefined).toBe(false);
  });

  it('have a folder for every code', () => {
    const codes = Object.keys(diagnosticCodes).filter((code) => provokedElsewhere[code] === undefined);
    const named = folders.filter((folder) => !folder.startsWith('cli--'));
    expect(named.sort()).toEqual(codes.map((code) => code.replace('/', '--')).sort());
  });

  it.each(Object.entries(provokedElsewhere))('or a test of its own: %s', (code, test) => {
    expect(Object.keys(diagnosticCodes)).toContain(code);
    expect(readFileSync(join(projectFolder, 'test', test), 'utf8')).toContain(code);
  });

  it.concurrent.each(folders)('%s', async (name) => {
    const folder = join(errors, name);
    const place = temporaryFolder(folder);
    const { args, inputFile } = parseCommandLine(readFileSync(join(folder, 'cmd'), 'utf8'));
    const input = inputFile === undefined ? {} : { inputFile: join(place, inputFile) };
    const { stdout, stderr, code } = await (isCommandLine(name) || inputFile !== undefined
      ? runNurture
      : runHere)(args, {
      cwd: place,
      ...input,
    });
    const told = stderr.replaceAll(place, '<folder>');
    if (update && process.env.CI === undefined) writeExpected(folder, told, code);
    if (code > 1) expect(stdout).toBe('');
    expect(told).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'));
    expect(code).toBe(expectedCode(folder, told));
    if (!isCommandLine(name)) expect(told).toContain(`[${name.replace('--', '/')}]`);
    expect(readdirSync(place).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });
});

/** These need the built program; a process for each of the others would take longer than all other tests of this file. */
function isCommandLine(name: string): boolean {
  return name.startsWith('cli--');
}

/** A folder about a config alone. */
function isConfig(name: string): boolean {
  return /^(?:config|yaml)--/.test(name);
}

/** A folder without a file `code` is a config that `validate` was asked about: its errors end with 1, warnings alone with 0. */
function expectedCode(folder: string, told: string): number {
  const file = join(folder, 'code');
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  return /^error\[/m.test(told) ? 1 : 0;
}

function writeExpected(folder: string, told: string, code: number): void {
  writeFileSync(join(folder, 'expected.txt'), told);
  if (!isConfig(basename(folder))) writeFileSync(join(folder, 'code'), `${code}\n`);
}
