import { Temporal } from 'temporal-polyfill';
import { parseContent, renderContent } from '../../src/content/render-content.js';
import { salutation } from '../../src/content/salutation.js';
import { actions } from '../../src/model/reason.js';
import type { Decisions } from '../../src/plan/decisions.js';
import { plan } from '../../src/plan/planner.js';
import { blankEvent } from '../oracle/naive-plan/arbitrary-timelines.js';
import { configOf } from '../oracle/naive-plan/config-of.js';
import { type Run, readRun } from '../oracle/naive-plan/run.js';
import { planInputOf } from '../oracle/plan-input-of.js';
import type { LedgerText, PlanWorld } from '../oracle/plan-world.js';
import type { TextRow } from '../oracle/world.js';
import { utc } from './calendar/zones.js';
import { type Committed, commitDecisions } from './commit-decisions.js';
import type { Story, StoryLead } from './story.js';

/** Something in the year of a lead: what it does, what it is sent, how it goes through campaigns. */
export interface Happening {
  /** UTC ms. */
  readonly at: number;
  readonly kind: 'event' | 'start' | 'send' | 'skip' | 'exit' | 'suppress';
  /** Type of the event, subject of the mail, reason of the exit. */
  readonly text: string;
  /** Of the ledger; empty for events. */
  readonly campaign: string;
  readonly occurrence: string;
  readonly step: string;
  readonly attempt: string;
  /** How warm the lead was in the morning of that plan; empty for events. */
  readonly temperature: string;
}

/** The happenings of each lead in the order of time. */
export type Year = ReadonlyMap<string, readonly Happening[]>;

export const projectZone = 'Europe/Berlin';
const dayMs = 86_400_000;

/**
 * Lives through the year of a story: every morning at eight a plan is made for the next 24 hours and committed, and people react to the mail that
 * goes out. What they do is known to the plans of later mornings.
 *
 * @param isPatient also makes the plans of mornings on which nothing can have changed.
 */
export function simulateYear({ config, leads, from, until }: Story, isPatient: boolean): Year {
  const { score, policy, campaigns, ...sections } = config;
  const rows = rowsOf(leads);
  const ledger: LedgerText[] = [];
  const events = leads.flatMap(eventsOf);
  const year = new Map<string, Happening[]>(leads.map(({ id }) => [id, []]));
  let quietSince = -1;
  for (const asOf of mornings(from, until).map((instant) => new Date(instant).toISOString())) {
    // What comes later would be left out anyway, and to read it takes time.
    const heard = events.filter(({ at = '' }) => at <= asOf);
    if (heard.length === quietSince && !isPatient) continue;
    const world: PlanWorld = {
      config: { timezone: projectZone, score },
      sections: { ...sections, policy: { window: businessHours, ...policy }, campaigns },
      leads: rows,
      events: heard,
      asOf,
      ...{ ledger, sendsOfRuns: [], suppressions: [], lists: {}, daysOff, workdays: [], horizonMs: dayMs },
    };
    const run = readRun(world, configOf(world));
    const { decisions } = plan(planInputOf(run));
    quietSince = isQuiet(run, decisions) ? heard.length : -1;
    for (const committed of commitDecisions(run, decisions)) {
      const { row } = committed;
      const lead = leads.find(({ id }) => id === row.lead_id);
      if (lead === undefined) throw new Error(`The story has no lead ${row.lead_id}.`);
      ledger.push(row);
      events.push(...reactionsOf(lead, row));
      const facts = run.leads.find(({ key }) => key === lead.id)?.facts;
      year.get(lead.id)?.push(ofLedger(lead, committed, String(facts?.temperature)));
    }
  }
  for (const row of events) year.get(row.lead ?? '')?.push(ofEvent(row));
  for (const happenings of year.values()) happenings.sort((a, b) => a.at - b.at || order(a) - order(b));
  return year;
}

