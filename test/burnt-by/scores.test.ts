import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runHere } from '../cli/run-here.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { classifyWorld } from '../engine/classified-world.js';

const config = `version: 1
sources:
  leads: [{ files: leads.csv, key: lead_id }]
  events: [{ files: events.csv }]
score:
  ready: 40
  fit: { rules: [{ id: big, when: { employees: { gte: 100 } }, points: 10 }, { id: head, when: { title: { exists: true } }, points: 5 }] }
  pain:
    half_life: 10d
    rules:
      - { id: trial, event: trial.started, class: product, points: 30 }
      - { id: view, event: page.viewed, class: content, points: 7, max: 20 }
`;

const leads = `lead_id,email,title,employees,created_at
a,anna@corp.example,Head of Sales,200,2026-01-01
b,bob@corp.example,,200,2026-01-01
c,carla@other.example,,,2026-01-01
,nobody@x.example,,5,2026-01-01
d,dora@corp.example,,5,2026-01-01,too,many
`;

/** One event is reported twice, one is of a machine, one has no instant, and one is of nobody. */
const events = `event_id,lead_id,event,timestamp,is_machine
1,a,trial.started,2026-02-20T08:00:00Z,
2,a,page.viewed,2026-02-25T08:00:00Z,
3,a,page.viewed,2026-02-25T08:00:00Z,yes
4,b,page.viewed,2026-02-28T08:00:00Z,
5,b,page.viewed,someday,
1,a,trial.started,2026-02-20T08:00:00Z,
6,zz,page.viewed,2026-02-28T08:00:00Z,
`;

interface Scored {
  readonly leads: readonly Readonly<Record<string, unknown>>[];
  readonly sources: readonly Readonly<Record<string, number>>[];
}

interface Explained {
  readonly score: number;
  readonly fit: number;
  readonly fitRules: readonly { readonly points: number; readonly holds: boolean }[];
  readonly statement: readonly { readonly counted: number; readonly balance: number }[];
  readonly events: Readonly<Record<string, number>>;
}

describe('what leads are worth', () => {
  let scored: Scored;
  let explained: Explained;
  let rejects: readonly string[];
  let accounts: readonly Readonly<Record<string, unknown>>[];
  let told: string;

  beforeAll(async () => {
    const folder = temporaryFolder();
    for (const [name, text] of Object.entries({
      'nurture.yaml': config,
      'leads.csv': leads,
      'events.csv': events,
    })) {
      writeFileSync(join(folder, name), text);
    }
    const nurture = async (...args: readonly string[]) => {
      const flags = ['--as-of', '2026-03-02T08:00:00Z', '--max-quarantined', '100%', '--threads', '1'];
      const { code, stdout, stderr } = await runHere([...args, ...flags], { cwd: folder });
      expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
      return { stdout, stderr };
    };
    told = (await nurture('score', '-o', 'scores.json', '--rejects', 'rejects.csv')).stderr;
    scored = JSON.parse(readFileSync(join(folder, 'scores.json'), 'utf8')) as Scored;
    rejects = readFileSync(join(folder, 'rejects.csv'), 'utf8').trim().split('\n').slice(1);
    explained = JSON.parse((await nurture('explain', 'a', '--json')).stdout) as Explained;
    const lines = (await nurture('accounts', '--format', 'jsonl')).stdout.trim().split('\n');
    accounts = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  });

  it('burnt by 18: the rebuild of segments is slow and opaque', async () => {
    // Each asks twice for the one before it: evaluated anew each time, the last one would take 2^40 evaluations.
    const chain = Array.from({ length: 40 }, (_, index) => {
      const when =
        index === 0
          ? '{ employees: { gte: 100 } }'
          : `{ all: [{ segment: s${index - 1} }, { any: [{ segment: s${index - 1} }, { country: XX }] }] }`;
      return `  - { id: s${index}, when: ${when}, min_size: 1 }`;
    });
    const yaml = `score: { ready: 40 }\nsegments:\n${chain.join('\n')}\n`;
    const world = { config: yaml, leads: 'lead_id,employees,country\na,200,DE\nb,5,DE\n' };
    const found = await classifyWorld(world, ({ column }) => column('segments'));
    expect([String(found.a).split(';').length, found.b ?? '']).toEqual([40, '']);
  });

  it('burnt by 19: bots and scanners fake interest', () => {
    // The click of the machine has no points, and both counts are shown.
    expect(explained.statement).toHaveLength(2);
    expect(explained.events).toMatchObject({ used: 2, machine: 1, duplicates: 1 });
    expect(scored.sources.find(({ name }) => String(name) === 'events')).toMatchObject({
      used: 5,
      machine: 1,
    });
  });

  it('burnt by 20: the score does not match its history', () => {
    const sum = explained.statement.reduce((total, { counted }) => total + counted, 0);
    const fit = explained.fitRules.reduce((total, { points, holds }) => total + (holds ? points : 0), 0);
    expect(explained.statement.at(-1)?.balance).toBe(sum);
    expect(fit + sum).toBe(explained.score);
    const of = (id: string) => scored.leads.find(({ lead_id }) => lead_id === id);
    expect(of('a')?.score).toBe(explained.score);
    expect(of('c')).toMatchObject({ score: 0, fit: 0, pain: 0 });
  });

  it('burnt by 21: scores can not use profile fields, categories or the account', () => {
    expect(explained.fitRules).toMatchObject([
      { rule: 'big', values: { employees: '200' } },
      { rule: 'head' },
    ]);
    const members = scored.leads.filter(({ email }) => String(email).endsWith('@corp.example'));
    const best = Math.max(...members.map(({ score }) => Number(score)));
    expect(accounts.find(({ account }) => account === 'corp.example')).toMatchObject({
      people: 2,
      score: best,
      top_lead: 'a',
    });
  });

  it('burnt by 24: exports are imported badly and quietly', () => {
    for (const { read, used = 0, quarantined = 0, duplicates = 0, afterAsOf = 0 } of scored.sources) {
      expect(read).toBe(used + quarantined + duplicates + afterAsOf);
    }
    expect(told).toContain('leads: read 5 = used 3 + quarantined 2 + duplicates 0 + after as-of 0');
    expect(told).toContain(
      'events: read 7 = used 5 (1 of them of nobody) + quarantined 1 + duplicates 1 + after as-of 0',
    );
    expect(rejects).toEqual([
      'leads.csv,5,160,lead_id,no_key,",nobody@x.example,,5,2026-01-01"',
      'leads.csv,6,192,,too_many_cells,"d,dora@corp.example,,5,2026-01-01,too,many"',
      expect.stringMatching(/^events\.csv,6,\d+,timestamp,unreadable_instant,"5,b,page\.viewed,someday,"$/),
    ]);
  });
});
