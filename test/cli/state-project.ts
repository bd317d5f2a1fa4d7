import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../src/engine/database.js';
import { Database } from '../../src/engine/database.js';
import { raw } from '../../src/sql/sql.js';
import { runHere } from './run-here.js';
import type { Run } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

/** Three people in a campaign of two mails, two days apart. */
export const config = `version: 1
name: states
sources:
  leads: [{ files: leads.csv, key: lead_id }]
  events: [{ files: events.csv }]
  suppressions: [{ files: stops.csv }]
score: { ready: 100, pain: { rules: [{ id: trial, event: trial.started, class: product, points: 30 }] } }
policy: { consent: { required: false }, min_gap: none, blast: { max_sends: 10 } }
campaigns:
  - id: welcome
    kind: welcome
    goal: { event: document.created }
    entry: { event: trial.started }
    steps:
      - { id: hello, template: hello-1, subject: Hello }
      - { id: more, after: 2d, template: more-1, subject: More }
`;

const leads = 'lead_id,email\na,anna@corp.example\nb,bob@corp.example\nc,Carla@corp.example\n';
const header = 'event_id,lead_id,email,event,timestamp,purpose\n';

/** The first morning, and mornings after it. */
export const monday = '2026-03-02T08:00:00Z';
export const wednesday = '2026-03-04T09:00:00Z';
export const friday = '2026-03-06T09:00:00Z';

/** A project in a folder of its own, with the program run in this process. */
export class Project {
  readonly folder = temporaryFolder();
  #events = 0;

  constructor(text = config) {
    this.write('nurture.yaml', text);
    this.write('leads.csv', leads);
    this.write('events.csv', header);
    this.write('stops.csv', 'email,reason,at\nghost@corp.example,unsubscribed,\n');
    for (const lead of ['a', 'b', 'c']) this.event(lead, 'trial.started', '2026-03-01T08:00:00Z');
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  append(name: string, text: string): void {
    appendFileSync(this.path(name), text);
  }

  /** An event of a lead, or of an address. */
  event(who: string, type: string, at: string, purpose = ''): void {
    this.#events++;
    const [lead, email] = who.includes('@') ? ['', who] : [who, ''];
    this.append('events.csv', `e${this.#events},${lead},${email},${type},${at},${purpose}\n`);
  }

  forgetEvents(): void {
    this.write('events.csv', header);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs a command line; words of `told` are parted by blanks. */
  nurture(told: string, asOf?: string): Promise<Run> {
    const args = [...told.split(' '), ...(asOf === undefined ? [] : ['--as-of', asOf])];
    return runHere([...args, '--threads', '1'], { cwd: this.folder });
  }

  /** The document that a command prints with `--json`. */
  async document(told: string, asOf?: string): Promise<Record<string, unknown>> {
    const { stdout, stderr } = await this.nurture(`${told} --json`, asOf);
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Ids of the runs that are there. */
  runs(): readonly string[] {
    return readdirSync(this.path('.nurture/runs')).sort();
  }

  /** `lead step` of the sends in the ledgers of runs; all of them unless named. */
  async sends(run = '*'): Promise<readonly string[]> {
    const rows = await query(
      `SELECT lead_id || ' ' || step FROM read_parquet('${this.path('.nurture/runs')}/${run}/ledger.parquet')
        WHERE kind = 'send' ORDER BY ALL`,
    );
    return rows.map(([text]) => String(text));
  }

  /** `lead action reason` of a plan or run directory. */
  async decisions(directory: string): Promise<readonly string[]> {
    const rows = await query(
      `SELECT lead_id || ' ' || action || ' ' || reason FROM read_parquet('${this.path(directory)}/decisions.parquet') ORDER BY ALL`,
    );
    return rows.map(([text]) => String(text));
  }

  manifest(directory: string): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.path(directory), 'manifest.json'), 'utf8')) as Record<
      string,
      unknown
    >;
  }
}

export async function query(text: string): Promise<readonly Row[]> {
  const spillDirectory = join(temporaryFolder(), 'spill');
  const database = await Database.open({ memoryBytes: 2 ** 28, threads: 1, spillDirectory });
  try {
    return await database.rows(raw(text));
  } finally {
    database.close();
  }
}