/** Whether only another event can make a difference: nobody is in a campaign, and none is entered by a date or a condition. */
function isQuiet({ config }: Run, decisions: Decisions): boolean {
  const isDone = Array.from({ length: decisions.rows }, (_, row) => {
    const [lead = 0, campaign = 0] = [decisions.lead[row], decisions.campaign[row]];
    return actions[decisions.actionOf(lead, campaign)] === 'done';
  });
  const byEvent = config.campaigns.every(({ entry }) => entry.kind === 'event' && entry.when === undefined);
  return byEvent && isDone.every(Boolean);
}

/** Hours in which people of other companies read their mail (J1). */
const businessHours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00', zone: 'lead' };

/** Public holidays of Germany that are no Sundays. */
export const daysOff: readonly string[] = [
  ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-10-03'],
  ...['2026-12-25', '2026-12-26', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-05-06'],
  ...['2027-05-17', '2027-12-25', '2028-01-01', '2028-04-14', '2028-04-17'],
];

function mornings(from: string, until: string): readonly number[] {
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: first.until(until).days }, (_, day) =>
    utc(`${first.add({ days: day })}T08:00`, projectZone),
  );
}

/** All with the same columns, as in a file. People with free mail belong to no account, and to look for one takes time. */
function rowsOf(leads: readonly StoryLead[]): readonly TextRow[] {
  const blank = Object.fromEntries(
    leads.flatMap(({ row }) => Object.keys(row).map((column) => [column, ''])),
  );
  const since = { created_at: '2025-06-01', consent_at: '2025-06-01' };
  return leads.map(({ id, row }) => ({
    lead_id: id,
    email: `${id}@gmx.de`,
    ...blank,
    ...since,
    ...row,
  }));
}

function eventsOf({ id, events }: StoryLead): readonly TextRow[] {
  return events.map((event) => ({
    ...blankEvent,
    lead: id,
    type: event.slice(17),
    at: new Date(utc(event.slice(0, 16), projectZone)).toISOString(),
  }));
}

/** What a lead does with a mail: the first thing after two hours, everything else five minutes after that. */
function reactionsOf({ id, reacts }: StoryLead, { kind, step, attempt, at, send_id }: LedgerText) {
  const types = reacts[`${step} ${attempt}`] ?? reacts[step] ?? reacts['*'] ?? [];
  if (kind !== 'send') return [];
  return types.map((type, index) => ({
    ...blankEvent,
    lead: id,
    type,
    at: new Date(Date.parse(at) + (120 + 5 * index) * 60_000).toISOString(),
    send_id: type.startsWith('email.') ? send_id : '',
  }));
}

function ofEvent({ at = '', type = '' }: TextRow): Happening {
  const none = { campaign: '', occurrence: '', step: '', attempt: '', temperature: '' };
  return { ...none, at: Date.parse(at), kind: 'event', text: type };
}

function ofLedger(lead: StoryLead, { row, content }: Committed, temperature: string): Happening {
  const { campaign, occurrence, step, attempt } = row;
  const text = content === undefined ? row.reason : subjectOf(lead, row, content);
  return {
    ...{ campaign, occurrence, step, attempt, text, temperature },
    at: Date.parse(row.at),
    kind: row.kind as Happening['kind'],
  };
}

function subjectOf(
  lead: StoryLead,
  { campaign, step }: LedgerText,
  content: NonNullable<Committed['content']>,
) {
  const builtIn = { ...salutation(lead.row, 'en'), lead_id: lead.id, campaign, step };
  const rendered = renderContent(parseContent(content), lead.row, builtIn);
  if (rendered.kind !== 'rendered') throw new Error(`The mail ${campaign}/${step} has a hole or a mistake.`);
  return rendered.subject ?? '';
}

const kinds = ['event', 'start', 'send', 'skip', 'exit', 'suppress'] as const;

function order({ kind }: Happening): number {
  return kinds.indexOf(kind);
}
