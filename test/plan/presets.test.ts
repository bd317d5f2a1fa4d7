import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { presetNames } from '../../src/config/presets/presets.js';
import { utc, zoned } from './calendar/zones.js';
import { renderCalendar } from './render-calendar.js';
import { daysOff, projectZone } from './simulate-year.js';
import { storyFolder } from './story.js';
import { mailsOf, type SentMail, tell } from './told-stories.js';

const update = process.env.UPDATE_CASES === '1';
const stories = readdirSync(storyFolder).flatMap((file) => (file.endsWith('.yaml') ? file.slice(0, -5) : []));

describe('fixtures/presets', () => {
  it('are rewritten by people who look at the difference, never by CI', () => {
    expect(update && process.env.CI !== undefined).toBe(false);
  });

  it('have a story for every preset', () => {
    expect(presetNames.filter((name) => !stories.includes(name))).toEqual([]);
  });

  it.each(stories)('%s', (name) => {
    const file = join(storyFolder, `${name}.txt`);
    const { story, year } = tell(name);
    const text = renderCalendar(story, year);
    if (update && process.env.CI === undefined) writeFileSync(file, text);
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  });
});

describe('in every story', () => {
  const everyMail = () => stories.flatMap((name) => mailsOf(name));

  it('J1 nothing is sent but from Monday to Friday, 9 to 17 on the clock of the lead, and on no holiday', () => {
    const mails = everyMail();
    const wrong = mails.filter(({ of, local }) => {
      const isOpen = local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17;
      return of.window !== undefined && !(isOpen && !daysOff.includes(local.toPlainDate().toString()));
    });
    expect(wrong).toEqual([]);
    expect(mails.length).toBeGreaterThan(150);
  });

  it('H2 H4 no offer goes to a lead that is cold', () => {
    const offers = everyMail().filter(({ what }) => what.role === 'offer');
    expect(offers.filter(({ temperature }) => temperature === 'cold')).toEqual([]);
    expect(offers.length).toBeGreaterThan(20);
  });

  it('I2 S5.6 a plan that knows of the end of an occurrence sends nothing more of it', () => {
    for (const name of stories) {
      for (const [lead, happenings] of tell(name).year) {
        for (const { kind, campaign, occurrence, at } of happenings) {
          if (kind !== 'exit') continue;
          const later = mailsOf(name, lead).filter(
            (mail) => mail.campaign === campaign && mail.occurrence === occurrence,
          );
          expect(later.filter((mail) => mail.at >= nextMorning(at))).toEqual([]);
        }
      }
    }
  });
});

