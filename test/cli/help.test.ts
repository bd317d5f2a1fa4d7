import { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/main.js';
import { parseCommandLine } from './command-line.js';
import { runHere } from './run-here.js';

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** The program, doing nothing but read command lines. */
function idleProgram(): Command {
  const stdin = Readable.from([]);
  const program = buildProgram({ stdin, stdout: nowhere(), stderr: nowhere(), env: {}, cwd: '.' });
  for (const command of allCommands(program)) {
    command.exitOverride();
    if (command.commands.length === 0) command.action(() => {});
  }
  return program;
}

function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function wordsOf(command: Command): readonly string[] {
  return command.parent === null ? [] : [...wordsOf(command.parent), command.name()];
}

const names = allCommands(idleProgram()).map((command) => wordsOf(command).join(' '));

describe('the help of every command', () => {
  it.each(names)('nurture %s has examples that can be run', async (name) => {
    const { stdout, code } = await runHere([...name.split(' ').filter(Boolean), '--help'], { cwd: '.' });
    expect(code).toBe(0);
    const [, part = ''] = /^Examples?:\n([\s\S]*)/m.exec(stdout) ?? [];
    const examples = Array.from(part.matchAll(/^ {2}\$ (.+)$/gm), ([, line = '']) => line);
    expect(examples.length).toBeGreaterThan(0);
    const lines = examples.flatMap(commandsIn).map((line) => parseCommandLine(line).args.slice(1));
    expect(lines.some((args) => `${args.join(' ')} `.startsWith(name === '' ? '' : `${name} `))).toBe(true);
    for (const args of lines) await idleProgram().parseAsync([...args], { from: 'user' });
  });

  it('fails for an example that can not be run', async () => {
    for (const line of ['nurture score --no-such-flag', 'nurture commit', 'nurture complete elvish']) {
      const args = parseCommandLine(line).args.slice(1);
      await expect(idleProgram().parseAsync([...args], { from: 'user' })).rejects.toThrow();
    }
  });
});

/** The commands of ours in a line for a shell. */
function commandsIn(line: string): readonly string[] {
  const [, inner] = /<\((.*)\)/.exec(line) ?? [];
  return (inner ?? line)
    .split(/ && | \| | > /)
    .map((part) => part.trim())
    .filter((part) => part.startsWith('nurture '));
}
