import { bashScript } from './bash-script.js';
import { fishScript } from './fish-script.js';
import { powershellScript } from './powershell-script.js';
import type { CommandOutline } from './program-outline.js';
import { zshScript } from './zsh-script.js';

const scripts = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} as const;

export type Shell = keyof typeof scripts;

/** The script that a shell reads to complete command lines; how to have it read is its first lines. */
export function completionScript(shell: Shell, commands: readonly CommandOutline[]): string {
  return scripts[shell](commands);
}
