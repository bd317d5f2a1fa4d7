import { expect } from 'vitest';
import type { Campaign } from '../../../src/model/campaign.js';
import type { Config } from '../../../src/model/config.js';
import { readAddress } from '../addresses.js';
import type { LedgerText, NaivePlan, NaivePlanRow, PlanWorld } from '../plan-world.js';
import { readBoolean, readInstant } from '../values.js';

/** What a plan promises, checked on its rows without asking how they came about: it holds for the plan of the product as well. */

/** One row for each lead and campaign (S6.1). */
export function oneRowForEach(world: PlanWorld, { campaigns }: Config, { rows }: NaivePlan): void {
  const asOf = Date.parse(world.asOf);
  const known = world.leads.filter(({ created_at = '' }) => !(Date.parse(created_at) > asOf));
  const wanted = known.flatMap(({ lead_id = '' }) => campaigns.map(({ id }) => `${lead_id} ${id}`));
  expect(rows.map(({ lead, campaign }) => `${lead} ${campaign}`).sort()).toEqual(wanted.sort());
}

/** Mail goes out within the horizon, not before it is due, and not when it has expired (S5.4, S6.1). */
export function sendsInTime(world: PlanWorld, { campaigns }: Config, { rows }: NaivePlan): void {
  const asOf = Date.parse(world.asOf);
  for (const { campaign, step, dueAt, sendAt } of sendsIn(rows)) {
    const expiresAfterMs = stepOf(campaigns, campaign, step)?.expiresAfterMs ?? 0;
    expect(sendAt).toBeGreaterThanOrEqual(Math.max(asOf, dueAt ?? Number.POSITIVE_INFINITY));
    expect(sendAt).toBeLessThan(asOf + world.horizonMs);
    expect(asOf).toBeLessThanOrEqual((dueAt ?? 0) + expiresAfterMs);
  }
}

/** J1: the clock on the wall of the lead is inside of the window; told by another calendar than that of the plan (S6.4). */
export function sendsInWindows(world: PlanWorld, { campaigns }: Config, { rows }: NaivePlan): void {
  for (const { campaign, step, sendAt, zone } of sendsIn(rows)) {
    const window = campaigns.find(({ id }) => id === campaign)?.window;
    if (window === undefined || stepOf(campaigns, campaign, step)?.channel === 'audience') continue;
    const { day, weekday, minute } = wallClock(sendAt, window.zone === 'lead' ? zone : window.zone);
    const isOpenDay = window.weekdays.includes(weekday) && !world.daysOff.includes(day);
    expect(isOpenDay || world.workdays.includes(day)).toBe(true);
    expect(minute).toBeGreaterThanOrEqual(window.from);
    expect(minute).toBeLessThan(window.to);
    for (const { from, to } of window.quiet) {
      const isAfter = minute >= from;
      const isBefore = minute < to;
      expect(from < to ? isAfter && isBefore : isAfter || isBefore).toBe(false);
    }
  }
}

/** M1, M5: no marketing mail after a stop that nobody has taken back, or to people who have not consented (S6.3). */
export function noSendAgainstAStop(
  world: PlanWorld,
  { campaigns, policy }: Config,
  { rows }: NaivePlan,
): void {
  const asOf = Date.parse(world.asOf);
  const stops = ['email.unsubscribed', 'email.complained', 'objection.raised'];
  if (policy.consent.required) stops.push('consent.withdrawn');
  const consents = ['consent.granted', 'email.subscribed'];
  for (const { lead, campaign } of sendsIn(rows)) {
    const { transactional = false, purpose } = campaigns.find(({ id }) => id === campaign) ?? {};
    if (transactional) continue;
    const mine = world.events.filter((event) => {
      const isMine = mailboxOf(world, event.lead ?? '') ?? readAddress(event.email)?.matchKey;
      const isMeant = event.purpose === '' || event.purpose === purpose;
      return isMeant && isMine === mailboxOf(world, lead) && Date.parse(event.at ?? '') <= asOf;
    });
    const instants = (types: readonly string[], even: boolean) =>
      mine
        .filter(
          (event) => types.includes(event.type ?? '') && (even || readBoolean(event.is_machine) !== true),
        )
        .map(({ at = '' }) => Date.parse(at));
    const given = Math.max(...instants(consents, false));
    const isTask = mailboxOf(world, lead) === undefined;
    if (!isTask) expect(given).toSatisfy((at: number) => instants(stops, true).every((stop) => stop < at));
    const cell = world.leads.find(({ lead_id }) => lead_id === lead)?.[policy.consent.field] ?? '';
    const since = readInstant(cell, world.config.timezone, world.reading) ?? Number.NaN;
    const hasSaidYes = readBoolean(cell) === true || since <= asOf;
    expect(isTask || hasSaidYes || given > 0 || !policy.consent.required).toBe(true);
  }
}

