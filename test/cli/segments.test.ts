import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SegmentReport } from '../../src/report/segment-report.js';
import { runHere } from './run-here.js';
import { temporaryFolder } from './temporary-folder.js';

const count = 40;
const numbers = Array.from({ length: count }, (_, number) => number);
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const asOf = day(count - 1);

/** Lead n has n employees and was created on day n; segment n asks for at least n. So there is more than one word of bits. */
function manySegments(): string {
  const folder = temporaryFolder();
  const leads = numbers.map((n) => `L${n},${n},${day(n)}`);
  writeFileSync(join(folder, 'leads.csv'), `lead_id,employees,created\n${leads.join('\n')}\n`);
  const segments = numbers.map((n) => `  - { id: from-${n}, when: { employees: { gte: ${n} } } }`);
  writeFileSync(
    join(folder, 'nurture.yaml'),
    `version: 1
timezone: UTC
sources: { leads: [{ files: leads.csv, key: lead_id, columns: { created_at: created } }] }
score: { ready: 1, fit: { rules: [{ id: large, when: { employees: { gte: 30 } }, points: 1 }] } }
partitions: [{ id: size, of: [{ id: small, when: { employees: { lt: 10 } } }], else: large }]
audience: { min_size: 1 }
segments:
${segments.join('\n')}
`,
  );
  return folder;
}

async function run(folder: string, ...args: readonly string[]) {
  const result = await runHere(['segment', '--as-of', asOf, '--quiet', ...args], { cwd: folder });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return result;
}

describe('S4.1 segments by the dozen', () => {
  const folder = manySegments();

  it('have the sizes, the ready leads and the trend that counting gives', async () => {
    const earlier = 20;
    const { stdout } = await run(folder, '--json', '--trend', day(earlier));
    const report = JSON.parse(stdout) as SegmentReport;
    expect(report.leads).toBe(count);
    expect(report.earlier).toEqual({ asOf: day(earlier), leads: earlier + 1 });
    expect(report.segments).toEqual(
      numbers.map((n) => {
        const before = Math.max(0, earlier + 1 - n);
        const trend = { before, joined: count - n - before, left: 0 };
        return { id: `from-${n}`, minSize: 1, leads: count - n, ready: count - Math.max(30, n), trend };
      }),
    );
    expect(report.partitions[0]?.parts).toEqual([
      { id: 'small', leads: 10, ready: 0, trend: { before: 10, joined: 0, left: 0 } },
      { id: 'large', leads: 30, ready: 10, trend: { before: 11, joined: 19, left: 0 } },
    ]);
  });

  it('overlap in those that are named, else in the first twenty', async () => {
    const named = JSON.parse((await run(folder, '--json', '--overlap', 'from-38,size/large')).stdout);
    expect(named.overlaps).toEqual([{ segments: ['from-38', 'size/large'], leads: 2 }]);
    const all = JSON.parse((await run(folder, '--json', '--overlap')).stdout) as SegmentReport;
    expect(all.overlaps).toHaveLength((20 * 19) / 2);
    for (const { segments, leads } of all.overlaps ?? []) {
      const least = segments.map((id) => Number(id.slice('from-'.length)));
      expect(leads).toBe(count - Math.max(...least));
    }
    const { stderr } = await runHere(['segment', '--as-of', asOf, '--overlap'], { cwd: folder });
    expect(stderr).toContain('20 more segments not compared.');
  });

  it('have members that are as many as their size, in the order of S3.9', async () => {
    const { stdout } = await run(folder, 'from-28', '--format', 'csv', '--columns', 'lead_id');
    const ready = ['L30', 'L31', 'L32', 'L33', 'L34', 'L35', 'L36', 'L37', 'L38', 'L39'];
    const [title, ...keys] = stdout.trim().split('\n');
    expect(title).toBe('lead_id');
    expect(new Set(keys)).toEqual(new Set([...ready, 'L28', 'L29']));
    expect(keys.slice(-2)).toEqual(['L28', 'L29']);
  });
});
