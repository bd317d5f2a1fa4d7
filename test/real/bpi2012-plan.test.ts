import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../cli/run-nurture.js';
import { runWarm } from '../cli/run-warm.js';
import { query } from '../cli/state-project.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const data = join(projectFolder, '../shared/data/bpi2012');
const configFile = fileURLToPath(new URL('bpi2012.yaml', import.meta.url));

/** Calls that are due after an offer was sent and while the papers are missing; the institute called in real life as well. */
const campaigns = `
policy:
  window: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: Europe/Amsterdam }
  holidays: { country: NL }
  consent: { required: false }
  caps: [{ max: 1, per: 24h }, { max: 3, per: 7d }]
campaigns:
  - id: offer-follow-up
    kind: nurture
    priority: 60
    goal: { event: O_SENT_BACK }
    entry: { event: O_SENT }
    exit: [{ event: A_DECLINED }, { event: A_CANCELLED }]
    max_age: 30d
    reentry: always
    steps:
      - { id: call, after: 2d, channel: task, template: call-about-offer }
      - { id: call-again, after: 4d, channel: task, template: call-again, expires_after: 5d }
  - id: unfinished
    kind: nurture
    priority: 40
    goal: { event: A_FINALIZED }
    entry: { event: A_PREACCEPTED }
    exit: [{ event: A_DECLINED }, { event: A_CANCELLED }]
    reentry: never
    steps:
      - { id: remind, after: 3d, channel: task, template: remind-papers }
      - { id: remind-again, after: 5d, channel: task, template: remind-papers-again, expires_after: 5d }
`;

/** Thursday before the clock was changed, Friday, and Monday after it. */
const mornings = ['2011-10-27T08:00:00+02:00', '2011-10-28T08:00:00+02:00', '2011-10-31T08:00:00+01:00'];

describe('mornings with a real log of loan applications', () => {
  if (!existsSync(data)) {
    it('are not there', () => console.info(`nothing to test: there is no directory ${data}`));
    return;
  }

  const folder = temporaryFolder();
  const documents: RunDocument[] = [];

  beforeAll(async () => {
    const config = readFileSync(configFile, 'utf8').replaceAll(/files: (\w+\.csv\.gz)/g, (_, name) => {
      return `files: ${join(data, name)}`;
    });
    writeFileSync(join(folder, 'nurture.yaml'), config + campaigns);
    for (const morning of mornings) documents.push(await nurture('run', morning));
  });

  async function nurture(command: string, asOf: string): Promise<RunDocument> {
    const run = await runWarm([command, '-q', '--json', '--as-of', asOf], { cwd: folder });
    if (run.code !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  }

  it('S6.1 every lead and campaign has one decision, and the totals reconcile', () => {
    for (const { leads, considered, actions } of documents) {
      expect(considered).toBe(leads * 2);
      expect(Object.values(actions).reduce((sum, count) => sum + count, 0)).toBe(considered);
    }
    expect(documents.map(({ actions }) => actions.send ?? 0).every((sends) => sends > 20)).toBe(true);
  });

  it('M5 nobody is called twice about the same step', async () => {
    const [[sends, ids, steps] = []] = await query(
      `SELECT count(*)::INT, count(DISTINCT send_id)::INT, count(DISTINCT (lead_id, campaign, occurrence, step, attempt))::INT
        FROM read_parquet('${folder}/.nurture/runs/*/ledger.parquet') WHERE kind = 'send'`,
    );
    const planned = documents.reduce((sum, { actions }) => sum + (actions.send ?? 0), 0);
    expect([sends, ids, steps]).toEqual([planned, planned, planned]);
  });

  it('burnt by 16: all calls are in office hours in Amsterdam, also after the clock was changed', async () => {
    const [[early, late, weekend] = []] = await query(
      `SELECT min(send_at_local::TIME)::VARCHAR, max(send_at_local::TIME)::VARCHAR, count(*) FILTER (isodow(send_at_local) > 5)::INT
        FROM read_parquet('${folder}/.nurture/runs/*/decisions.parquet') WHERE action = 'send'`,
    );
    expect(String(early) >= '09:00:00' && String(late) <= '17:00:00').toBe(true);
    expect(weekend).toBe(0);
  });

  it('S7 a day of the past is planned again as it was', async () => {
    const replayed = await nurture('plan', mornings[1] as string);
    expect(replayed.actions).toEqual(documents[1]?.actions);
    expect(replayed.reasons).toEqual(documents[1]?.reasons);
  });
});

/** What the tests read of the document of `run --json`. */
interface RunDocument {
  readonly leads: number;
  readonly considered: number;
  readonly actions: Readonly<Record<string, number>>;
  readonly reasons: unknown;
}
