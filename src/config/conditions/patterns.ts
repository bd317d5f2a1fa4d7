import { RE2JS, RE2JSException } from 're2js';

/** Longer patterns are lists of words, which `in_list` reads faster and shows better. */
const LONGEST_PATTERN = 1000;

export interface PatternMistake {
  /** Continues "The regular expression …". */
  readonly what: string;
  readonly help?: string;
}

/** What keeps a pattern from running as RE2, or undefined when it runs. */
export function findPatternMistake(pattern: string): PatternMistake | undefined {
  if (pattern.length > LONGEST_PATTERN) {
    const help = 'Put the words into a file under sources.lists and use `in_list`.';
    return { what: `is longer than ${LONGEST_PATTERN} characters`, help };
  }
  if (pattern.includes('\b')) {
    const help = 'In double quotes YAML reads \\b as a backspace. Use single quotes, or write \\\\b.';
    return { what: 'holds a backspace character', help };
  }
  const reason = compileError(pattern);
  if (reason === undefined) return undefined;
  const remedy = remedies.find(({ sign }) => sign.test(pattern));
  return remedy ?? { what: `can not be compiled: ${reason}` };
}

function compileError(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}

/** Parts of other dialects that RE2 leaves out, because they can not run in linear time. */
const remedies: readonly (PatternMistake & { readonly sign: RegExp })[] = [
  {
    sign: /\(\?<?[=!]/,
    what: 'uses a look-around, (?=…) or (?!…)',
    help: 'Leave it out and add a second condition: `all: [{ title: { matches: … } }, { not: { title: { matches: … } } }]`.',
  },
  {
    sign: /\\[1-9]|\\k</,
    what: 'uses a back-reference such as \\1',
    help: 'Write out what is repeated.',
  },
  {
    sign: /\(\?>|[*+?}]\+/,
    what: 'uses an atomic group or a possessive quantifier',
    help: 'Use a plain group or quantifier; RE2 never runs long, so nothing is gained by them.',
  },
];
