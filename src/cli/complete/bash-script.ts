import type { CommandOutline, Values } from './program-outline.js';
import { quoted } from './quote.js';

/** Completion for bash 3.2 and later. */
export function bashScript(commands: readonly CommandOutline[]): string {
  return `# Completion of nurture for bash. In ~/.bashrc:  source <(nurture complete bash)
_nurture() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at=nurture i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${pattern(valueOptions(commands))}) ((i++)); continue ;;
    esac
    case "$at \${COMP_WORDS[i]}" in
      ${pattern(commands.slice(1).map(({ path }) => path))}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$at" in
${commands.map(commandCase).join('\n')}
  esac
}
complete -o filenames -F _nurture nurture
`;
}

/** Names of options after which a value follows. */
export function valueOptions(commands: readonly CommandOutline[]): readonly string[] {
  const names = commands.flatMap(({ options }) =>
    options.flatMap((option) => (option.value === undefined ? [] : option.names)),
  );
  return [...new Set(names)];
}

function valueCases({ path, options }: CommandOutline): readonly string[] {
  return options.flatMap(({ names, value }) =>
    value === undefined
      ? []
      : [`    ${pattern(names.map((name) => `${path} ${name}`))}) ${replyOf(value)}; return ;;`],
  );
}

function commandCase({ path, subcommands, options, operands }: CommandOutline): string {
  const flags = replyOf({ kind: 'words', words: options.flatMap(({ names }) => names) });
  const rest =
    subcommands.length > 0
      ? replyOf({ kind: 'words', words: subcommands.map(({ name }) => name) })
      : replyOf(operands);
  return `    ${quoted(path)}) if [[ $cur == -* ]]; then ${flags}; else ${rest}; fi ;;`;
}

function replyOf(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `COMPREPLY=($(compgen -W ${quoted(values.words.join(' '))} -- "$cur"))`;
    case 'path':
      // A name may hold blanks, so each line is one.
      return `local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$cur"))`;
    case 'free':
      return 'COMPREPLY=()';
  }
}

function pattern(words: readonly string[]): string {
  return words.map(quoted).join('|');
}
