import { csv, type Example } from './example.js';

/** A newsletter with a shop behind it. */
export const newsletter: Example = {
  id: 'newsletter',
  about: 'a newsletter of a shop: interests from what people read, a welcome series, a cart reminder',
  config: `version: 1
name: newsletter
timezone: Europe/London # days, and dates without an offset, are meant here

sources:
  leads:
    - files: data/subscribers.csv # no ids: a subscriber is known by the address
      columns: # our name: header in the file
        email: email
        first_name: first_name
        country: country
        created_at: subscribed
        consent_at: confirmed
  events:
    - files: data/events.csv
      columns: { id: id, email: email, type: event, at: time, url: url, topic: topic, value: value }
  suppressions: # who must not be mailed; while this file is missing, nothing is planned
    - files: data/unsubscribed.csv
      columns: { email: email, reason: reason, at: at }

interests: { property: topic, half_life: 60d }

score:
  ready: 60 # from this score on, somebody is worth a personal offer
  fit:
    good: 10
    rules:
      - { id: confirmed, when: { consent_at: { exists: true } }, points: 10 }
      - { id: unusable-address, when: { email.kind: [disposable, invalid] }, points: -50 }
  pain:
    good: 30
    half_life: 21d
    rules:
      - { id: purchase, event: purchase.completed, class: product, points: 40, max: 80 }
      - { id: cart, event: cart.abandoned, class: product, points: 20, max: 40 }
      - { id: reading, event: page.viewed, class: content, points: 3, daily: 3, max: 30 }

audience: { min_size: 1 } # with real data leave this out: groups of less than 100 do not pay, and are warned about

segments:
  - { id: garden, when: { interest: garden }, description: reads most about gardens }
  - { id: buyers, when: { events: { type: purchase.completed, within: 365d, count: { gte: 1 } } } }
  - { id: asleep, when: { days_since.last_event: { gte: 90 } } }

policy: # what holds for all mail
  window: { days: [mon, tue, wed, thu, fri, sat], from: "08:00", to: "20:00", zone: lead }
  zones: { countries: { GB: Europe/London, IE: Europe/Dublin, DE: Europe/Berlin } }
  caps: [{ max: 1, per: 24h }, { max: 3, per: 7d }]
  min_gap: 16h
  consent: { required: true, column: consent_at }
  blast: { max_sends: 1000, max_growth: 3 } # more than that is a mistake until somebody says otherwise

campaigns:
  # nurture-ignore lint/incomplete-welcome: a beginning; personas, a hold-out and targets come when it runs
  - id: welcome
    extends: welcome # four mails in two weeks; docs/configuration.md has all presets
    owner: editors
    goal: { event: purchase.completed } # who buys needs no more welcome
    exit: [{ segment: buyers }]
  - id: cart
    extends: cart-reminder
    owner: shop
  - id: still-there # who has been silent for a quarter is asked whether to go on
    extends: wake-up
    owner: editors
    entry: { segment: asleep }
`,
  test: `# Stories of single subscribers, told to the config on a virtual clock: nurture test
- story: who subscribes is welcomed the same day
  as_of: 2026-03-02T09:00:00Z # a Monday
  lead: { email: anna@postfach.example, first_name: Anna, country: GB, consent_at: 2026-03-02T08:00:00Z }
  events:
    - { at: 2026-03-02T08:00:00Z, type: email.subscribed }
  then:
    - run: 2026-03-02T09:00:00Z
      expect:
        sends: [{ campaign: welcome, step: hello }]

- story: who has thought better of it is not mailed
  as_of: 2026-03-02T09:00:00Z
  lead: { email: ben@letterbox.example, country: GB, consent_at: 2026-03-02T08:00:00Z }
  events:
    - { at: 2026-03-02T08:00:00Z, type: email.subscribed }
    - { at: 2026-03-02T08:30:00Z, type: email.unsubscribed }
  then:
    - run: 2026-03-02T09:00:00Z
      expect:
        sends: []
        reason: { campaign: welcome, is: suppressed_unsubscribed }
`,
  data: (ago) => ({
    'data/subscribers.csv': csv('email,first_name,country,subscribed,confirmed', [
      ['anna@postfach.example', 'Anna', 'DE', ago(40, '08:10'), ago(40, '08:15')],
      ['ben@letterbox.example', 'Ben', 'GB', ago(1, '09:00'), ago(1, '09:04')],
      ['sample.cara@gmail.com', 'Cara', 'IE', ago(1, '18:40'), ago(1, '18:41')],
      ['dev@brightwell.example', 'Dev', 'GB', ago(12, '07:30'), ago(12, '07:35')],
      ['eve@larkstone.example', '', 'GB', ago(2, '10:00'), ''],
      ['finn@kiesel.example', 'Finn', 'DE', ago(200, '10:00'), ago(200, '10:02')],
      ['gwen@redmarsh.example', 'Gwen', 'GB', ago(6, '12:00'), ago(6, '12:09')],
    ]),
    'data/events.csv': csv('id,email,event,time,url,topic,value', [
      ['1', 'anna@postfach.example', 'email.subscribed', ago(40, '08:15'), '', '', ''],
      [
        '2',
        'anna@postfach.example',
        'page.viewed',
        ago(8, '19:00'),
        'https://shop.example/roses',
        'garden',
        '',
      ],
      [
        '3',
        'anna@postfach.example',
        'page.viewed',
        ago(7, '19:20'),
        'https://shop.example/tulips',
        'garden',
        '',
      ],
      ['4', 'anna@postfach.example', 'purchase.completed', ago(7, '19:40'), '', 'garden', '34.50'],
      ['5', 'ben@letterbox.example', 'email.subscribed', ago(1, '09:04'), '', '', ''],
      [
        '6',
        'ben@letterbox.example',
        'page.viewed',
        ago(1, '09:30'),
        'https://shop.example/chairs',
        'home',
        '',
      ],
      ['7', 'sample.cara@gmail.com', 'email.subscribed', ago(1, '18:41'), '', '', ''],
      ['8', 'dev@brightwell.example', 'email.subscribed', ago(12, '07:35'), '', '', ''],
      ['9', 'dev@brightwell.example', 'cart.abandoned', ago(1, '20:10'), '', 'home', '129.00'],
      ['10', 'eve@larkstone.example', 'email.subscribed', ago(2, '10:00'), '', '', ''],
      [
        '11',
        'finn@kiesel.example',
        'page.viewed',
        ago(150, '11:00'),
        'https://shop.example/lamps',
        'home',
        '',
      ],
      ['12', 'gwen@redmarsh.example', 'email.subscribed', ago(6, '12:09'), '', '', ''],
    ]),
    'data/unsubscribed.csv': csv('email,reason,at', [
      ['gwen@redmarsh.example', 'unsubscribed', ago(3, '07:00')],
    ]),
  }),
};
