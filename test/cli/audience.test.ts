import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere } from './run-here.js';
import { temporaryFolder } from './temporary-folder.js';

const asOf = ['--as-of', '2026-03-01T00:00:00Z'] as const;

/** Two people of Acme, one of Beta, a student, somebody in China, and a lead nobody knows anything about. */
const leads = `id,email,title,company,country,employees,industry,phone,consent,owner,origin,topics,no_topics,tags,created
anna,anna@acme.example,Geschäftsführerin,Acme,DE,800,automotive,+49 30 23125 1,2026-01-01,,inbound,api,,vip,2026-01-01
ben,ben@acme.example,Sales Manager,Acme,DE,800,automotive,,,,outbound,,pricing,,2026-01-01
cleo,cleo@beta.example,Software Engineer,Beta,AT,40,food,,2026-05-01,,,,,partner; vip,2026-01-01
dan,dan@gmail.com,Werkstudent,,US,,,,,,,,,,2026-01-01
eve,eve@gamma.example,副总裁,Gamma,CN,5000,retail,+86 10 5550 1,yes,zoe,outbound,,,,2026-01-01
fay,n/a,,,,,,,,,,,,,2026-01-01
`;

const events = `lead,type,at,topic,value
anna,trial.started,2026-02-01T00:00:00Z,,
anna,page.viewed,2026-02-20T00:00:00Z,pricing,
anna,page.viewed,2026-02-21T00:00:00Z,pricing,
anna,sales.touched,2026-02-10T00:00:00Z,,
ben,page.viewed,2026-02-25T00:00:00Z,pricing,
ben,page.viewed,2026-02-26T00:00:00Z,api,
cleo,trial.started,2026-02-01T00:00:00Z,,
cleo,deal.lost,2026-02-15T00:00:00Z,,
cleo,webinar.attended,2025-06-01T00:00:00Z,,
dan,page.viewed,2025-11-01T00:00:00Z,api,
eve,trial.started,2026-02-01T00:00:00Z,,
eve,sales.touched,2026-02-10T00:00:00Z,,
eve,deal.won,2026-02-20T00:00:00Z,,
eve,sales.touched,2026-02-25T00:00:00Z,,
`;

const config = {
  version: 1,
  sources: {
    leads: [
      {
        files: 'leads.csv',
        key: 'id',
        columns: {
          consent_at: 'consent',
          interests: 'topics',
          declined_topics: 'no_topics',
          created_at: 'created',
        },
      },
    ],
    events: [{ files: 'events.csv' }],
  },
  score: {
    ready: 50,
    fit: {
      good: 20,
      rules: [{ id: 'size', when: { employees: { gte: 100 } }, points: 30 }],
    },
    pain: { good: 20, rules: [{ id: 'trial', event: 'trial.started', points: 30 }] },
    account: { by: 'domain', method: 'sum' },
  },
  personas: [
    { id: 'signer', when: { buying_role: 'decision_maker' }, goals: ['fewer tools'], fears: ['a migration'] },
    { id: 'worker', when: { buying_role: 'end_user' } },
  ],
  interests: { property: 'topic' },
  tags: { rules: [{ tag: 'webinar', event: 'webinar.attended', within: '180d' }] },
  segments: [
    { id: 'large', when: { employees: { gte: 500 } } },
    { id: 'on-trial', when: { events: { type: 'trial.started', within: '60d' } } },
    { id: 'declared', when: { interests: { contains: 'api' } } },
    { id: 'passive', when: { 'days_since.last_event': { gte: 60 } } },
    { id: 'large-on-trial', when: { segment: 'large', not: { stage: 'won' } } },
  ],
  partitions: [
    {
      id: 'care',
      of: [
        { id: 'customer', when: { stage: 'won' } },
        { id: 'hot', when: { ready: true } },
      ],
    },
  ],
  audience: {
    min_size: 1,
    levels: { high: ['email', 'title', 'phone'], low: ['email'] },
    channels: { email: { needs: 'email', consent: 'consent_at' }, task: { needs: 'phone' } },
  },
  queue: {
    rules: [{ when: { country: 'CN' }, to: ['wei'] }],
    default: { to: ['mira', 'tom'], method: 'round_robin' },
  },
};

