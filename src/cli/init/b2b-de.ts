import { type Ago, csv, type Example } from './example.js';

/** A German manufacturer: exports of a German spreadsheet, long sales cycles, formal address. */
export const b2bDe: Example = {
  id: 'b2b-de',
  about: 'a German B2B company: spreadsheet exports with ; and 31.12.2025, formal salutation, holidays',
  config: `version: 1
name: b2b-de
timezone: Europe/Berlin # days, and dates without an offset, are meant here

sources:
  leads:
    - files: data/kontakte.csv # as a German spreadsheet writes it
      key: Nr
      columns: # our name: header in the file
        email: E-Mail
        salutation: Anrede
        first_name: Vorname
        last_name: Nachname
        title: Position
        company: Firma
        region: Land
        employees: Mitarbeiter
        industry: Branche
        created_at: Angelegt
        consent_at: Einwilligung
      dialect: { delimiter: ";", date_order: dmy, decimal: "," }
  events:
    - files: data/aktivitaeten.csv
      columns: { lead: Nr, type: Ereignis, at: Zeitpunkt, url: Seite }
      types: # name in the file: our name
        "Seite besucht": page.viewed
        "Formular gesendet": form.submitted
        "Angebot angefragt": quote.requested
        "Messegespräch": fair.visited
      dialect: { delimiter: ";", date_order: dmy }
  suppressions: # who must not be mailed; while this file is missing, nothing is planned
    - files: data/abgemeldet.csv
      columns: { email: E-Mail, reason: Grund }
      dialect: { delimiter: ";" }

score:
  ready: 70 # from this score on, sales should call ...
  sla: 48h # ... within two days
  fit: # who they are: points that stay
    good: 25
    rules:
      - { id: business-email, when: { email.kind: business }, points: 10 }
      - { id: decision-maker, when: { title: { matches: 'geschäftsführ|vorst[aä]nd|inhaber|prokurist|leiter' } }, points: 20 }
      - { id: industry, when: { industry: [Maschinenbau, Automobil, Metallbau] }, points: 10 }
      - { id: size, when: { employees: { gte: 50 } }, points: 10 }
      - { id: student, when: { title: { matches: 'student|praktikant|werkstudent' } }, points: -30 }
  pain: # what they do: points that fade, slowly, because buying takes months
    good: 30
    half_life: 60d
    rules:
      - { id: quote, event: quote.requested, class: product, points: 50, max: 80 }
      - { id: fair, event: fair.visited, class: product, points: 20, max: 40 }
      - { id: form, event: form.submitted, class: content, points: 15, max: 30 }
      - { id: prices, event: page.viewed, where: { url: { contains: /preise } }, points: 5, daily: 1, max: 20 }

audience: { min_size: 1 } # with real data leave this out: groups of less than 100 do not pay, and are warned about

segments:
  - { id: bavaria, when: { region: Bayern } }
  - { id: deciders, when: { title: { matches: 'geschäftsführ|vorst[aä]nd|inhaber' } } }

policy: # what holds for all mail
  window: { days: [tue, wed, thu], from: "09:00", to: "16:00", zone: Europe/Berlin }
  holidays: { country: DE, region: BY }
  caps: [{ max: 1, per: 24h }, { max: 2, per: 7d }]
  min_gap: 48h
  consent: { required: true, column: consent_at } # double opt-in
  language: de
  blast: { max_sends: 500, max_growth: 3 } # more than that is a mistake until somebody says otherwise

campaigns:
  - id: erstkontakt # after a first sign of interest: useful things first, an offer of a talk last
    kind: nurture
    owner: marketing
    goal: { event: quote.requested }
    entry: { event: [form.submitted, fair.visited] }
    exit: [{ ready: true }, { event: [deal.won, deal.lost] }]
    reentry: 180d
    max_age: 180d
    steps:
      - { id: danke, template: erstkontakt-1, subject: "Vielen Dank für Ihr Interesse", lever: reciprocity }
      - { id: leitfaden, after: 7d, template: erstkontakt-2, subject: "Ein Leitfaden für die Auswahl", lever: authority }
      - { id: referenz, after: 14d, template: erstkontakt-3, subject: "Wie ein Betrieb wie Ihrer vorgegangen ist", lever: social_proof }
      - { id: frage, after: 14d, role: survey, template: erstkontakt-4, subject: "Was fehlt Ihnen noch?", lever: commitment }
`,
  test: `# Stories of single contacts, told to the config on a virtual clock: nurture test
- story: who sends the form is thanked on the next open day
  as_of: 2026-03-02T09:00:00Z # a Monday; mail goes out from Tuesday to Thursday
  lead:
    id: T1
    email: sabine.huber@tannberg.example
    title: Leiterin Einkauf
    industry: Maschinenbau
    employees: 180
    consent_at: 2026-03-01
  events:
    - { at: 2026-03-02T08:30:00Z, type: form.submitted }
  then:
    - run: 2026-03-02T09:00:00Z
      expect:
        score: { gte: 60 }
        sends: [{ campaign: erstkontakt, step: danke, at: 2026-03-03T08:00:00Z }]

- story: without consent nobody is mailed
  as_of: 2026-03-03T09:00:00Z
  lead: { id: T2, email: otto.lang@kiesel.example }
  events:
    - { at: 2026-03-03T08:30:00Z, type: form.submitted }
  then:
    - run: 2026-03-03T09:00:00Z
      expect:
        sends: []
        reason: { campaign: erstkontakt, is: no_consent }
`,
  data: (ago) => ({
    'data/kontakte.csv': csv(
      'Nr;E-Mail;Anrede;Vorname;Nachname;Position;Firma;Land;Mitarbeiter;Branche;Angelegt;Einwilligung',
      [
        lead(
          ago,
          30,
          'K1',
          'sabine.huber@tannberg.example',
          'Frau;Sabine;Huber;Leiterin Einkauf;Tannberg SE;Bayern;1.200;Maschinenbau',
        ),
        lead(
          ago,
          12,
          'K2',
          'otto.lang@kiesel.example',
          'Herr;Otto;Lang;Geschäftsführer;Kiesel GmbH;Hessen;85;Metallbau',
        ),
        lead(
          ago,
          3,
          'K3',
          'mira.koch@silberhain.example',
          'Frau;Mira;Koch;Prokuristin;Silberhain KG;Sachsen;64;Automobil',
        ),
        lead(
          ago,
          2,
          'K4',
          'jens.ott@nordhain.example',
          'Herr;Jens;Ott;Werkstudent;Nordhain AG;Bayern;300;Maschinenbau',
        ),
        lead(
          ago,
          9,
          'K5',
          'ines.wolf@fernblick.example',
          'Frau;Ines;Wolf;Assistenz;Fernblick GmbH;Berlin;20;Handel',
        )
          .slice(0, -1)
          .concat(''),
        lead(
          ago,
          5,
          'K6',
          'paul.seidel@eichgrund.example',
          'Herr;Paul;Seidel;Inhaber;Eichgrund e. K.;Bayern;14;Metallbau',
        ),
      ],
      ';',
    ),
    'data/aktivitaeten.csv': csv(
      'Nr;Ereignis;Zeitpunkt;Seite',
      [
        ['K1', 'Messegespräch', german(ago(29, '10:00')), ''],
        ['K1', 'Seite besucht', german(ago(6, '08:20')), 'https://werk.example/preise'],
        ['K1', 'Angebot angefragt', german(ago(4, '13:45')), ''],
        ['K2', 'Formular gesendet', german(ago(2, '15:10')), ''],
        ['K2', 'Seite besucht', german(ago(1, '09:05')), 'https://werk.example/preise'],
        ['K3', 'Formular gesendet', german(ago(1, '11:30')), ''],
        ['K4', 'Seite besucht', german(ago(1, '16:00')), 'https://werk.example/karriere'],
        ['K5', 'Formular gesendet', german(ago(3, '12:00')), ''],
        ['K6', 'Messegespräch', german(ago(2, '14:00')), ''],
      ],
      ';',
    ),
    'data/abgemeldet.csv': csv('E-Mail;Grund', [['paul.seidel@eichgrund.example', 'abgemeldet']], ';'),
  }),
};

/** A contact that was entered, and has given consent, so many days ago. */
function lead(ago: Ago, days: number, ...cells: readonly string[]): string[] {
  const entered = german(ago(days, '09:00'));
  return [...cells, entered, entered];
}

/** `31.12.2025 09:00`, as a German spreadsheet writes an instant. */
function german(instant: string): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(instant) ?? [];
  return `${day}.${month}.${year} ${time}`;
}
