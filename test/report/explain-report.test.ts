import { describe, expect, it } from 'vitest';
import { plainPainter } from '../../src/report/diagnostics/painter.js';
import {
  type JourneyExplanation,
  renderQualification,
  renderStage,
  renderTimeline,
} from '../../src/report/explain-journey.js';
import {
  hasGroups,
  type ProfileExplanation,
  renderChannels,
  renderGroups,
  renderInterests,
  renderPerson,
} from '../../src/report/explain-profile.js';

const profile: ProfileExplanation = {
  person: {
    fields: { title: 'VP Sales\u001b[31m', company: 'Corp' },
    seniority: 'vp',
    buyingRole: 'decision_maker',
    decidedBy: 'vp',
    persona: { id: 'leader', because: 'seniority is vp', notes: { goals: 'growth, peace' } },
    account: {
      id: 'corp.example',
      score: 80.5,
      people: 2,
      rolesPresent: ['decision_maker'],
      rolesMissing: ['influencer', 'end_user'],
    },
    audienceLevel: 'medium',
    nextLevel: { id: 'high', missing: ['phone'] },
  },
  interests: {
    top: 'pricing',
    topics: [
      { topic: 'api', weight: 4.25, state: 'observed' },
      { topic: 'pricing', weight: 1, state: 'declared' },
      { topic: 'jobs', weight: 0.5, state: 'declined' },
    ],
  },
  channels: [
    { id: 'email', available: true, missing: [], noConsent: null },
    { id: 'sms', available: false, missing: ['phone'], noConsent: 'sms_consent_at' },
  ],
  segments: [
    { id: 'engaged', member: true, whyNot: null },
    { id: 'hot', member: false, whyNot: 'asks for score at least 90; has 80.5' },
  ],
  partitions: [{ id: 'size', part: 'large' }],
  tags: ['press', 'vip'],
};

describe('A10 the person', () => {
  it('is told with the words of the title, the persona and the account', () => {
    expect(renderPerson(profile, plainPainter)).toBe(
      [
        'PERSON',
        '  title           VP Sales␛[31m',
        '  company         Corp',
        '  seniority       vp by "vp"',
        '  buying role     decision_maker',
        '  persona         leader, because seniority is vp',
        '    goals: growth, peace',
        '  account         corp.example with score 80.5 of 2 leads; present: decision_maker; missing: influencer, end_user',
        '  audience level  medium; high also asks for phone',
        '',
      ].join('\n'),
    );
  });

  it('has no lines for what the config or the row does not have', () => {
    const { persona: _, ...person } = profile.person;
    const bare = { ...person, fields: {}, account: null, nextLevel: null };
    expect(renderPerson({ ...profile, person: bare }, plainPainter)).toBe(
      'PERSON\n  audience level  medium\n',
    );
  });
});

describe('A10 content interest and channels', () => {
  it('A11 tells weights, and what was declared or declined', () => {
    expect(renderInterests(profile, plainPainter)).toBe(
      [
        'INTERESTS',
        '      4.25  api      observed',
        '         1  pricing  declared, the top topic',
        '       0.5  jobs     declined',
        '',
      ].join('\n'),
    );
  });

  it('A9 tells which channels are open, and what the others lack', () => {
    expect(renderChannels(profile, plainPainter)).toBe(
      ['CHANNELS', '  yes  email', '  no   sms  (no phone; no consent in sms_consent_at)', ''].join('\n'),
    );
  });
});

describe('A10 groups', () => {
  it('are told with the part of the condition that fails', () => {
    expect(renderGroups(profile, plainPainter)).toBe(
      [
        'SEGMENTS',
        '  yes  engaged',
        '  no   hot  (asks for score at least 90; has 80.5)',
        '  size            large',
        '  tags            press, vip',
        '',
      ].join('\n'),
    );
  });

  it('are not told where there are none', () => {
    expect(hasGroups(profile)).toBe(true);
    expect(hasGroups({ ...profile, segments: [], partitions: [], tags: [] })).toBe(false);
  });
});

const journey: JourneyExplanation = {
  stage: {
    id: 'mql',
    since: '2026-02-10T09:00:00.000Z',
    history: [
      { from: 'inquiry', to: 'sal', at: '2026-02-01T09:00:00.000Z', by: 'event', legal: false },
      { from: 'inquiry', to: 'mql', at: '2026-02-10T09:00:00.000Z', by: 'condition', legal: true },
    ],
    days: { inquiry: 9.5, mql: 3 },
  },
  qualification: {
    verdict: 'maybe',
    route: 'current-goal',
    origin: 'outbound',
    gates: [
      { gate: 'fit', value: 40, good: 25, passed: true },
      { gate: 'pain', value: 12.346, good: 25, passed: false },
    ],
    disqualified: false,
  },
  labels: { temperature: 'warm', letter: 'C' },
  owner: null,
  overdue: false,
  timeline: {
    events: 3,
    last: [
      {
        at: '2026-02-01T09:00:00.000Z',
        place: { file: 'e.csv', line: 2 },
        type: 'email.opened',
        machine: true,
      },
      {
        at: '2026-02-02T09:00:00.000Z',
        place: { file: 'e.parquet' },
        type: 'page.viewed',
        detail: '/pricing',
        machine: false,
      },
    ],
  },
};

describe('A10 the way of a lead', () => {
  it('E12 goes through stages, and tells transitions that are not legal', () => {
    expect(renderStage(journey, plainPainter)).toBe(
      [
        'STAGE mql since 2026-02-10 09:00Z',
        '  2026-02-01 09:00Z  inquiry -> sal  (not legal, the lead stays)',
        '  2026-02-10 09:00Z  inquiry -> mql  (its condition holds)',
        '  days: inquiry 9.5, mql 3',
        '',
      ].join('\n'),
    );
  });

  it('E11 F2 E6 is qualified by two gates in the order of its origin', () => {
    expect(renderQualification(journey, plainPainter)).toBe(
      [
        'QUALIFICATION maybe, next current-goal',
        '  yes  good fit: fit 40, asked for 25',
        '  no   high need: pain 12.35, asked for 25',
        '  outbound: fit, then pain',
        '  temperature warm, letter C',
        '',
      ].join('\n'),
    );
  });

  it('E4 E5 tells who has to follow up, and that it is late', () => {
    const late = renderQualification({ ...journey, owner: 'Anna', overdue: true }, plainPainter);
    expect(late).toContain('\n  owner Anna\n  the follow-up is overdue\n');
  });

  it('ends with its last touches, those of machines marked', () => {
    expect(renderTimeline(journey, plainPainter, { width: undefined, plain: true })).toBe(
      [
        'TIMELINE  last 2 of 3 events',
        'when\twhere\tevent\tby',
        '2026-02-01 09:00Z\te.csv:2\temail.opened\ta machine',
        '2026-02-02 09:00Z\te.parquet\tpage.viewed /pricing\t',
        '',
      ].join('\n'),
    );
  });
});
