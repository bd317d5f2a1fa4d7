import type { LeadChanges, SendChange, SendCounts, SendsDiff } from '../../model/config-diff.js';
import { actionCode } from '../../plan/candidate.js';
import type { Pairs } from './pair-leads.js';
import type { Side } from './side.js';

interface PlannedMail {
  readonly lead: string;
  readonly campaign: string;
  readonly step: string;
  readonly variant: string;
  readonly at: number;
}

/** Compares the sends of two plans by what makes them one: lead, campaign, occurrence, step and attempt (S6.6). */
export function compareSends(
  before: Side,
  after: Side,
): { readonly sends: SendsDiff; readonly changes: LeadChanges['sends'] } {
  const [old, now] = [mailsOf(before), mailsOf(after)];
  const counts = new Map<
    string,
    { campaign: string; step: string } & { -readonly [K in keyof SendCounts]: number }
  >();
  const countsOf = ({ campaign, step }: PlannedMail) => {
    const name = `${campaign}\n${step}`;
    const found = counts.get(name) ?? { campaign, step, ...noSends };
    counts.set(name, found);
    return found;
  };
  const changes: SendChange[] = [];
  for (const [identity, mail] of now) {
    const own = countsOf(mail);
    own.new++;
    const was = old.get(identity);
    const isMoved = was !== undefined && (was.at !== mail.at || was.variant !== mail.variant);
    if (was !== undefined && !isMoved) continue;
    const is = isMoved ? 'moved' : 'gained';
    own[is]++;
    changes.push(changeOf(mail, is, was?.at, mail.at));
  }
  for (const [identity, mail] of old) {
    const own = countsOf(mail);
    own.old++;
    if (now.has(identity)) continue;
    own.lost++;
    changes.push(changeOf(mail, 'lost', mail.at, undefined));
  }
  const steps = [...counts.values()];
  const total = (name: keyof SendCounts) => steps.reduce((sum, step) => sum + step[name], 0);
  return {
    sends: {
      old: total('old'),
      new: total('new'),
      gained: total('gained'),
      lost: total('lost'),
      moved: total('moved'),
      steps,
    },
    changes,
  };
}

const noSends = { old: 0, new: 0, gained: 0, lost: 0, moved: 0 };

/** The sends of a plan by their identity. */
function mailsOf({ decisions, keys, config }: Side): ReadonlyMap<string, PlannedMail> {
  const mails = new Map<string, PlannedMail>();
  for (let row = 0; row < decisions.rows; row++) {
    const ord = decisions.lead[row] as number;
    const index = decisions.campaign[row] as number;
    if (decisions.actionOf(ord, index) !== actionCode.send) continue;
    const campaign = config.campaigns[index];
    const step = campaign?.steps[decisions.step[row] as number];
    if (campaign === undefined || step === undefined) throw new Error(`The send of row ${row} has no step.`);
    const mail = {
      lead: keys[ord] as string,
      campaign: campaign.id,
      step: step.id,
      variant: step.variants[decisions.variant[row] as number]?.id ?? '',
      at: decisions.sendAt[row] as number,
    };
    const parts = [mail.lead, mail.campaign, decisions.occurrence[row], mail.step, decisions.attempt[row]];
    mails.set(JSON.stringify(parts), mail);
  }
  return mails;
}

function changeOf(
  { lead, campaign, step }: PlannedMail,
  is: SendChange['is'],
  oldAt: number | undefined,
  newAt: number | undefined,
): SendChange {
  const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  return { lead, campaign, step, is, oldAt: iso(oldAt), newAt: iso(newAt) };
}

/** Sends by day of both plans. */
export function compareDays(before: Side, after: Side) {
  const days = [...new Set([...before.days, ...after.days].map(({ day }) => day))].sort();
  const sendsOf = (side: Side, day: string) => side.days.find((one) => one.day === day)?.sends ?? 0;
  return days.map((day) => ({ day, old: sendsOf(before, day), new: sendsOf(after, day) }));
}

/** Leads that one config alone reads. */
export function comparePopulation({ newOf, oldOf }: Pairs) {
  const alone = (others: Int32Array) => others.reduce((count, other) => count + Number(other < 0), 0);
  return { old: newOf.length, new: oldOf.length, onlyOld: alone(newOf), onlyNew: alone(oldOf) };
}
