import { createHash } from 'node:crypto';
import { clockOf } from '../../src/cli/plan-run.js';
import { neededFields } from '../../src/content/template-fields.js';
import { stepChannels } from '../../src/model/campaign.js';
import type { Config } from '../../src/model/config.js';
import { emptyJourney, type JourneyEvents, packMail, withoutMail } from '../../src/model/journey-events.js';
import { compileJourney, stopMatchers } from '../../src/model/journey-model.js';
import {
  everyPurpose,
  foreignPurpose,
  type LedgerRows,
  ledgerKinds,
  type StopRows,
  stopKinds,
} from '../../src/model/ledger.js';
import { type MailCodes, mailCodes } from '../../src/model/mail-codes.js';
import { compilePlanModel, type PlanModel } from '../../src/model/plan-model.js';
import type { PlanTest } from '../../src/model/plan-tests.js';
import { reasons } from '../../src/model/reason.js';
import { zoneSources } from '../../src/model/zone-source.js';
import { OpenHours } from '../../src/plan/calendar/open-hours.js';
import type { ZoneClock } from '../../src/plan/calendar/zone-clock.js';
import type { PlanInput } from '../../src/plan/plan-input.js';
import { matches } from './naive-behaviour.js';
import { dayIn } from './naive-plan/calendar.js';
import { placeOf } from './naive-plan/ledger.js';
import { campaignOf, hasUnread, holds, type PlanLead, type Run } from './naive-plan/run.js';
import { columnConsents, listedStops, purposeOf, stateStops } from './naive-plan/stops.js';
import { foldText, readText } from './values.js';

/**
 * The input of the product's planner, made of what the naive reader knows: so the two planners can be compared without an engine in between, on
 * many more worlds.
 */
export function planInputOf(run: Run): PlanInput {
  const { config, leads, asOf, end, world } = run;
  const model = modelOf(config);
  const codes = mailCodes(config);
  const zones = [...new Set(leads.map(({ zone }) => zone.id))].sort();
  const mailbox = Int32Array.from(leads, (lead, ord) => {
    const first = leads.findIndex((one) => one.mailbox === lead.mailbox);
    return lead.mailbox === undefined ? ord : first;
  });
  const usualSends = usualOf(world.sendsOfRuns);
  const projectClock = clockIn(config.timezone);
  const isToday = (at: number | undefined) =>
    at !== undefined && projectClock.dayOf(at) === projectClock.dayOf(asOf);
  const sentToday = new Map<string, number>();
  for (const { kind, campaign, run: place } of run.ledger) {
    if (kind === 'send' && isToday(world.instantsOfRuns?.[place]))
      sentToday.set(campaign, (sentToday.get(campaign) ?? 0) + 1);
  }
  const daysOff = { off: daySet(world.daysOff, world.workdays), work: daySet(world.workdays, []) };
  return {
    model,
    asOf,
    horizonMs: end - asOf,
    leads: {
      leads: leads.length,
      mailbox,
      chance: Float64Array.from(leads, ({ chance }) => chance),
      zone: Int32Array.from(leads, ({ zone }) => zones.indexOf(zone.id)),
      zoneSource: Int32Array.from(leads, ({ zone }) => zoneSources.indexOf(zone.source)),
      tests: testWords(run, model.tests),
      dates: model.dateFields.map((field) =>
        Float64Array.from(leads, (lead) => {
          const date = dayIn(run, lead, field);
          return date === undefined ? Number.NaN : Date.parse(date.toString()) / 86_400_000;
        }),
      ),
    },
    journey: journeyOf(run, codes),
    ledger: ledgerOf(run, codes, mailbox),
    stops: stopsOf(run, codes, mailbox),
    clocks: zones.map(clockIn),
    projectClock,
    sentToday,
    hours: model.windows.map((window) => ({
      open: new OpenHours(window, daysOff),
      clock: window.zone === 'lead' ? undefined : clockOf(window.zone),
    })),
    ...(usualSends === undefined ? {} : { usualSends }),
    allowsBlast: world.allowBlast === true,
  };
}

