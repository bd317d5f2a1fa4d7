import type { CodeEntry } from './code-entry.js';

/** Problems of the files that are read, and of what is in them. */
export const inputCodes = {
  'input/no-files': {
    severity: 'error',
    summary: 'a source names no file that exists',
    why: 'Without leads there is nothing to score.',
    help: 'Name the file on the command line, or correct sources.leads[].files in the config. Paths are relative to the config file.',
  },
  'input/missing-file': {
    severity: 'error',
    summary: 'a file does not exist',
    why: 'A result without it would be silently wrong.',
    help: 'Check the path; paths in the config are relative to the config file.',
  },
  'input/not-a-file': {
    severity: 'error',
    summary: 'a path is a directory',
    why: 'Only files can be read.',
    help: 'Name a file, or a glob such as "events/*.csv".',
  },
  'input/unreadable-file': {
    severity: 'error',
    summary: 'a file can not be read',
    why: 'A result without it would be silently wrong.',
    help: 'Check its permissions, and that it is complete: a download that broke off looks like this, too.',
  },
  'input/truncated-file': {
    severity: 'error',
    summary: 'a compressed file is not whole',
    why: 'The rows that are missing would be missing from every number, without a word.',
    help: 'Copy or export it again: a download that broke off looks like this. gzip -t FILE or zstd -t FILE checks it.',
  },
  'input/stdin-twice': {
    severity: 'error',
    summary: 'standard input is named twice',
    why: 'It can be read once; the second reader would get nothing.',
    help: 'Write "-" for one source, and name files for the others.',
  },
  'input/empty-file': {
    severity: 'error',
    summary: 'a file holds nothing',
    why: 'An empty export is far more often a failed export than a true one.',
    help: 'Export it again. A file that is rightly empty still has its header line.',
  },
  'input/not-utf8': {
    severity: 'error',
    summary: 'a text file is not UTF-8',
    why: 'Read with the wrong encoding, names and titles turn into other text without a warning.',
    help: 'Save it as UTF-8 (in Excel: "CSV UTF-8"), or convert it: iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv',
  },
  'input/ambiguous-delimiter': {
    severity: 'error',
    summary: 'more than one delimiter fits a file',
    why: 'The wrong one would cut the values in other places.',
    help: 'Say which: add dialect: { delimiter: ";" } to the source.',
  },
  'input/no-delimiter': {
    severity: 'error',
    summary: 'no delimiter fits a file',
    why: 'Most records would have too few or too many values.',
    help: 'Look at the first lines of the file. Name the delimiter with dialect: { delimiter: ";" }; remove title lines before the header.',
  },
  'input/mixed-line-ends': {
    severity: 'error',
    summary: 'the lines of a file end in different ways',
    why: 'Where a record ends would be a guess; files that were put together from several look like this.',
    help: "Give all lines one end: sed 's/\\r$//' old.csv > new.csv",
  },
  'input/open-quote': {
    severity: 'error',
    summary: 'a quote is opened and never closed',
    why: 'Everything from there to the end of the file would be one cell.',
    help: 'Close the quote, or double it where it is a part of the text: "5"" screen".',
  },
  'input/duplicate-header': {
    severity: 'error',
    summary: 'two columns of a file have one name',
    why: 'Which of the two is meant would be a guess.',
    help: 'Rename or remove one of them. Upper and lower case do not make two names.',
  },
  'input/not-json-records': {
    severity: 'error',
    summary: 'a .json file is not an array of records',
    why: 'Each record must be one element of the array.',
    help: 'Write [ {...}, {...} ], or one record per line in a .jsonl file.',
  },
  'input/missing-column': {
    severity: 'error',
    summary: 'the config maps a column the file does not have',
    why: 'Everything that reads the field would silently see nothing.',
    help: 'Correct the header under columns, or export the column.',
  },
  'input/no-key': {
    severity: 'error',
    summary: 'a lead file has neither an id column nor an e-mail column',
    why: 'Leads are told apart by their key.',
    help: 'Set key: to the header of the id column, or map columns: { email: ... }.',
  },
  'input/no-event-columns': {
    severity: 'error',
    summary: 'an event file lacks a column every event needs',
    why: 'An event is a lead (or e-mail), a type and an instant.',
    help: 'Map them under columns: { lead: ..., type: ..., at: ... }.',
  },
  'input/unknown-column': {
    severity: 'warning',
    summary: 'a rule reads a field that no column provides',
    why: 'Its condition is false for every record.',
    help: 'Map the field under columns, or remove the rule.',
  },
  'input/quarantined-rows': {
    severity: 'warning',
    summary: 'rows could not be used',
    why: 'They are missing from every number.',
    help: 'Write them out with --rejects FILE and correct them at the source. --strict makes them an error.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
