import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkVersions } from '../../src/cli/doctor/check-machine.js';
import type { HealthCheck } from '../../src/model/health-check.js';
import { thisProcess } from '../../src/store/owner.js';
import { runHere } from './run-here.js';
import { monday, Project } from './state-project.js';
import { temporaryFolder } from './temporary-folder.js';

async function checksOf(folder: string) {
  const { stdout, code } = await runHere(['doctor', '--json'], { cwd: folder });
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly HealthCheck[] };
  const byId = new Map(checks.map((check) => [check.id, check]));
  const troubles = checks.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${id} ${status}`);
  return { code, byId, troubles };
}

describe('nurture doctor', () => {
  it('finds a healthy project healthy, and says what it has seen', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    const { code, byId, troubles } = await checksOf(project.folder);
    expect({ code, troubles }).toEqual({ code: 0, troubles: [] });
    expect(byId.get('leads')?.message).toMatch(/^1 file, \d+ B, 3 rows$/);
    expect(byId.get('state')?.message).toBe('.nurture: 1 run, 1 in the journal, all as they were committed');
    expect(byId.get('lock')?.message).toBe('free');
    const { stdout } = await project.nurture('doctor');
    expect(stdout).toMatch(/^ok {4}node {13}\d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^\d+ checks: \d+ ok, 0 warn, 0 fail\n$/m);
  });

  it('tells a config with errors, and goes on', async () => {
    const project = new Project();
    project.write('nurture.yaml', 'version: 1\nscore: { redy: 1 }\n');
    const { code, byId, troubles } = await checksOf(project.folder);
    expect({ code, troubles }).toEqual({ code: 1, troubles: ['config fail'] });
    expect(byId.get('config')).toMatchObject({ remedy: 'See them with nurture validate.' });
    expect(byId.has('leads')).toBe(false);
  });

  it('tells a missing file with its name', async () => {
    const project = new Project();
    rmSync(project.path('events.csv'));
    const { code, byId, troubles } = await checksOf(project.folder);
    expect({ code, troubles }).toEqual({ code: 1, troubles: ['events fail'] });
    expect(byId.get('events')?.message).toContain('events.csv');
  });

  it('tells a changed record of the state, and how to look closer', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    appendFileSync(project.path(`.nurture/runs/${project.runs()[0]}/summary.json`), ' ');
    const { code, troubles } = await checksOf(project.folder);
    expect({ code, troubles }).toEqual({ code: 1, troubles: ['state fail'] });
  });

  it('tells who holds the lock, and that a dead one holds nothing', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    const hold = (number: number, changes: object) => {
      const ticket = join(project.path('.nurture/lock'), String(number));
      mkdirSync(ticket, { recursive: true });
      const owner = { ...thisProcess('nurture run', Date.parse(monday)), ...changes };
      writeFileSync(join(ticket, 'owner.json'), JSON.stringify(owner));
    };
    hold(90, { began: '1' });
    expect((await checksOf(project.folder)).byId.get('lock')).toMatchObject({
      status: 'ok',
      message: 'free',
    });
    hold(91, {});
    const { code, byId } = await checksOf(project.folder);
    expect(code).toBe(0);
    expect(byId.get('lock')?.message).toContain(`held by nurture run, process ${process.pid} on `);
  });

  it('works where there is no project', async () => {
    const { code, troubles } = await checksOf(temporaryFolder());
    expect({ code, troubles }).toEqual({ code: 0, troubles: ['config warn'] });
  });

  it('refuses a runtime that is too old, or knows no zones', () => {
    const { tz: _, ...without } = process.versions;
    const statuses = (versions: NodeJS.ProcessVersions) =>
      checkVersions(versions).map(({ status }) => status);
    expect(statuses(process.versions)).toEqual(['ok', 'ok', 'ok']);
    expect(statuses({ ...process.versions, node: '20.18.3' })).toEqual(['fail', 'ok', 'ok']);
    expect(statuses({ ...process.versions, node: '21.0.0' })).toEqual(['ok', 'ok', 'ok']);
    expect(statuses(without as NodeJS.ProcessVersions)).toEqual(['ok', 'ok', 'fail']);
  });
});