/** No two leads of one mailbox are sent the same (S6.7). */
export function oneLeadForEachMailbox(world: PlanWorld, { rows }: NaivePlan): void {
  const sent = sendsIn(rows)
    .filter(({ lead }) => mailboxOf(world, lead) !== undefined)
    .map(({ lead, campaign, occurrence }) => `${mailboxOf(world, lead)} ${campaign} ${occurrence}`);
  expect(sent).toEqual([...new Set(sent)]);
}

/** J3, I9: gaps and rolling caps hold wherever a mail of this plan is involved (S6.5). */
export function gapsAndCapsHold(
  world: PlanWorld,
  { campaigns, policy }: Config,
  { rows, ledger }: NaivePlan,
): void {
  const isMarketing = ({ campaign, kind, channel }: LedgerText) =>
    kind === 'send' &&
    (channel === 'email' || channel === 'sms') &&
    campaigns.find(({ id }) => id === campaign)?.transactional !== true;
  const before = world.ledger.filter(isMarketing);
  const planned = ledger.filter(isMarketing);
  expect(sendsIn(rows).length).toBeGreaterThanOrEqual(planned.length);
  for (const mailbox of new Set(planned.map(({ email }) => email))) {
    const of = (sends: readonly LedgerText[]) =>
      sends.filter(({ email }) => email === mailbox).map(({ at }) => Date.parse(at));
    const all = [...of(before), ...of(planned)].sort((a, b) => a - b);
    for (const at of of(planned)) {
      const near = all.filter((other) => Math.abs(other - at) < policy.minGapMs);
      expect(near.length).toBeLessThanOrEqual(1);
      for (const { max, per } of policy.caps) {
        if (typeof per === 'string') continue;
        for (const start of all.filter((other) => other <= at && at < other + per.ms)) {
          const within = all.filter((other) => other >= start && other < start + per.ms);
          expect(within.length).toBeLessThanOrEqual(max);
        }
      }
    }
  }
}

/** The limits of a run (S6.8, S6.9). */
export function limitsHold(_: PlanWorld, { campaigns, policy }: Config, { rows }: NaivePlan): void {
  const sends = sendsIn(rows);
  expect(sends.length).toBeLessThanOrEqual(policy.throttle ?? Number.POSITIVE_INFINITY);
  expect(sends.length).toBeLessThanOrEqual(policy.blast.maxSends ?? Number.POSITIVE_INFINITY);
  for (const { id, throttle = Number.POSITIVE_INFINITY } of campaigns) {
    expect(sends.filter(({ campaign }) => campaign === id).length).toBeLessThanOrEqual(throttle);
  }
}

/** No id of a send is ever used again (S6.10). */
export function nothingTwice({ ledger }: PlanWorld): void {
  const ids = ledger.flatMap(({ send_id }) => (send_id === '' ? [] : send_id));
  expect(ids).toEqual([...new Set(ids)]);
}

/** An occurrence that has ended is done for the reason it ended, or there is a later one (S5.2, S5.6). */
export function nothingEndedGoesOn({ ledger }: PlanWorld, { rows }: NaivePlan): void {
  for (const exit of ledger.filter(({ kind }) => kind === 'exit')) {
    const row = rows.find(({ lead, campaign }) => lead === exit.lead_id && campaign === exit.campaign);
    if (row === undefined || row.occurrence === null) continue;
    const isSame = String(row.occurrence) === exit.occurrence;
    if (isSame) expect(row).toMatchObject({ action: 'done', reason: exit.reason });
    else expect(row.occurrence).toBeGreaterThan(Number(exit.occurrence));
  }
}

function sendsIn(rows: readonly NaivePlanRow[]) {
  return rows.flatMap((row) => {
    expect(row.sendAt !== null).toBe(row.action === 'send');
    return row.sendAt === null ? [] : [{ ...row, sendAt: row.sendAt }];
  });
}

function stepOf(campaigns: readonly Campaign[], campaign: string, step: string | null) {
  return campaigns.find(({ id }) => id === campaign)?.steps.find(({ id }) => id === step);
}

function mailboxOf({ leads }: PlanWorld, key: string): string | undefined {
  return readAddress(leads.find(({ lead_id }) => lead_id === key)?.email)?.matchKey;
}

function wallClock(instant: number, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', weekday: 'short' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '') + 1,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}
