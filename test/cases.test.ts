import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './cli/command-line.js';
import { projectFolder, runNurture } from './cli/run-nurture.js';
import { runWarm } from './cli/run-warm.js';
import { temporaryFolder } from './cli/temporary-folder.js';

const cases = join(projectFolder, 'fixtures/cases');
const folders = readdirSync(cases, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const update = process.env.UPDATE_CASES === '1';

/** Everything a case expects, by file name: `stdout`, `stderr`, `code`, `out/...`. */
type Outcome = Readonly<Record<string, string>>;

describe('fixtures/cases', () => {
  it('are rewritten by people who look at the difference, never by CI', () => {
    expect(update && process.env.CI !== undefined).toBe(false);
  });

  it.concurrent.each(folders)('%s', async (name) => {
    const folder = join(cases, name);
    const outcome = await runCase(folder);
    if (update && process.env.CI === undefined) writeOutcome(folder, outcome);
    expect(outcome).toEqual(expectedOutcome(folder));
  });
});

/** Runs the command of a case in a copy of its folder, with an empty folder `out` to write to. */
async function runCase(folder: string): Promise<Outcome> {
  const place = temporaryFolder(folder);
  for (const name of ['stdout', 'stderr', 'code', 'out'])
    rmSync(join(place, name), { recursive: true, force: true });
  mkdirSync(join(place, 'out'));
  const { args, inputFile } = parseCommandLine(readFileSync(join(folder, 'cmd'), 'utf8'));
  const input = inputFile === undefined ? {} : { inputFile: join(place, inputFile) };
  const run = input.inputFile === undefined && !startsCold(basename(folder)) ? runWarm : runNurture;
  const { stdout, stderr, code } = await run(args, { cwd: place, ...input });
  return {
    stdout: stdout.replaceAll(place, '<folder>'),
    stderr: stderr.replaceAll(place, '<folder>'),
    code: `${code}\n`,
    ...filesUnder(place),
  };
}

/** The first case of each command takes a process of its own, started by the shipped `bin`. */
function startsCold(name: string): boolean {
  return folders.find((other) => commandOf(other) === commandOf(name)) === name;
}

function commandOf(name: string): string | undefined {
  return parseCommandLine(readFileSync(join(cases, name, 'cmd'), 'utf8')).args.find((word) =>
    /^[a-z]+$/.test(word),
  );
}

function expectedOutcome(folder: string): Outcome {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { stdout: read('stdout'), stderr: read('stderr'), code: read('code'), ...filesUnder(folder) };
}

function filesUnder(folder: string): Outcome {
  const out = join(folder, 'out');
  const names = existsSync(out) ? readdirSync(out).sort() : [];
  return Object.fromEntries(names.map((name) => [`out/${name}`, readFileSync(join(out, name), 'utf8')]));
}

function writeOutcome(folder: string, outcome: Outcome): void {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  for (const [name, text] of Object.entries(outcome)) {
    if (name.startsWith('out/')) mkdirSync(join(folder, 'out'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
