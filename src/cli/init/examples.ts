import { b2bDe } from './b2b-de.js';
import type { Example } from './example.js';
import { newsletter } from './newsletter.js';
import { saasTrial } from './saas-trial.js';

/** The examples of `nurture init`, the first of which is the usual one. */
export const examples: readonly Example[] = [saasTrial, newsletter, b2bDe];
