/** A config with every section, as the documentation describes them. */
export const exampleConfig = `# yaml-language-server: $schema=./node_modules/nurture/schema/nurture.schema.json
version: 1
name: acme-trial
timezone: Europe/Berlin

sources:
  leads:
    - files: leads.csv            # path, list or glob; .csv .tsv .json .jsonl .parquet, also .gz/.zst
      preset: generic             # hubspot, salesforce, mailchimp, mautic, ...
      key: lead_id
      columns: { email: email, title: job_title, company: company, country: country, employees: employees, created_at: created }
      dialect: { delimiter: ";", encoding: utf-8, decimal: ",", date_order: dmy, timezone: Europe/Berlin }   # all optional
  events:
    - files: events/*.csv
      columns: { lead: lead_id, type: event, at: timestamp, id: event_id }
      types: { "Email Opened": email.opened }      # source name -> canonical name
  suppressions: [{ files: unsubscribed.csv, columns: { email: email, reason: reason } }]
  lists:
    target_accounts: { files: targets.csv, column: domain }

score:
  ready: 100
  sla: 48h
  fit:
    good: 30
    rules:
      - { id: business-email, when: { email.kind: business }, points: 10 }
      - { id: seniority, when: { title: { matches: "\\\\b(vp|head|chief|c[teo]o)\\\\b" } }, points: 20 }
      - { id: target-account, when: { email.domain: { in_list: target_accounts } }, points: 30 }
      - { id: size, when: { employees: { gte: 50, lt: 1000 } }, points: 15 }
      - { id: student, when: { title: { contains: student } }, points: -30 }
  pain:
    good: 40
    half_life: 30d
    max: 200
    rules:
      - { id: trial, event: trial.started, class: product, points: 30, max: 30 }
      - { id: core-action, event: document.created, class: product, points: 25, max: 75, daily: 3 }
      - { id: pricing, event: page.viewed, class: content, where: { url: { contains: /pricing } }, points: 5, within: 90d, max: 20 }
  velocity: { window: 7d, bonus: [{ per_day: 20, points: 10 }] }
  account: { by: domain, method: { top: 3 }, roles: [decision_maker, influencer] }

titles: { seniority: { vp: [vice president, bereichsleiter] }, roles: { decision_maker: [geschäftsführer] } }
personas: [{ id: decision-maker, when: { buying_role: decision_maker }, goals: [less work], buying_process: asks others }]
interests:
  property: topic
  topics: { pricing: [price, plans] }
  half_life: 60d
  weights: { page.viewed: 1, form.submitted: 5 }
  declared: interests
  declined: declined_topics
  events: { declared: preference.declared, declined: preference.declined }
tags:
  column: tags
  rules: [{ tag: vip, when: { persona: decision-maker } }, { tag: webinar, event: webinar.attended, within: 90d }]
stages:
  - { id: inquiry }
  - { id: mql, when: { ready: true } }
  - { id: sql, event: stage.changed, where: { value: sql }, from: [inquiry, mql] }
  - { id: won, event: deal.won, final: true }
qualification: { yes: sales, maybe: current-goal, no: nurture, won: customer-onboarding, lost: product-engagement }
segments:
  - id: dormant
    when: { all: [{ days_since.last_event: { gte: 60 } }, { not: { segment: engaged } }] }
  - id: engaged
    when: { events: { type: [email.clicked, page.viewed], within: 30d, count: { gte: 3 } } }
    description: came back
    min_size: 50
partitions: [{ id: size-class, of: [{ id: enterprise, when: { employees: { gte: 1000 } } }], else: smb }]
labels: { temperature: { hot: 100, warm: 50 }, letters: { A: 100, B: 75, C: 50 } }
audience:
  levels: { high: [email, title, company, phone], low: [email] }
  channels: { email: { needs: email, consent: consent_at }, task: { needs: [phone, last_name] } }
  min_size: 100
queue:
  rules: [{ when: { partition.size-class: enterprise }, to: [anna, ben], method: round_robin }]
  default: { to: [{ id: anna, weight: 2 }, { id: ben }], method: weighted }
  owner_column: owner

policy:
  window: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: lead, quiet: [{ from: "12:00", to: "13:00" }], on_unknown_zone: skip }
  holidays: [{ country: DE, region: BY }, { calendar: holidays.yaml }]
  zones: { regions: { "US/CA": America/Los_Angeles }, countries: { DE: Europe/Berlin } }
  caps: [{ max: 1, per: 24h }, { max: 3, per: week }]
  on_cap: defer
  min_gap: 16h
  consent: { required: true, column: consent_at }
  holdout: 5%
  throttle: 20000
  blast: { max_sends: 50000, max_growth: 3 }
  expires_after: 7d
  case_window: 72h
  salt: acme
  language: de
  ladder: rung

campaigns:
  - id: welcome
    kind: welcome
    owner: marketing
    strategy: hook_and_bait
    priority: 90
    purpose: marketing
    transactional: false
    paused: false
    goal: { event: document.created, where: { topic: contract } }
    entry: { event: [trial.started, trial.extended], where: { value: { gte: 1 } }, when: { email.kind: business } }
    exit: [{ ready: true }, { event: deal.lost }]
    while: { not: { segment: dormant } }
    reentry: never
    max_age: 60d
    holdout: 10%
    throttle: 500
    smooth_over: 3d
    window: { days: [mon, thu], zone: Europe/Berlin }
    expires_after: 10d
    case_window: 48h
    moved: { hallo: hello, old: exit }
    steps:
      - { id: hello, after: 0d, template: welcome-1, subject: "Willkommen, {{ first_name | default: 'und hallo' }}", sender: anna@acme.example }
      - id: first-steps
        after: 2d
        at: { weekday: [tue, thu], time: "10:00" }
        template: welcome-2
        variables: { button: "Start, {{ first_name | default: 'now' }}" }
        variants: [{ id: a, subject: "..." }, { id: b, subject: "...", weight: 2 }]
        on: { ignored: { resend: { subject: "...", after: 3d, times: 1 } }, clicked: { goto: offer, audience: warm }, undelivered: exit }
      - id: proof
        channel: email
        stage: decision
        lever: social_proof
        wait_for: { event: document.shared, where: { topic: contract }, at_most: 14d }
        when: { case: [opened, clicked] }
        template: welcome-3
        resend: { template: welcome-3b }
      - { id: offer, after: 3d, role: offer, rung: 2, template: welcome-4, expires_after: never, case_window: 1w, on: { clicked: { enter: letters } } }
  - { id: letters, extends: nurture, without: [question], window: any, steps: [{ id: guide, subject: Our guide }] }
  - { id: pattern, abstract: true, steps: [{ id: card, template: card }] }
  - { id: anniversary, extends: pattern, goal: { ready: true }, entry: { date: created_at, after: 1y, yearly: true, when: { stage: won } } }
  - { id: push, extends: offer-push, allow_hard_push: true, allow_cold_offers: false, entry: { temperature: hot } }
  - id: renewal
    goal: { event: subscription.renewed }
    entry: { date: renewal_date, before: 60d }
    steps: [{ id: a, before: renewal_date 30d, at: { time: "09:00" } }, { id: b, before: { date: renewal_date, before: 1w }, on: { ignored: { suppress: true }, opened: { exit: true }, converted: next } }]

outputs:
  send_lists: [{ format: csv, split_by: campaign, columns: [email, first_name, template, subject] }]
targets: { conversion_rate: 5%, open_rate: 35% }
`;