/** A config is often planned with many times in a row, and to compile it takes as long as to plan a small world; clocks are no different. */
function modelOf(config: Config): PlanModel {
  const model = models.get(config) ?? compilePlanModel(config, neededFields);
  models.set(config, model);
  return model;
}

const models = new WeakMap<Config, PlanModel>();

function clockIn(zone: string): ZoneClock {
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  return clock;
}

const clocks = new Map<string, ZoneClock>();

function testWords(run: Run, tests: readonly PlanTest[]): readonly Int32Array[] {
  return Array.from({ length: Math.ceil(tests.length / 31) }, (_, word) =>
    Int32Array.from(run.leads, (lead) =>
      tests
        .slice(word * 31, (word + 1) * 31)
        .reduce((bits, test, bit) => (passes(run, lead, test) ? bits | (1 << bit) : bits), 0),
    ),
  );
}

function passes(run: Run, lead: PlanLead, test: PlanTest): boolean {
  switch (test.kind) {
    case 'condition':
      return holds(run, lead, test.when);
    case 'fields':
      return test.fields.every((field) => readText(lead.row[field]) !== undefined);
    case 'consent':
      return columnConsents(run, lead);
    case 'reach':
      return readText(lead.row.phone) !== undefined;
    case 'channel':
      return lead.facts[`channel/${test.channel}`] === true;
  }
}

function journeyOf(run: Run, codes: MailCodes): JourneyEvents {
  const { matchers } = compileJourney(run.config.campaigns);
  const journey = emptyJourney(run.leads.length);
  const rows: { at: number; what: number; send: number; mail: number }[] = [];
  for (const [ord, lead] of run.leads.entries()) {
    for (const event of lead.events) {
      for (const [what, matcher] of matchers.entries()) {
        if (event.machine && what >= stopMatchers) continue;
        if (!matches(matcher, event, run.context)) continue;
        const send = readText(event.row.send_id);
        rows.push({
          at: event.at,
          what,
          send: send === undefined || event.machine ? Number.NaN : hashOf(send),
          mail: event.machine
            ? withoutMail(mailName(run, codes, event.row))
            : mailName(run, codes, event.row),
        });
      }
    }
    journey.first[ord + 1] = rows.length;
    const unread = matchers.flatMap((matcher, what) =>
      hasUnread(run, lead, matcher, what < stopMatchers) ? [what] : [],
    );
    if (unread.length > 0) journey.unreadable.set(ord, new Set(unread));
  }
  return {
    ...journey,
    at: Float64Array.from(rows, ({ at }) => at),
    what: Int16Array.from(rows, ({ what }) => what),
    send: Float64Array.from(rows, ({ send }) => send),
    mail: Float64Array.from(rows, ({ mail }) => mail),
  };
}

function mailName(run: Run, codes: MailCodes, row: PlanLead['row']): number {
  const campaign = run.config.campaigns.findIndex(({ id }) => id === readText(row.campaign));
  const id = readText(row.step);
  const step = id === undefined ? undefined : placeOf(run.config.campaigns[campaign], id);
  const place =
    campaign < 0
      ? -1
      : step === undefined
        ? codes.steps + campaign
        : step < 0
          ? -1
          : (codes.firstStep[campaign] ?? 0) + step;
  return packMail({
    purpose: purposeCode(codes, purposeOf(row)),
    template: codes.templates.indexOf(readText(row.template) ?? ''),
    place,
  });
}

function purposeCode({ purposes }: MailCodes, purpose: string | undefined): number {
  if (purpose === undefined) return everyPurpose;
  const code = purposes.findIndex((one) => foldText(one) === purpose);
  return code < 0 ? foreignPurpose : code;
}

