import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../src/cli/exit-codes.js';
import { projectFolder } from './cli/run-nurture.js';
import { temporaryFolder } from './cli/temporary-folder.js';
import { hasConsoleBlocks, replay } from './console-blocks.js';

const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];
const documents = [...pages, ...readdirSync(join(projectFolder, 'docs')).map((name) => `docs/${name}`)];
const update = process.env.UPDATE_CASES === '1' && process.env.CI === undefined;

describe('the console blocks of the documents', () => {
  const withBlocks = documents.filter((name) => hasConsoleBlocks(readDocument(name)));

  it.concurrent.each(withBlocks)(
    '%s shows what its commands print (UPDATE_CASES=1 writes it)',
    async (name) => {
      const before = readDocument(name);
      const { text, shown } = await replay(before, { cwd: copyOfPackage(), path: pathWithNurture() });
      if (update) writeFileSync(join(projectFolder, name), text);
      expect(text).toBe(before);
      const unannounced = shown.filter(
        ({ code }, index) => code !== 0 && shown[index + 1]?.command !== 'echo $?',
      );
      expect(unannounced).toEqual([]);
    },
  );

  it('are there', () => {
    expect(withBlocks).toContain('README.md');
    expect(withBlocks).toContain('docs/outputs.md');
  });
});

describe('README.md', () => {
  const readme = readDocument('README.md');
  const [setUpAndScore = '', setUpAndTest = '', ...others] = shellBlocks(readme);

  it('has two one-liners, which set up by themselves', () => {
    expect(others).toEqual([]);
    for (const line of [setUpAndScore, setUpAndTest]) expect(line).toMatch(/^npm ci && [^\n]+$/);
  });

  it('has the one-liners that CI runs', () => {
    const lines = readDocument('.ci/run')
      .split('\n')
      .map((line) => line.trim());
    expect(lines).toContain(setUpAndTest);
    expect(lines).toContain(withoutSetUp(setUpAndScore));
  });

  it('has the one-liner that CONTRIBUTING.md tells people to run', () => {
    expect(shellBlocks(readDocument('CONTRIBUTING.md')).join('\n').split('\n')).toContain(setUpAndTest);
  });

  it('shows what the first one-liner prints', () => {
    const asUser = withoutSetUp(setUpAndScore).replace('node bin/nurture.js', 'nurture');
    expect(readme).toContain(`\n$ ${asUser}\n`);
  });

  it('names every exit code', () => {
    const named = Array.from(readme.matchAll(/^\| (\d+) \| .+ \|$/gm), ([, code]) => Number(code));
    expect(named).toEqual(Object.values(exitCodes));
  });
});

describe('the links of the documents', () => {
  it.each(documents)('%s leads nowhere that does not exist', (name) => {
    const targets = Array.from(readDocument(name).matchAll(/\]\(([^)\s#]+)/g), ([, target = '']) => target);
    const local = targets.filter((target) => !target.startsWith('https:'));
    const missing = local.filter((target) => !existsSync(join(projectFolder, dirname(name), target)));
    expect(missing).toEqual([]);
  });

  it('lead to every page from docs/index.md', () => {
    const index = readDocument('docs/index.md');
    const others = readdirSync(join(projectFolder, 'docs')).filter((name) => name !== 'index.md');
    expect(others.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });
});

function readDocument(name: string): string {
  return readFileSync(join(projectFolder, name), 'utf8');
}

function shellBlocks(text: string): readonly string[] {
  return Array.from(text.matchAll(/^```sh\n(.*?)\n```$/gms), ([, block = '']) => block);
}

function withoutSetUp(line: string): string {
  return line.replace(/^npm ci && /, '');
}

/** A folder with everything that the package holds and people read: examples and documents. */
function copyOfPackage(): string {
  const folder = temporaryFolder();
  const { files } = JSON.parse(readDocument('package.json')) as { readonly files: readonly string[] };
  for (const name of files.filter((file) => file !== 'bin' && file !== 'dist')) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  return folder;
}

/** The search path of somebody who has `nurture` installed. */
function pathWithNurture(): string {
  const folder = join(temporaryFolder(), 'bin');
  const command = join(folder, 'nurture');
  mkdirSync(folder);
  writeFileSync(
    command,
    `#!/bin/sh\nexec '${process.execPath}' '${join(projectFolder, 'bin/nurture.js')}' "$@"\n`,
  );
  chmodSync(command, 0o755);
  return [folder, process.env.PATH].join(delimiter);
}
