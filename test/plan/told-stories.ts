import type { Temporal } from 'temporal-polyfill';
import type { Campaign, Step } from '../../src/model/campaign.js';
import { configOf } from '../oracle/naive-plan/config-of.js';
import { zoned } from './calendar/zones.js';
import { type Happening, projectZone, simulateYear, type Year } from './simulate-year.js';
import { readStory, type Story } from './story.js';

/** A story and what became of it. */
export interface Told {
  readonly story: Story;
  readonly campaigns: readonly Campaign[];
  readonly year: Year;
}

/** A mail that a lead was sent in its year. */
export interface SentMail extends Happening {
  readonly lead: string;
  readonly of: Campaign;
  readonly what: Step;
  /** On the clock of the lead. */
  readonly local: Temporal.ZonedDateTime;
}

const long = process.env.LONG === '1';

/** Each story is lived through once. */
export function tell(name: string): Told {
  const known = told.get(name);
  if (known !== undefined) return known;
  const story = readStory(name);
  const { score, ...sections } = story.config;
  const { campaigns } = configOf({ config: { timezone: projectZone, score }, sections });
  const fresh = { story, campaigns, year: simulateYear(story, long) };
  told.set(name, fresh);
  return fresh;
}

const told = new Map<string, Told>();

/** The mails of a story, of one lead or of all. */
export function mailsOf(name: string, lead?: string): readonly SentMail[] {
  const { story, campaigns, year } = tell(name);
  return story.leads.flatMap(({ id, row }) => {
    if (lead !== undefined && lead !== id) return [];
    const sends = (year.get(id) ?? []).filter(({ kind }) => kind === 'send');
    return sends.map((happening) => {
      const of = campaigns.find((campaign) => campaign.id === happening.campaign);
      const what = of?.steps.find((step) => step.id === happening.step);
      if (of === undefined || what === undefined) throw new Error(`${name} has no step ${happening.step}.`);
      const local = zoned(happening.at, row.timezone ?? projectZone);
      return { ...happening, lead: id, of, what, local };
    });
  });
}
