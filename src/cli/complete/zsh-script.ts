import { valueOptions } from './bash-script.js';
import type { CommandOutline, Values } from './program-outline.js';
import { quoted } from './quote.js';

/** Completion for zsh, with what each word does beside it. */
export function zshScript(commands: readonly CommandOutline[]): string {
  return `#compdef nurture
# Completion of nurture for zsh. In ~/.zshrc, after compinit:  source <(nurture complete zsh)
_nurture() {
  local cur=\${words[CURRENT]} prev=\${words[CURRENT-1]} at=nurture i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "\${words[i]}" in
      ${pattern(valueOptions(commands))}) ((i++)); continue ;;
    esac
    case "$at \${words[i]}" in
      ${pattern(commands.slice(1).map(({ path }) => path))}) at="$at \${words[i]}" ;;
    esac
  done
  case "$at $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$at" in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _nurture nurture
`;
}

function valueCases({ path, options }: CommandOutline): readonly string[] {
  return options.flatMap(({ names, value }) =>
    value === undefined
      ? []
      : [`    ${pattern(names.map((name) => `${path} ${name}`))}) ${replyOf(value)}; return ;;`],
  );
}

function commandCase({ path, subcommands, options, operands }: CommandOutline): string {
  const flags = options.flatMap(({ names, about }) => names.map((name) => ({ name, about })));
  const rest = subcommands.length > 0 ? described('command', subcommands) : replyOf(operands);
  return `    ${quoted(path)}) if [[ $cur == -* ]]; then ${described('option', flags)}; else ${rest}; fi ;;`;
}

function described(
  what: string,
  words: readonly { readonly name: string; readonly about: string }[],
): string {
  // A colon parts the word from what is said of it.
  const lines = words.map(({ name, about }) => quoted(`${name.replaceAll(':', '\\:')}:${about}`));
  return `found=(${lines.join(' ')}); _describe ${what} found`;
}

function replyOf(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `compadd -- ${values.words.map(quoted).join(' ')}`;
    case 'path':
      return '_files';
    case 'free':
      return ':';
  }
}

function pattern(words: readonly string[]): string {
  return words.map(quoted).join('|');
}
