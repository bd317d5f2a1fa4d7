import type { CodeEntry } from './code-entry.js';

/** Problems of the YAML text itself, before it means anything to nurture. */
export const yamlCodes = {
  'yaml/too-large': {
    severity: 'error',
    summary: 'the file is larger than 1 MiB',
    why: 'A config is written by people; a file of this size is almost always data that was named by mistake.',
    help: 'Check the path. Long lists of values belong into a file under sources.lists.',
  },
  'yaml/too-deep': {
    severity: 'error',
    summary: 'mappings and lists are nested more than 32 levels deep',
    why: 'No part of a config needs this depth, and reading it could exhaust the memory of the machine.',
    help: 'Remove levels; look for a bracket that is never closed.',
  },
  'yaml/too-many-values': {
    severity: 'error',
    summary: 'the file holds more than 20,000 keys and values',
    why: 'No config needs this many, and reading them could take minutes.',
    help: 'Move long lists of values to a file and name it under sources.lists.',
  },
  'yaml/syntax': {
    severity: 'error',
    summary: 'the text is not valid YAML',
    why: 'Nothing after this place can be read reliably.',
    help: 'Check the indentation, brackets and quotes at and just before this place.',
  },
  'yaml/tab-indent': {
    severity: 'error',
    summary: 'a line is indented by a tab',
    why: 'YAML allows only spaces for indentation, because the width of a tab is not defined.',
    help: 'Replace the tab by spaces.',
  },
  'yaml/duplicate-key': {
    severity: 'error',
    summary: 'a key stands twice in one mapping',
    why: 'Only one of the two values could be used, and which one would be a guess.',
    help: 'Remove one of them, or merge their values under one key.',
  },
  'yaml/alias': {
    severity: 'error',
    summary: 'an anchor (&name) or alias (*name) is used',
    why: 'Aliases can blow up a small file to gigabytes, and they hide from the reader what a rule says.',
    help: 'Write the value out in full. If the text begins with & or *, put it in quotes.',
  },
  'yaml/directive': {
    severity: 'error',
    summary: 'a % directive other than %YAML 1.2 is used',
    why: 'In YAML 1.1 words such as no, on and off become booleans and 010 becomes 8, so values would change silently.',
    help: 'Remove the line; the file is read as YAML 1.2.',
  },
  'yaml/tag': {
    severity: 'error',
    summary: 'a tag (!name) is used',
    why: 'A tag asks for a special type, and a config knows only text, numbers, booleans, lists and mappings.',
    help: 'Remove the tag. If the text begins with !, put it in quotes.',
  },
  'yaml/multiple-documents': {
    severity: 'error',
    summary: 'the file holds several YAML documents',
    why: 'Only one of them could be used, and the others would be ignored silently.',
    help: 'Remove the line --- and what does not belong here, or keep each config in a file of its own.',
  },
  'yaml/key-not-text': {
    severity: 'error',
    summary: 'a key is a list or a mapping',
    why: 'Keys are names.',
    help: 'Put the key in quotes if it contains brackets, or write `key: value`.',
  },
  'yaml/reserved-key': {
    severity: 'error',
    summary: 'a key has the name __proto__',
    why: 'The name has a special meaning in JavaScript, in which nurture is written.',
    help: 'Choose another name.',
  },
  'yaml/changed-number': {
    severity: 'error',
    summary: 'a number without quotes would not keep its digits',
    why: 'Numbers lose leading zeros and everything after about 15 digits, so a postcode, phone number or id would be another one.',
    help: 'Put it in quotes if it is text; write it plainly if it is a number.',
  },
} as const satisfies Readonly<Record<`yaml/${string}`, CodeEntry>>;
