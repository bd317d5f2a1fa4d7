import type { Argument, Command, Option } from 'commander';

/** A command of the program as far as a shell completes it. */
export interface CommandOutline {
  /** The words that lead to it: `nurture runs list`. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly about: string }[];
  /** Those of the program are options of every command. */
  readonly options: readonly OptionOutline[];
  /** What stands where no option does. */
  readonly operands: Values;
}

export interface OptionOutline {
  /** `-o`, `--output`. */
  readonly names: readonly string[];
  readonly about: string;
  /** Undefined for a switch. */
  readonly value?: Values;
}

/** What may be written in a place: one of some words, a path, or something that nobody can guess. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'path' }
  | { readonly kind: 'free' };

/** Every command of a program, the program itself first. */
export function outlineProgram(program: Command): readonly CommandOutline[] {
  return outline(program, [], program.options);
}

function outline(
  command: Command,
  above: readonly string[],
  global: readonly Option[],
): readonly CommandOutline[] {
  const words = [...above, command.name()];
  const subcommands = [...command.commands];
  const options = [...new Set([...command.options, ...global])].map(optionOutline);
  const own: CommandOutline = {
    path: words.join(' '),
    subcommands: subcommands.map((sub) => ({ name: sub.name(), about: sub.description() })),
    options: [...options, { names: ['-h', '--help'], about: 'display help for command' }],
    operands: valuesOf(command.registeredArguments[0]),
  };
  return [own, ...subcommands.flatMap((sub) => outline(sub, words, global))];
}

function optionOutline({ short, long, description, flags, argChoices }: Option): OptionOutline {
  const names = [short, long].filter((name) => name !== undefined);
  const placeholder = /[<[]([\w.-]+)[>\]]/.exec(flags)?.[1];
  if (placeholder === undefined) return { names, about: description };
  return { names, about: description, value: valuesNamed(placeholder, argChoices) };
}

function valuesOf(argument: Argument | undefined): Values {
  if (argument === undefined) return { kind: 'free' };
  return valuesNamed(argument.name(), argument.argChoices);
}

/** Placeholders of arguments and options that stand for files and directories. */
const paths = ['file', 'dir', 'files', 'leads', 'config', 'plan', 'old', 'new'];

function valuesNamed(placeholder: string, choices: readonly string[] | undefined): Values {
  if (choices !== undefined) return { kind: 'words', words: choices };
  return paths.includes(placeholder) ? { kind: 'path' } : { kind: 'free' };
}
