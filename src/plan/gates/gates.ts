import { address } from './address.js';
import { alreadySent } from './already-sent.js';
import { channel } from './channel.js';
import { consent } from './consent.js';
import { content } from './content.js';
import { delay } from './delay.js';
import { duplicate } from './duplicate.js';
import { eligibility } from './eligibility.js';
import { exits } from './exits.js';
import { finished } from './finished.js';
import type { Gate } from './gate.js';
import { holdout } from './holdout.js';
import { mailCase } from './mail-case.js';
import { objection } from './objection.js';
import { push } from './push.js';
import { quarantine } from './quarantine.js';
import { running } from './running.js';
import { sendWindow } from './send-window.js';
import { suppression } from './suppression.js';

/**
 * The gates that look at one lead and one campaign, in the order of S6.2. Those that follow look at several: frequency and priority at all
 * campaigns of a mailbox (../arbitration.ts), throttle and blast at the whole plan (../plan-gates.ts).
 *
 * Whoever comes through the first of them is in the campaign: an occurrence begins, if none has before.
 */
export const entranceGates: readonly Gate[] = [
  finished,
  address,
  suppression,
  objection,
  consent,
  quarantine,
  exits,
  holdout,
  eligibility,
  running,
  duplicate,
];

export const sendGates: readonly Gate[] = [alreadySent, delay, mailCase, push, channel, content, sendWindow];