function ledgerOf(run: Run, codes: MailCodes, mailbox: Int32Array): LedgerRows {
  const rows = run.ledger
    .flatMap((entry) => {
      const lead = run.leads.findIndex(({ key }) => key === entry.lead);
      const byAddress = run.leads.findIndex(
        (one) => one.mailbox !== undefined && one.mailbox === entry.mailbox,
      );
      const campaign = campaignOf(run, entry.campaign);
      const row = {
        campaign: run.config.campaigns.findIndex(({ id }) => id === entry.campaign),
        occurrence: entry.occurrence,
        kind: ledgerKinds.indexOf(entry.kind),
        at: entry.at,
        step: placeOf(campaign, entry.step),
        attempt: entry.attempt,
        reason: entry.kind === 'exit' ? (reasons as readonly string[]).indexOf(entry.reason) : -1,
        channel: (stepChannels as readonly string[]).indexOf(entry.channel),
        send: entry.sendId === '' ? Number.NaN : hashOf(entry.sendId),
        template: codes.templates.indexOf(entry.template),
        run: entry.run,
      };
      const own = lead < 0 ? [] : [{ ...row, lead, mailbox: mailbox[lead] as number }];
      // A send to an address that is of another mailbox by now counts there as well, as engine/ledger.ts has it.
      const isElsewhere = byAddress >= 0 && own[0]?.mailbox !== byAddress;
      const there = isElsewhere && (lead < 0 || entry.kind === 'send');
      return there ? [...own, { ...row, lead: -1, mailbox: byAddress }] : own;
    })
    .sort(
      (a, b) =>
        a.mailbox - b.mailbox ||
        a.at - b.at ||
        a.run - b.run ||
        a.campaign - b.campaign ||
        a.step - b.step ||
        a.attempt - b.attempt,
    );
  const integers = (name: Exclude<keyof (typeof rows)[number], 'at' | 'send'>) =>
    Int32Array.from(rows, (row) => row[name]);
  return {
    count: rows.length,
    mailbox: integers('mailbox'),
    lead: integers('lead'),
    campaign: Int16Array.from(integers('campaign')),
    occurrence: integers('occurrence'),
    kind: Int8Array.from(integers('kind')),
    at: Float64Array.from(rows, ({ at }) => at),
    step: integers('step'),
    attempt: integers('attempt'),
    reason: Int8Array.from(integers('reason')),
    channel: Int8Array.from(integers('channel')),
    send: Float64Array.from(rows, ({ send }) => send),
    template: integers('template'),
  };
}

function stopsOf(run: Run, codes: MailCodes, mailbox: Int32Array): StopRows {
  const rows = run.leads.flatMap((lead, ord) =>
    mailbox[ord] !== ord
      ? []
      : [...listedStops(run, lead), ...stateStops(run, lead)].map((stop) => ({ ord, ...stop })),
  );
  return {
    count: rows.length,
    mailbox: Int32Array.from(rows, ({ ord }) => ord),
    kind: Int32Array.from(rows, ({ kind }) => stopKinds.indexOf(kind)),
    at: Float64Array.from(rows, ({ at }) => at ?? Number.NaN),
    purpose: Int32Array.from(rows, ({ purpose }) => purposeCode(codes, purpose)),
  };
}

function daySet(days: readonly string[], but: readonly string[]): ReadonlySet<number> {
  return new Set(days.filter((day) => !but.includes(day)).map((day) => Date.parse(day) / 86_400_000));
}

/** 53 bits that tell ids apart. */
function hashOf(id: string): number {
  return Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 13), 16);
}

/** The usual number of sends of a run (S6.9); undefined when there are too few runs to say, or it is 0. */
export function usualOf(sendsOfRuns: readonly number[]): number | undefined {
  const sorted = sendsOfRuns.slice(-28).sort((a, b) => a - b);
  const [low = 0, high = low] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  const usual = (low + high) / 2;
  return sendsOfRuns.length < 3 || usual === 0 ? undefined : usual;
}
