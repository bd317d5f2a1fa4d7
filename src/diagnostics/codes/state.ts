import type { CodeEntry } from './code-entry.js';

const sameMail =
  'What it sent would be sent a second time, and what it knew of those who said no would be forgotten.';
const restore =
  'Restore the whole state from a backup, then run nurture runs adopt. nurture runs verify shows what is wrong.';

/** Problems of what committed runs have left. */
export const stateCodes = {
  'state/unreadable-run': {
    severity: 'error',
    summary: 'a committed run can not be read',
    why: 'What it sent would be sent a second time.',
    help: 'Restore the directory of the run from a backup. Only a run whose mail never went out may be deleted.',
  },
  'state/unreadable-record': {
    severity: 'error',
    summary: 'a record of the state can not be read',
    why: sameMail,
    help: restore,
  },
  'state/missing-record': {
    severity: 'error',
    summary: 'something that was committed is missing',
    why: sameMail,
    help: restore,
  },
  'state/changed-record': {
    severity: 'error',
    summary: 'something that was committed was changed',
    why: sameMail,
    help: restore,
  },
  'state/foreign-record': {
    severity: 'error',
    summary: 'the state holds something that was not committed here',
    why: 'Of what comes from another state nobody knows whether its mail went out.',
    help: 'Take it out, or keep it with nurture runs adopt: then it counts as sent.',
  },
  'state/copied': {
    severity: 'error',
    summary: 'the state is a copy, was restored, or was moved',
    why: 'Another state may have gone on in the meantime: its mail would be sent a second time.',
    help: 'Make sure that this is the latest state and that no other copy is in use. Then say so: nurture runs adopt.',
  },
  'state/missing-head': {
    severity: 'error',
    summary: 'the state has no head.json that can be used',
    why: 'Without it nobody can tell whether the last runs are missing.',
    help: 'Make sure that the last run that was sent is there (nurture runs list). Then say so: nurture runs adopt.',
  },
  'state/shrunken-suppressions': {
    severity: 'error',
    summary: 'a suppression source has lost rows since the last run',
    why: 'Whoever is missing from it said no. Those of earlier runs are kept, but a broken export may lack new ones, too.',
    help: 'Export it again. If the rows are meant to be gone, say how many may be: expect: { max_drop: 50% } at the source.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
