import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { runHere } from './run-here.js';
import { temporaryFolder } from './temporary-folder.js';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

async function scriptOf(shell: string): Promise<string> {
  const { stdout, stderr, code } = await runHere(['complete', shell], { cwd: '.' });
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return stdout;
}

async function isThere(program: string): Promise<boolean> {
  const { failed } = await execa(program, ['--version'], { reject: false, stdin: 'ignore' });
  return !failed;
}

const hasBash = await isThere('bash');
if (!hasBash) console.warn('There is no bash on this machine: its completion is not tried.');

describe.runIf(hasBash)('completion in bash', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['nurture sco', ['score']],
    ['nurture runs ', ['list', 'show', 'verify', 'adopt']],
    ['nurture runs v', ['verify']],
    ['nurture score --form', ['--format']],
    ['nurture score --format ', ['table', 'csv', 'json', 'jsonl']],
    ['nurture score --format j', ['json', 'jsonl']],
    ['nurture --color a', ['auto', 'always']],
    ['nurture score --colo', ['--color']],
    ['nurture complete p', ['powershell']],
    ['nurture init --example ', ['saas-trial', 'newsletter', 'b2b-de']],
    ['nurture -c score plan --horiz', ['--horizon']],
    ['nurture diff fi', ['first file.yaml', 'first.yaml']],
    ['nurture plan -o fi', ['first file.yaml', 'first.yaml']],
    ['nurture explain fi', []],
    ['nurture score --limit fi', []],
  ];

  it.each(cases)('%s', async (line, expected) => {
    const folder = temporaryFolder();
    for (const name of ['first.yaml', 'first file.yaml', 'other.csv']) writeFileSync(join(folder, name), '');
    writeFileSync(join(folder, 'complete.bash'), await scriptOf('bash'));
    const words = line.split(' ').map((word) => `'${word}'`);
    const script = [
      'source ./complete.bash',
      `COMP_WORDS=(${words.join(' ')})`,
      `COMP_CWORD=${words.length - 1}`,
      '_nurture',
      `printf '%s\\n' "\${COMPREPLY[@]}"`,
    ];
    const { stdout } = await execa('bash', ['--norc', '-c', script.join('\n')], { cwd: folder });
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual([...expected].sort());
  });
});

describe('the scripts', () => {
  it.each(shells)('of %s name every command and the choices of options', async (shell) => {
    const script = await scriptOf(shell);
    for (const word of ['score', 'init', 'doctor', 'runs', 'verify', 'suppress', 'saas-trial', 'jsonl'])
      expect(script).toContain(word);
    expect(script).not.toContain('undefined');
  });

  it.each(['zsh', 'fish'].map((shell) => [shell] as const))('of %s can be read by it', async (shell) => {
    if (!(await isThere(shell))) return console.warn(`There is no ${shell} on this machine: only looked at.`);
    const { exitCode, stderr } = await execa(shell, ['-n'], { input: await scriptOf(shell), reject: false });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});
