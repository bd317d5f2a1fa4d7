import { csv, type Example } from './example.js';

/** A software product with a trial of two weeks. */
export const saasTrial: Example = {
  id: 'saas-trial',
  about: 'a software product with a free trial: product use makes a lead ready for sales',
  config: `version: 1
name: saas-trial
timezone: Europe/Berlin # days, and dates without an offset, are meant here

sources:
  leads:
    - files: data/leads.csv
      key: lead_id
      columns: # our name: header in the file
        email: email
        first_name: first_name
        title: job_title
        company: company
        country: country
        employees: employees
        created_at: created
        consent_at: consent
  events:
    - files: data/events.csv
      columns: { id: event_id, lead: lead_id, type: event, at: timestamp, url: url }
  suppressions: # who must not be mailed; while this file is missing, nothing is planned
    - files: data/unsubscribed.csv
      columns: { email: email, reason: reason, at: at }

score:
  ready: 80 # from this score on, sales should call ...
  sla: 48h # ... within two days
  fit: # who they are: points that stay
    good: 25
    rules:
      - { id: business-email, when: { email.kind: business }, points: 10 }
      - { id: decision-maker, when: { title: { matches: '\\b(vp|head|chief|c[efot]o|founder)\\b' } }, points: 15 }
      - { id: size, when: { employees: { gte: 50, lt: 1000 } }, points: 10 }
      - { id: student, when: { title: { contains: student } }, points: -30 }
  pain: # what they do: points that fade
    good: 40
    half_life: 30d
    rules:
      - { id: trial, event: trial.started, class: product, points: 30, max: 30 }
      - { id: core-action, event: document.created, class: product, points: 15, daily: 2, max: 75 }
      - { id: invites, event: teammate.invited, class: product, points: 15, max: 45 }
      - { id: pricing, event: page.viewed, where: { url: { contains: /pricing } }, points: 5, within: 90d, max: 20 }

audience: { min_size: 1 } # with real data leave this out: groups of less than 100 do not pay, and are warned about

segments:
  - { id: active-trials, when: { events: { type: document.created, within: 14d, count: { gte: 2 } } } }
  - { id: gone-quiet, when: { all: [{ days_since.last_event: { gte: 21 } }, { pain: { gte: 5 } }] } }

policy: # what holds for all mail
  window: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: lead }
  zones: { countries: { DE: Europe/Berlin, GB: Europe/London, US: America/New_York } }
  holidays: { country: DE }
  caps: [{ max: 1, per: 24h }, { max: 3, per: 7d }]
  min_gap: 16h
  consent: { required: true, column: consent_at }
  blast: { max_sends: 500, max_growth: 3 } # more than that is a mistake until somebody says otherwise

campaigns:
  # nurture-ignore lint/incomplete-welcome: a beginning; personas, a hold-out and targets come when it runs
  - id: trial-welcome
    extends: trial-welcome # five mails in two weeks; docs/configuration.md has all presets
    owner: marketing
    goal: { event: teammate.invited } # who brings a colleague along needs no more welcome: it ends at once
    exit: [{ ready: true }] # from then on it is for sales to write
  - id: ask-again # whose trial has gone quiet is asked once whether to go on
    extends: wake-up
    owner: marketing
    entry: { segment: gone-quiet }
`,
  test: `# Stories of single leads, told to the config on a virtual clock: nurture test
- story: who starts a trial is welcomed the same day
  as_of: 2026-03-02T09:00:00Z # a Monday
  lead:
    id: T1
    email: anna@nordlicht.example
    title: Head of Sales
    country: DE
    employees: 200
    consent_at: 2026-03-01
  events:
    - { at: 2026-03-02T08:30:00Z, type: trial.started }
  then:
    - run: 2026-03-02T09:00:00Z
      expect:
        score: { gte: 60 }
        sends: [{ campaign: trial-welcome, step: hello }]

- story: without consent nobody is mailed
  as_of: 2026-03-02T09:00:00Z
  lead: { id: T2, email: ben@brightwell.example, country: GB }
  events:
    - { at: 2026-03-02T08:30:00Z, type: trial.started }
  then:
    - run: 2026-03-02T09:00:00Z
      expect:
        sends: []
        reason: { campaign: trial-welcome, is: no_consent }
`,
  data: (ago) => ({
    'data/leads.csv': csv('lead_id,email,first_name,job_title,company,country,employees,created,consent', [
      lead(
        'L1',
        'anna.berg@nordlicht.example',
        'Anna',
        'Head of Operations',
        'Nordlicht AG',
        'DE',
        '240',
        ago(21, '08:00'),
      ),
      lead(
        'L2',
        'jo.miller@brightwell.example',
        'Jo',
        'VP Sales',
        'Brightwell Ltd',
        'GB',
        '80',
        ago(2, '14:20'),
      ),
      lead('L3', 'lena@kiesel.example', 'Lena', 'Office Manager', 'Kiesel GmbH', 'DE', '12', ago(1, '10:05')),
      lead('L4', 'sample.tom@gmail.com', 'Tom', 'Student', '', 'US', '', ago(9, '19:30')),
      lead('L5', 'priya@larkstone.example', 'Priya', 'Founder', 'Larkstone', 'US', '60', ago(5, '16:00')),
      lead(
        'L6',
        'emil@silberhain.example',
        'Emil',
        'Team lead',
        'Silberhain KG',
        'DE',
        '420',
        ago(60, '09:00'),
      ),
      [
        ...lead('L7', 'mary@redmarsh.example', 'Mary', 'CFO', 'Redmarsh', 'GB', '900', ago(3, '11:45')).slice(
          0,
          -1,
        ),
        '',
      ],
      lead(
        'L8',
        'otto@tannberg.example',
        'Otto',
        'Chief Engineer',
        'Tannberg SE',
        'DE',
        '1500',
        ago(12, '07:50'),
      ),
    ]),
    'data/events.csv': csv('event_id,lead_id,event,timestamp,url', [
      ['E01', 'L1', 'trial.started', ago(20, '09:00'), ''],
      ['E02', 'L1', 'document.created', ago(19, '10:12'), ''],
      ['E03', 'L1', 'document.created', ago(4, '14:30'), ''],
      ['E04', 'L1', 'page.viewed', ago(4, '15:02'), 'https://product.example/pricing'],
      ['E05', 'L1', 'document.created', ago(3, '08:30'), ''],
      ['E06', 'L2', 'trial.started', ago(1, '14:20'), ''],
      ['E07', 'L2', 'page.viewed', ago(1, '14:50'), 'https://product.example/pricing'],
      ['E08', 'L3', 'trial.started', ago(1, '10:05'), ''],
      ['E09', 'L4', 'page.viewed', ago(8, '20:00'), 'https://product.example/blog/hello'],
      ['E10', 'L5', 'trial.started', ago(4, '16:10'), ''],
      ['E11', 'L5', 'document.created', ago(3, '17:00'), ''],
      ['E12', 'L5', 'teammate.invited', ago(2, '17:30'), ''],
      ['E13', 'L6', 'trial.started', ago(45, '09:10'), ''],
      ['E14', 'L6', 'document.created', ago(44, '09:40'), ''],
      ['E15', 'L7', 'trial.started', ago(2, '12:00'), ''],
      ['E16', 'L8', 'trial.started', ago(2, '08:00'), ''],
    ]),
    'data/unsubscribed.csv': csv('email,reason,at', [
      ['otto@tannberg.example', 'unsubscribed', ago(2, '09:00')],
    ]),
  }),
};

/** Who signs up gives consent at the same instant. */
function lead(...cells: readonly string[]): readonly string[] {
  return [...cells, cells.at(-1) ?? ''];
}