type Row = Readonly<Record<string, unknown>>;

/** The leads of the fixture by key, with these columns. */
async function profiles(columns: string, changes: object = {}): Promise<Readonly<Record<string, Row>>> {
  const { document } = await score(columns, changes);
  return Object.fromEntries(document.leads.map((lead) => [lead.lead_id, lead]));
}

async function score(columns: string, changes: object = {}, flags: readonly string[] = []) {
  const cwd = project(changes);
  const { stdout, stderr, code } = await runHere(
    ['score', '--json', '--columns', `lead_id,${columns}`, ...asOf, ...flags],
    { cwd },
  );
  const document = JSON.parse(stdout) as { readonly leads: readonly (Row & { readonly lead_id: string })[] };
  return { document, stderr, code, cwd };
}

function project(changes: object = {}): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'leads.csv'), leads);
  writeFileSync(join(folder, 'events.csv'), events);
  // JSON is YAML.
  writeFileSync(join(folder, 'nurture.yaml'), JSON.stringify({ ...config, ...changes }));
  return folder;
}

describe('who they are', () => {
  it('A4 titles in three languages have one level and one role', async () => {
    const found = await profiles('seniority,buying_role');
    expect(found.anna).toMatchObject({ seniority: 'c_level', buying_role: 'decision_maker' });
    expect(found.ben).toMatchObject({ seniority: 'manager', buying_role: 'influencer' });
    expect(found.dan).toMatchObject({ seniority: 'student', buying_role: 'end_user' });
    expect(found.eve).toMatchObject({ seniority: 'vp', buying_role: 'decision_maker' });
    expect(found.fay).toMatchObject({ seniority: 'unknown', buying_role: 'unknown' });
  });

  it('A13 every lead has the first persona that fits, or none', async () => {
    const found = await profiles('persona');
    const personas = Object.fromEntries(Object.entries(found).map(([key, { persona }]) => [key, persona]));
    expect(personas).toEqual({
      ...{ anna: 'signer', ben: 'none', cleo: 'worker', dan: 'worker', eve: 'signer', fay: 'none' },
    });
  });

  it('A9 more data and a consent open more channels', async () => {
    const found = await profiles('audience_level,channels');
    expect(found.anna).toMatchObject({ audience_level: 'high', channels: 'email;task' });
    // The consent of Cleo is given after as-of, that of Eve is a plain yes.
    expect(found.cleo).toMatchObject({ audience_level: 'low', channels: null });
    expect(found.eve).toMatchObject({ audience_level: 'high', channels: 'email;task' });
    expect(found.ben).toMatchObject({ audience_level: 'low', channels: null });
  });

  it('A11 what a lead declares beats what it reads, and what it declines is never used', async () => {
    const found = await profiles('interest,interests');
    expect(found.anna).toMatchObject({ interest: 'api', interests: 'api;pricing' });
    expect(found.ben).toMatchObject({ interest: 'api', interests: 'api' });
    expect(found.fay).toMatchObject({ interest: null, interests: null });
  });

  it('A12 tags come from the column and from events, and are lost in time', async () => {
    const found = await profiles('tags');
    expect(found.anna).toMatchObject({ tags: 'vip' });
    expect(found.cleo).toMatchObject({ tags: 'partner;vip' });
    const later = await profiles('tags', {
      tags: { rules: [{ tag: 'webinar', event: 'webinar.attended', within: '365d' }] },
    });
    expect(later.cleo).toMatchObject({ tags: 'partner;vip;webinar' });
  });

  it('C8 the people of one company make its score, free mail makes none', async () => {
    const found = await profiles('score,account,account_score,account_people');
    expect(found.anna).toMatchObject({ account: 'acme.example', account_score: 90, account_people: 2 });
    expect(found.ben).toMatchObject({ score: 30, account_score: 90 });
    expect(found.dan).toMatchObject({ account: null, account_score: null, account_people: null });
  });
});

