import { valueOptions } from './bash-script.js';
import type { CommandOutline, OptionOutline } from './program-outline.js';

/** Completion for fish. */
export function fishScript(commands: readonly CommandOutline[]): string {
  const paths = commands.slice(1).map(({ path }) => quoted(path));
  return `# Completion of nurture for fish:  nurture complete fish > ~/.config/fish/completions/nurture.fish
function __nurture_at
    set -l words (commandline -opc)
    set -l at nurture
    set -l skip no
    for word in $words[2..-1]
        if test $skip = yes
            set skip no
            continue
        end
        switch $word
            case ${valueOptions(commands).map(quoted).join(' ')}
                set skip yes
                continue
        end
        switch "$at $word"
            case ${paths.join(' ')}
                set at "$at $word"
        end
    end
    test "$at" = "$argv"
end
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines({ path, subcommands, options, operands }: CommandOutline): readonly string[] {
  const start = `complete -c nurture -n ${quoted(`__nurture_at ${path}`)}`;
  const words = operands.kind === 'words' ? operands.words : [];
  const takesFiles = subcommands.length === 0 && operands.kind === 'path';
  return [
    ...(takesFiles ? [] : [`${start} -f`]),
    ...subcommands.map(({ name, about }) => `${start} -a ${quoted(name)} -d ${quoted(about)}`),
    ...(words.length === 0 ? [] : [`${start} -a ${quoted(words.join(' '))}`]),
    ...options.map((option) => `${start} ${optionWords(option)}`),
  ];
}

function optionWords({ names, about, value }: OptionOutline): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const values = {
    words: () => ` -x -a ${quoted(value?.kind === 'words' ? value.words.join(' ') : '')}`,
    path: () => ' -r -F',
    free: () => ' -x',
  };
  return `${flags.join(' ')}${value === undefined ? '' : values[value.kind]()} -d ${quoted(about)}`;
}

/** In fish a backslash escapes inside single quotes, too. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
