import type { Case } from './decide.js';
import type { Run } from './run.js';

/** Of the leads of a mailbox that no gate has stopped, one stays in each occurrence; the others are duplicates (S6.7). */
export function holdersOnly(run: Run, cases: readonly Case[]): readonly Case[] {
  return cases.map((one) => {
    if (one.verdict !== undefined || one.lead.mailbox === undefined || isHolder(run, one, cases)) return one;
    const { move, ...rest } = one;
    const { occurrence, ...nothing } = rest;
    // Who begins nothing is in no occurrence.
    const known = one.begins ? { ...nothing, begins: false } : rest;
    return { ...known, verdict: { action: 'skip', reason: 'duplicate_address' } };
  });
}

/** Whether a lead was sent the first mail of this campaign and number to the mailbox; without any, whether it is the first by key. */
function isHolder(run: Run, one: Case, cases: readonly Case[]): boolean {
  const { lead, campaign, occurrence } = one;
  const sends = run.ledger
    .filter(({ kind, mailbox }) => kind === 'send' && mailbox === lead.mailbox)
    .filter((send) => send.campaign === campaign.id && send.occurrence === occurrence?.number)
    .sort((a, b) => a.at - b.at);
  if (sends.length > 0) return sends[0]?.lead === lead.key;
  const rivals = cases.filter(
    (other) =>
      other.verdict === undefined &&
      other.lead.mailbox === lead.mailbox &&
      other.campaign === campaign &&
      other.occurrence?.number === occurrence?.number,
  );
  return rivals[0] === one;
}
