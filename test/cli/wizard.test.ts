import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFolder } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

const hasTmux = !(await execa('tmux', ['-V'], { reject: false, stdin: 'ignore' })).failed;
if (!hasTmux) console.warn('There is no tmux on this machine: the questions of nurture init are not tried.');

/** A server of our own, so that no session of anybody else is touched. */
const server = ['-L', `nurture-test-${process.pid}`, '-f', '/dev/null'];

afterAll(async () => {
  if (hasTmux) await execa('tmux', [...server, 'kill-server'], { reject: false, stdin: 'ignore' });
});

/** A terminal in which `nurture init` runs. */
class Terminal {
  readonly #name: string;

  private constructor(name: string) {
    this.#name = name;
  }

  static async open(name: string, folder: string, args = ''): Promise<Terminal> {
    const script = join(folder, 'start.sh');
    const binary = join(projectFolder, 'bin/nurture.js');
    const command = `"${process.execPath}" "${binary}" init ${args}`;
    writeFileSync(script, `cd "${folder}"\n${command}\necho "ended with $?"\nexec sleep 60\n`);
    const size = ['-x', '110', '-y', '40'];
    await execa('tmux', [...server, 'new-session', '-d', '-s', name, ...size, 'sh', script], {
      stdin: 'ignore',
    });
    return new Terminal(name);
  }

  async press(...keys: readonly string[]): Promise<void> {
    await execa('tmux', [...server, 'send-keys', '-t', this.#name, ...keys], { stdin: 'ignore' });
  }

  /** Waits until the screen shows a text. */
  async shows(text: string): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const { stdout } = await execa('tmux', [...server, 'capture-pane', '-p', '-t', this.#name], {
        stdin: 'ignore',
      });
      if (stdout.includes(text)) return stdout;
      if (attempt === 200) throw new Error(`The screen does not show "${text}":\n${stdout}`);
      await pause(100);
    }
  }
}

describe.runIf(hasTmux)('nurture init at a terminal', () => {
  it('asks for an example and a directory, and writes the project', async () => {
    const folder = temporaryFolder();
    const terminal = await Terminal.open('example', folder);
    await terminal.shows('What is it about?');
    await terminal.press('Down', 'Enter');
    await terminal.shows('Directory of the project');
    await terminal.press('BSpace', 'letters', 'Enter');
    await terminal.shows('Write the project to letters?');
    await terminal.press('Enter');
    await terminal.shows('ended with 0');
    expect(readFileSync(join(folder, 'letters/nurture.yaml'), 'utf8')).toContain('name: newsletter');
  });

  it('asks for files, and maps their columns', async () => {
    const folder = temporaryFolder(join(projectFolder, 'fixtures/tiny'));
    const terminal = await Terminal.open('files', folder, 'project');
    await terminal.shows('What is it about?');
    await terminal.press('Up', 'Enter');
    await terminal.shows('File with leads');
    await terminal.press('Enter');
    await terminal.shows('File with events');
    await terminal.press('Enter');
    await terminal.shows('Write the project to project?');
    await terminal.press('Enter');
    await terminal.shows('ended with 0');
    expect(readFileSync(join(folder, 'project/nurture.yaml'), 'utf8')).toContain('title: job_title');
  });

  it('writes nothing when it is broken off', async () => {
    const folder = temporaryFolder();
    const terminal = await Terminal.open('broken', folder);
    await terminal.shows('What is it about?');
    await terminal.press('C-c');
    await terminal.shows('Nothing was written.');
    await terminal.shows('ended with 130');
    expect(existsSync(join(folder, 'nurture.yaml'))).toBe(false);
  });
});