describe('where they stand', () => {
  it('E7 E8 E9 fit and need make yes, maybe or no, and the outcome of a deal beats them', async () => {
    const found = await profiles('qualification,route');
    expect(found.anna).toMatchObject({ qualification: 'yes', route: 'sales' });
    expect(found.ben).toMatchObject({ qualification: 'maybe', route: 'current-goal' });
    expect(found.cleo).toMatchObject({ qualification: 'maybe', route: 'product-engagement' });
    expect(found.dan).toMatchObject({ qualification: 'no', route: 'nurture' });
    expect(found.eve).toMatchObject({ qualification: 'yes', route: 'customer-onboarding' });
  });

  it('E12 only legal transitions are made, others are reported', async () => {
    const { document, stderr } = await score('stage,stage_since,illegal_stages');
    const found = Object.fromEntries(document.leads.map((lead) => [lead.lead_id, lead]));
    expect(found.anna).toMatchObject({ stage: 'sal', stage_since: '2026-02-10T00:00:00.000Z' });
    expect(found.ben).toMatchObject({ stage: 'inquiry', stage_since: '2026-01-01T00:00:00.000Z' });
    expect(found.eve).toMatchObject({ stage: 'won', illegal_stages: 1 });
    expect(stderr).toContain('[data/illegal-stages]');
    expect(stderr).toContain('lead eve, from won to sal at 2026-02-25T00:00:00.000Z');
  });

  it('H13 another model of the journey can be chosen', async () => {
    const found = await profiles('stage', { stages: 'four-stage', segments: [], partitions: [] });
    expect(found.anna).toMatchObject({ stage: 'decision' });
    expect(found.cleo).toMatchObject({ stage: 'consideration' });
    expect(found.eve).toMatchObject({ stage: 'customer' });
    expect(found.fay).toMatchObject({ stage: 'awareness' });
  });

  it('E1 F2 E6 each lead is ready or not, and has one temperature and one letter', async () => {
    const found = await profiles('ready,distance,temperature,letter');
    expect(found.anna).toMatchObject({ ready: true, distance: 0, temperature: 'hot', letter: 'A' });
    expect(found.ben).toMatchObject({ ready: false, distance: 20, temperature: 'warm', letter: 'C' });
    expect(found.dan).toMatchObject({ ready: false, distance: 50, temperature: 'cold', letter: 'D' });
  });

  it('E4 E5 E13 ready leads have an owner, kept or assigned by rules in turns, and a time to be called', async () => {
    const everybodyReady = { score: { ...config.score, ready: 25 } };
    const found = await profiles('owner,overdue,due_at', everybodyReady);
    // Ben has been ready longest, then Anna and Cleo by their keys; Eve has her owner already.
    expect(Object.entries(found).map(([key, { owner }]) => [key, owner])).toEqual([
      ['anna', 'mira'],
      ['eve', 'zoe'],
      ['ben', 'tom'],
      ['cleo', 'mira'],
      ['dan', null],
      ['fay', null],
    ]);
    expect(found.ben).toMatchObject({ due_at: '2026-01-03T00:00:00.000Z', overdue: true });
    expect(found.dan).toMatchObject({ due_at: null, overdue: false });
  });

  it('E10 too many ready leads without fit and need fail a strict run', async () => {
    const thresholds = {
      ...config.score,
      ready: 25,
      fit: { ...config.score.fit, good: 100 },
      pain: { ...config.score.pain, good: 100 },
    };
    const { stderr, code } = await score('qualification', { score: thresholds }, ['--strict']);
    expect(stderr).toContain('[data/ready-without-need]');
    expect(code).toBe(1);
  });

  it('E11 the origin says whether need or fit is asked first', async () => {
    const cwd = project();
    const { stdout: inbound } = await runHere(['explain', 'anna', ...asOf], { cwd });
    expect(inbound).toContain('inbound: pain, then fit');
    const { stdout: outbound } = await runHere(['explain', 'ben', ...asOf], { cwd });
    expect(outbound).toContain('outbound: fit, then pain');
  });
});

