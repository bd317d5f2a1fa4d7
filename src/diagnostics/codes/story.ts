import type { CodeEntry } from './code-entry.js';

/** Problems of scenario tests. */
export const storyCodes = {
  'story/empty': {
    severity: 'error',
    summary: 'a file of scenario tests has no story',
    why: 'A test that tests nothing always passes.',
    help: 'Write a list of stories, or take one from a lead: nurture test --from-lead ID.',
  },
  'story/nobody': {
    severity: 'error',
    summary: 'a story has no lead, or says twice who its leads are',
    why: 'Without leads there is nothing to expect.',
    help: 'Write lead: { email: ... }, or leads: with several of them.',
  },
  'story/unclear-entry': {
    severity: 'error',
    summary: 'an entry of `then` is neither a run nor an event, or both',
    why: 'What happens first would be a guess.',
    help: 'Write - run: INSTANT with what to expect, or - event: { at, type } of its own.',
  },
  'story/no-run': {
    severity: 'error',
    summary: 'a story has no run',
    why: 'A test that tests nothing always passes.',
    help: 'Add to then: - run: INSTANT with an expect.',
  },
  'story/bad-instant': {
    severity: 'error',
    summary: 'a text of a story is not an instant',
    why: 'The clock of a story is what its instants say.',
    help: 'Write ISO 8601, such as 2026-03-02T08:00:00Z, or a time from as_of on, such as +2d or -12h.',
  },
  'story/clock-goes-back': {
    severity: 'error',
    summary: 'a run of a story is before the one above it',
    why: 'Runs commit what they plan, so a later run can not be known to an earlier one.',
    help: 'Put the runs in the order of time. Events may come late.',
  },
  'story/unknown-lead': {
    severity: 'error',
    summary: 'a story names a lead it does not have',
    why: 'Nothing would be true of nobody.',
    help: 'Use the id of one of its leads; without an id that is the address.',
  },
  'story/which-lead': {
    severity: 'error',
    summary: 'a story has several leads, and does not say which is meant',
    why: 'Any choice would be a guess.',
    help: 'Add lead: with the id of the lead.',
  },
  'story/repeated-lead': {
    severity: 'error',
    summary: 'two leads of a story have one id',
    why: 'Rows with one id are one lead, and the later one would win.',
    help: 'Give each lead an id of its own.',
  },
  'story/repeated-name': {
    severity: 'error',
    summary: 'two stories of a file have one name',
    why: 'A failure could not be told from another.',
    help: 'Give each story a name of its own.',
  },
  'story/unknown-field': {
    severity: 'error',
    summary: 'a lead or an event of a story has a field that nothing reads',
    why: 'A misspelt field has no effect, and the test would pass for the wrong reason.',
    help: 'Correct the name, leave the field out, or map it in the sources of the config.',
  },
  'story/unknown-variant': {
    severity: 'error',
    summary: 'a story expects a variant that its step does not have',
    why: 'It could never be sent.',
    help: 'Use the id of one of the variants of the step.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
