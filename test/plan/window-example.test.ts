import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { show } from './calendar/zones.js';
import { projectZone, simulateYear } from './simulate-year.js';
import type { StoryLead } from './story.js';

/** Plans are made every morning at eight, in business hours: Monday to Friday, 9 to 17. */
describe('S5.4 S6.4 J1 two mails, each two days after what came before', () => {
  it.each([
    ['on a Monday evening', '2026-03-02 18:00', ['Thu 2026-03-05 09:00', 'Mon 2026-03-09 09:00']],
    ['on a Monday morning', '2026-03-02 09:30', ['Wed 2026-03-04 09:30', 'Fri 2026-03-06 09:30']],
    ['on a Thursday', '2026-03-05 11:00', ['Mon 2026-03-09 09:00', 'Wed 2026-03-11 09:00']],
    [
      'on the minute at which the window closes',
      '2026-03-02 17:00',
      ['Thu 2026-03-05 09:00', 'Mon 2026-03-09 09:00'],
    ],
    ['before Easter', '2026-04-01 18:00', ['Tue 2026-04-07 09:00', 'Thu 2026-04-09 09:00']],
    ['before the clock is put forward', '2026-03-27 10:00', ['Mon 2026-03-30 09:00', 'Wed 2026-04-01 09:00']],
    ['over it, as days are 24 hours', '2026-03-28 09:30', ['Mon 2026-03-30 10:30', 'Wed 2026-04-01 10:30']],
    ['over it in autumn', '2026-10-24 09:30', ['Mon 2026-10-26 09:00', 'Wed 2026-10-28 09:00']],
  ])('who enters %s', (_, entered, expected) => {
    expect(sendsOf({ events: [`${entered} trial.started`] })).toEqual(expected);
  });

  it('who lives elsewhere has the hours of their own clock', () => {
    const row = { timezone: 'America/Los_Angeles' };
    // 9:00 on a Monday there, when it is evening in Berlin.
    const sends = sendsOf({ row, events: ['2026-03-02 18:00 trial.started'] });
    expect(sends).toEqual(['Wed 2026-03-04 09:00', 'Fri 2026-03-06 09:00']);
  });
});

/** When a lead is sent its mails, on its own clock. */
function sendsOf(lead: Pick<StoryLead, 'events'> & Partial<StoryLead>): readonly string[] {
  const steps = ['first', 'second'].map((id) => ({ id, after: '2d', template: id }));
  const goal = { event: 'document.created' };
  const campaign = { id: 'trial', goal, entry: { event: 'trial.started' }, steps };
  const [day = ''] = lead.events[0]?.split(' ') ?? [];
  const story = {
    about: '',
    from: day,
    until: Temporal.PlainDate.from(day).add({ days: 14 }).toString(),
    config: { score: { ready: 50 }, policy: {}, campaigns: [campaign] },
    leads: [{ id: 'anna', about: '', row: {}, reacts: {}, ...lead }],
  };
  const sends = (simulateYear(story, true).get('anna') ?? []).filter(({ kind }) => kind === 'send');
  return sends.map(({ at }) => show(at, lead.row?.timezone ?? projectZone));
}
