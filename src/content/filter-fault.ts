import { type Filter, TypeGuards, type Value } from 'liquidjs';
import { isNothing } from './condition-proof.js';
import { formatDate, unknownDateCode } from './format-date.js';
import { templateFilters } from './liquid-engine.js';

/** What is wrong with a filter of a value that LiquidJS would only find when a text is rendered, or never. */
export function filterFault({ name, args }: Filter, value: Value): string | undefined {
  const [least, most] = templateFilters[name] ?? [0, 0];
  const [arg] = args;
  if (args.length < least || args.length > most) return `\`${name}\` takes ${argumentsOf(least, most)}`;
  if (Array.isArray(arg)) return `\`${name}\` has no argument \`${arg[0]}\``;
  if (name === 'default' && arg !== undefined && isNothing(arg)) return '`default` needs something to show';
  return name === 'date' ? dateFault(arg, value) : undefined;
}

function argumentsOf(least: number, most: number): string {
  if (most === 0) return 'no argument';
  return `${least === most ? least : `${least} to ${most}`} argument${most === 1 ? '' : 's'}`;
}

function dateFault(format: unknown, { initial }: Value): string | undefined {
  if (!TypeGuards.isQuotedToken(format)) return '`date` needs its format in quotes';
  const code = unknownDateCode(format.content);
  if (code !== undefined) return `\`date\` does not know \`${code}\``;
  const [text] = initial.postfix;
  const isDate = !TypeGuards.isQuotedToken(text) || formatDate(text.content, '%Y') !== text.content;
  return isDate ? undefined : `\`date\` finds no date in ${text.getText()}, and asks no clock`;
}