describe('which groups they are in', () => {
  it('F1 F4 segments ask for profile, preferences and events, and for silence', async () => {
    const found = await profiles('segments');
    expect(found.anna).toMatchObject({ segments: 'large;on-trial;declared;large-on-trial' });
    expect(found.ben).toMatchObject({ segments: 'large;declared;large-on-trial' });
    expect(found.dan).toMatchObject({ segments: 'declared;passive' });
    expect(found.eve).toMatchObject({ segments: 'large;on-trial' });
    expect(found.fay).toMatchObject({ segments: null });
  });

  it('F5 a segment too small to pay is warned about', async () => {
    const { stderr } = await score('segments', { audience: { min_size: 3 } });
    expect(stderr).toContain('The segment "large-on-trial" has 2 members, fewer than 3.');
  });

  it('F6 a partition says which group comes first', async () => {
    const cwd = project();
    const { stdout } = await runHere(['segment', '--json', ...asOf], { cwd });
    const { partitions } = JSON.parse(stdout) as { readonly partitions: readonly object[] };
    expect(partitions).toMatchObject([
      // Eve is ready, too, but a customer first.
      {
        id: 'care',
        parts: [
          { id: 'customer', leads: 1 },
          { id: 'hot', leads: 1 },
          { id: 'other', leads: 4 },
        ],
      },
    ]);
  });

  it('A10 an explanation has the person, the score, the interests, the channels and the touchpoints', async () => {
    const { stdout } = await runHere(['explain', 'anna', ...asOf], { cwd: project() });
    for (const part of ['PERSON', 'FIT', 'PAIN', 'INTERESTS', 'CHANNELS', 'TIMELINE']) {
      expect(stdout).toContain(`\n${part}`);
    }
    expect(stdout).toContain('fears: a migration');
  });
});

describe('A8 several sources of leads', () => {
  it('are one table; where they differ the first is kept, and the report says so', async () => {
    const second = { files: 'more.csv', columns: { email: 'mail', country: 'country', phone: 'phone' } };
    const changes = { sources: { ...config.sources, leads: [...config.sources.leads, second] } };
    const cwd = project(changes);
    writeFileSync(
      join(cwd, 'more.csv'),
      'mail,country,phone\nBEN@acme.example,AT,+43 1 555\nnew@x.example,CH,\n',
    );
    const run = ['score', '--json', '--columns', 'lead_id,channels', ...asOf, '--conflicts', 'conflicts.csv'];
    const { stdout, stderr } = await runHere(run, { cwd });
    const document = JSON.parse(stdout);
    expect(document.conflicts).toEqual([{ field: 'country', leads: 1, sources: ['leads', 'leads 2'] }]);
    expect(document.sources[0]).toMatchObject({ read: 8, used: 8, joined: 1 });
    expect(document.leads).toContainEqual({ lead_id: 'ben', channels: 'task' });
    expect(document.leads).toContainEqual({ lead_id: 'new@x.example', channels: null });
    expect(stderr).toContain('sources differ, the first is kept: country of 1 lead');
    expect(readFileSync(join(cwd, 'conflicts.csv'), 'utf8')).toBe(
      'lead_id,field,kept,kept_source,other,other_source\nben,country,DE,leads,AT,leads 2\n',
    );
    const { stdout: explained } = await runHere(['explain', 'ben', ...asOf], { cwd });
    expect(explained).toContain('from leads.csv:3');
    expect(explained).toContain('+43 1 555');
  });
});
