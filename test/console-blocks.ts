import { execa } from 'execa';

/** One command of a console block and what a terminal shows after it. */
export interface Shown {
  readonly command: string;
  readonly output: string;
  readonly code: number;
}

/** A document in which every console block shows what its commands print at this moment. */
export interface Replayed {
  readonly text: string;
  readonly shown: readonly Shown[];
}

const consoleBlock = /(?<=^```console\n).*?(?=^```$)/gms;

export function hasConsoleBlocks(text: string): boolean {
  return text.search(consoleBlock) >= 0;
}

/**
 * Runs the lines of a document's console blocks that begin with `$ `, block by block, each block in a shell of its own. As on a
 * terminal both streams are shown, in the order in which they were written; blanks at the ends of lines are not.
 */
export async function replay(
  text: string,
  surroundings: { readonly cwd: string; readonly path: string },
): Promise<Replayed> {
  const shown: Shown[] = [];
  const blocks: string[] = [];
  for (const [block] of text.matchAll(consoleBlock)) {
    const commands = Array.from(block.matchAll(/^\$ (.*)$/gm), ([, command = '']) => command);
    const answers = await runInShell(commands, surroundings);
    shown.push(...answers);
    blocks.push(answers.map(({ command, output }) => `$ ${command}\n${output}`).join(''));
  }
  return { text: text.replace(consoleBlock, () => blocks.shift() ?? ''), shown };
}

/** The status of a command ends its output, between two characters that no output has; `$?` stays what it was. */
const mark = String.raw`mark() { local status=$?; printf '\036%s\036' "$status"; return "$status"; }`;

async function runInShell(
  commands: readonly string[],
  { cwd, path }: { readonly cwd: string; readonly path: string },
): Promise<readonly Shown[]> {
  const script = ['exec 2>&1', mark, ...commands.flatMap((command) => [command, 'mark'])].join('\n');
  const { stdout } = await execa('bash', ['-c', script], {
    cwd,
    env: { PATH: path, TZ: 'Pacific/Apia' },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
  const parts = stdout.split('\u001e');
  return commands.map((command, index) => ({
    command,
    output: (parts[2 * index] ?? '').replace(/[ \t]+$/gm, ''),
    code: Number(parts[2 * index + 1] ?? Number.NaN),
  }));
}