describe('a year with', () => {
  it('H1 hook and bait: content and offers in turn, the strong one at the end', () => {
    for (const lead of ['nils', 'anna']) {
      const roles = mailsOf('hook-and-bait', lead).map(({ what }) => what.role);
      expect(roles).toEqual(['content', 'offer', 'content', 'offer', 'content', 'offer']);
      expect(steps('hook-and-bait', lead).at(-1)).toBe('strong-offer');
    }
    expect(steps('hook-and-bait', 'lena')).toEqual(['hook-1', 'bait-1', 'hook-2', 'hook-3']);
  });

  it('H2 offer push: offers alone, none for who is cold or has become so', () => {
    expect(steps('offer-push', 'nils')).toEqual(['offer-1', 'offer-2', 'offer-3']);
    expect(steps('offer-push', 'lena')).toEqual(['offer-1']);
    expect(steps('offer-push', 'uwe')).toEqual([]);
  });

  it('H3 side game: it never sells, and another strategy takes over when the lead warms up', () => {
    const own = mailsOf('side-game').filter(({ campaign }) => campaign === 'side-game');
    expect(own.filter(({ what }) => what.role === 'offer')).toEqual([]);
    expect(steps('side-game', 'nils')).toEqual(['idea', 'people', 'question', 'event']);
    expect(passages('side-game', 'anna')).toEqual([
      'side-game begins 2026-02-03',
      'hook-and-bait begins 2026-02-25',
      'side-game ends 2026-02-25 left_segment',
      'hook-and-bait ends 2026-03-06 left_segment',
    ]);
  });

  it('H5 weekly seven: seven mails seven days apart, and an eighth that is the offer', () => {
    const mails = mailsOf('weekly-seven', 'nils');
    expect(mails.map(({ what }) => what.role)).toEqual([...Array<string>(7).fill('content'), 'offer']);
    expect(gaps(mails)).toEqual(Array<number>(7).fill(7));
    expect(steps('weekly-seven', 'lena')).toHaveLength(7);
  });

  it('H8 welcome: three to five mails that do not sell, until the first thing of value is done', () => {
    for (const { id } of tell('welcome').story.leads) {
      expect(new Set(steps('welcome', id)).size).toBeLessThanOrEqual(5);
    }
    expect(mailsOf('welcome').filter(({ what }) => what.role === 'offer')).toEqual([]);
    expect(passages('welcome', 'anna').at(-1)).toBe('welcome ends 2026-03-30 goal_reached');
    expect(passages('welcome', 'ulla').at(-1)).toBe('welcome ends 2026-09-12 suppressed_unsubscribed');
  });

  it('H9 H10 wake-up: no reaction ends in suppression, also for the single mail of another campaign', () => {
    const silent = (lead: string) =>
      (tell('wake-up').year.get(lead) ?? []).some(({ kind }) => kind === 'suppress');
    expect(
      tell('wake-up')
        .story.leads.map(({ id }) => id)
        .filter(silent),
    ).toEqual(['nils', 'lena']);
    const invited = mailsOf('wake-up').filter(({ campaign }) => campaign === 'webinar');
    expect(invited.map(({ lead }) => lead)).toEqual(['kim']);
  });

  it('H11 cart reminder: one for a cart that was not bought, none for one that was', () => {
    expect(days(mailsOf('cart-reminder', 'nils'))).toEqual(['2026-02-11', '2026-03-11']);
    expect(steps('cart-reminder', 'anna')).toEqual([]);
    expect(passages('cart-reminder', 'anna').at(-1)).toBe('cart-reminder ends 2026-02-10 goal_reached');
    expect(passages('cart-reminder', 'tom').at(-1)).toBe('cart-reminder ends 2026-04-15 goal_reached');
  });

  it('H12 birthday: 29 February is the 28th where there is none, and itself where there is', () => {
    expect(passages('birthday', 'nils').filter((line) => line.includes('begins'))).toEqual([
      'birthday begins 2027-02-28',
      'birthday begins 2028-02-29',
    ]);
    // The 28th is a Sunday.
    expect(days(mailsOf('birthday', 'nils'))).toEqual(['2027-03-01', '2028-02-29']);
  });

  it('I2 trial welcome: five mails for who does nothing, and none after the first document', () => {
    expect(new Set(steps('trial-welcome', 'nils')).size).toBe(5);
    expect(steps('trial-welcome', 'anna')).toEqual(['hello', 'first-steps']);
    expect(steps('trial-welcome', 'tom')).toEqual([]);
    expect(days(mailsOf('trial-welcome', 'lena')).at(-1)).toBe('2026-07-15');
  });

  it('I3 registration: who never comes back is welcomed, who does without a profile is asked for it', () => {
    const ways = (lead: string) => [
      ...new Set(mailsOf('registration', lead).map(({ campaign }) => campaign)),
    ];
    expect(ways('nils')).toEqual(['welcome']);
    expect(ways('anna')).toEqual(['welcome', 'onboarding']);
    expect(ways('tom')).toEqual(['onboarding']);
    expect(passages('onboarding', 'anna').at(-1)).toBe('onboarding ends 2026-02-17 goal_reached');
  });

  it('I4 nurture: the goal is to be ready for sales, or the trial where there is one', () => {
    expect(passages('nurture', 'anna')[1]).toBe('nurture ends 2026-02-19 goal_reached');
    expect(passages('nurture-trial', 'anna')[1]).toBe('nurture ends 2026-03-18 goal_reached');
    expect(gaps(mailsOf('nurture', 'vera'))).toEqual([14, 14, 14, 14]);
    expect(steps('nurture', 'uwe')).toEqual([]);
  });

  it('I5 product engagement: begins with a lost deal or a trial that fell asleep', () => {
    expect(passages('product-engagement', 'nils')[0]).toBe('product-engagement begins 2026-02-04');
    expect(passages('product-engagement', 'tom')[0]).toBe('product-engagement begins 2026-04-02');
    expect(steps('product-engagement', 'anna')).toEqual(['thanks', 'news', 'story', 'try-again']);
    expect(steps('product-engagement', 'nils')).toEqual(['thanks', 'news', 'story']);
  });

  it('E7 I6 customer onboarding: large accounts are called where small ones are sent mail', () => {
    const channels = (lead: string) => mailsOf('customer-onboarding', lead).map(({ what }) => what.channel);
    expect(channels('nils')).toEqual(['email', 'email', 'email', 'email']);
    expect(channels('berta')).toEqual(['email', 'task', 'email', 'task']);
  });

  it('I7 upsell and renewal: a limit begins the one, the date of the lead the other, and nothing comes too late', () => {
    expect(days(mailsOf('upsell', 'nils'))[0]).toBe('2026-02-11');
    for (const { id, row } of tell('renewal').story.leads) {
      const left = mailsOf('renewal', id).map(({ local, step }) => ({
        step,
        days: local.toPlainDate().until(row.renewal_date ?? '').days,
      }));
      const most: Readonly<Record<string, number>> = { review: 60, offer: 30, reminder: 7 };
      for (const { step, days } of left) {
        expect(days).toBeGreaterThan(0);
        expect(days).toBeLessThanOrEqual(most[step] ?? 0);
      }
    }
    expect(steps('renewal', 'nils')).toEqual(['review', 'offer', 'reminder']);
    expect(steps('renewal', 'anna')).toEqual(['review', 'offer']);
    expect(steps('renewal', 'tom')).toEqual(['reminder']);
  });

  it('I8 transactional mail: past caps and consent, not past a bounce or a complaint', () => {
    const receipts = mailsOf('transactional').filter(({ campaign }) => campaign === 'confirmation');
    expect(receipts.map(({ lead }) => lead)).toEqual(['nils', 'nils', 'ulla', 'nora', 'otto']);
    const marketing = mailsOf('transactional').filter(({ campaign }) => campaign === 'after-sales');
    expect(marketing.map(({ lead }) => lead)).toEqual(['nils', 'nils']);
    expect(gaps(marketing)).toEqual([7]);
  });
});

function steps(story: string, lead: string): readonly string[] {
  return mailsOf(story, lead).map(({ step }) => step);
}

function days(mails: readonly SentMail[]): readonly string[] {
  return mails.map(({ local }) => local.toPlainDate().toString());
}

/** Days between one mail and the next. */
function gaps(mails: readonly SentMail[]): readonly number[] {
  return mails
    .slice(1)
    .map(({ local }, index) => mails[index]?.local.toPlainDate().until(local.toPlainDate()).days ?? 0);
}

/** How a lead goes through campaigns. */
function passages(story: string, lead: string): readonly string[] {
  return (tell(story).year.get(lead) ?? []).flatMap(({ kind, campaign, at, text }) => {
    const day = zoned(at, projectZone).toPlainDate();
    if (kind === 'start') return [`${campaign} begins ${day}`];
    return kind === 'exit' ? [`${campaign} ends ${day} ${text}`] : [];
  });
}

/** When the first plan is made that knows of something. */
function nextMorning(at: number): number {
  const today = zoned(at, projectZone).toPlainDate();
  const mornings = [today, today.add({ days: 1 })].map((day) => utc(`${day}T08:00`, projectZone));
  return mornings.find((morning) => morning >= at) ?? Number.NaN;
}
