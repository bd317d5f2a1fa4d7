import type { SourceProposal } from '../../model/file-inspection.js';
import { eventRules, type OwnEvent } from './event-rules.js';

/** A config and its first test, for sources that were found in files. */
export interface OwnConfig {
  readonly config: string;
  readonly test: string;
}

/** Rules for the fields and events that there are, and a welcome to begin with. `sources` is their YAML, `questions` become comments. */
export function configOfSources(
  sources: string,
  proposals: readonly SourceProposal[],
  questions: readonly string[],
): OwnConfig {
  const fields = new Set(
    proposals
      .filter(({ kind }) => kind === 'leads')
      .flatMap(({ columns }) => columns.map(({ field }) => field)),
  );
  const events = eventRules(proposals);
  const welcome = welcomeOf(fields, events);
  const fit = fitRules(fields);
  const consent = fields.has('consent_at')
    ? ['  consent: { required: true, column: consent_at }']
    : [
        '  # No column says who has consented to mail, so nobody is mailed yet. Map one as consent_at: above.',
        '  consent: { required: true, column: consent_at }',
      ];
  const lines = [
    'version: 1',
    'name: first',
    'timezone: UTC # days, and dates without an offset, are meant here; better the zone of the company, such as Europe/Berlin',
    '',
    ...questions.map((question) => `# To be answered: ${oneLine(question)}`),
    sources.trimEnd(),
    '  # Who must not be mailed, as far as a file says so; while the file is missing, nothing is planned:',
    '  # suppressions: [{ files: unsubscribed.csv, columns: { email: email } }]',
    '',
    'score:',
    `  ready: ${threshold(fit, events)} # from this score on, sales should call ...`,
    '  sla: 48h # ... within two days',
    ...section('  fit: # who they are: points that stay', fit),
    ...section(
      '  pain: # what they do: points that fade',
      events.map(({ rule }) => rule),
      ['    half_life: 30d'],
    ),
    '',
    'segments:',
    ...(events.length > 0 ? ['  - { id: gone-quiet, when: { days_since.last_event: { gte: 60 } } }'] : []),
    '  - { id: ready-leads, when: { ready: true } }',
    '',
    'policy: # what holds for all mail',
    '  window: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: lead }',
    '  caps: [{ max: 1, per: 24h }, { max: 3, per: 7d }]',
    '  min_gap: 16h',
    ...consent,
    '  blast: { max_sends: 500, max_growth: 3 } # more than that is a mistake until somebody says otherwise',
    '',
    'campaigns:',
    '  - id: first-steps',
    '    kind: nurture',
    '    owner: marketing',
    `    goal: ${welcome.goal}`,
    `    entry: ${welcome.entry}`,
    `    exit: [${welcome.exit}]`,
    '    max_age: 60d',
    '    steps:',
    '      - { id: hello, template: first-steps-1, subject: "Good to have you", lever: reciprocity, expires_after: 5d }',
    '      - { id: how-to, after: 4d, template: first-steps-2, subject: "Where most people begin" }',
    '      - { id: question, after: 7d, role: survey, template: first-steps-3, subject: "What is in the way?", lever: commitment }',
    '',
  ];
  return { config: lines.join('\n'), test: testOf(welcome) };
}

interface Welcome {
  readonly entry: string;
  readonly goal: string;
  readonly exit: string;
  /** How a lead of the first test gets in. */
  readonly lead: string;
  readonly event?: string;
}

function welcomeOf(fields: ReadonlySet<string>, events: readonly OwnEvent[]): Welcome {
  const [begins] = events.filter(({ opens }) => opens > 0).toSorted((a, b) => b.opens - a.opens);
  const [reaches] = events
    .filter((event) => event !== begins && event.closes > 0)
    .toSorted((a, b) => b.closes - a.closes);
  const deal = '{ event: [deal.won, deal.lost] }';
  const aim =
    reaches === undefined
      ? { goal: '{ ready: true }', exit: deal }
      : { goal: `{ event: ${reaches.name} }`, exit: '{ ready: true }' };
  const lead = '{ email: anna@nordlicht.example, consent_at: 2026-03-01, created_at: 2026-03-01 }';
  if (begins !== undefined) return { ...aim, lead, entry: `{ event: ${begins.name} }`, event: begins.name };
  const entry = fields.has('created_at') ? '{ created_at: { within: 14d } }' : '{ email: { exists: true } }';
  return { ...aim, lead, entry };
}

function fitRules(fields: ReadonlySet<string>): readonly string[] {
  const rules: Readonly<Record<string, string>> = {
    email: '{ id: business-email, when: { email.kind: business }, points: 10 }',
    title:
      "{ id: decision-maker, when: { title: { matches: '\\b(vp|head|chief|c[efot]o|founder)\\b' } }, points: 20 }",
    company: '{ id: known-company, when: { company: { exists: true } }, points: 5 }',
    employees: '{ id: size, when: { employees: { gte: 50 } }, points: 10 }',
  };
  return Object.entries(rules).flatMap(([field, rule]) => (fields.has(field) ? [rule] : []));
}

/** A score that can be reached: without events only by those of whom everything holds. */
function threshold(fit: readonly string[], events: readonly unknown[]): number {
  if (events.length > 0) return 60;
  return fit.reduce((sum, rule) => sum + Number(/points: (\d+)/.exec(rule)?.[1] ?? 0), 0);
}

function section(title: string, rules: readonly string[], keys: readonly string[] = []): readonly string[] {
  if (rules.length === 0) return [];
  return [title, ...keys, '    rules:', ...rules.map((rule) => `      - ${rule}`)];
}

function testOf({ lead, event }: Welcome): string {
  return [
    '# Stories of single leads, told to the config on a virtual clock: nurture test',
    '- story: a new lead gets the first mail the same day',
    '  as_of: 2026-03-02T10:00:00Z # a Monday',
    `  lead: ${lead}`,
    ...(event === undefined ? [] : ['  events:', `    - { at: 2026-03-02T09:00:00Z, type: ${event} }`]),
    '  then:',
    '    - run: 2026-03-02T10:00:00Z',
    '      expect:',
    '        sends: [{ campaign: first-steps, step: hello }]',
    '',
  ].join('\n');
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}
