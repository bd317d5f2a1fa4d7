import { cpSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { friday, monday, Project, wednesday } from './state-project.js';

async function started(): Promise<Project> {
  const project = new Project();
  await project.nurture('plan -o plan', monday);
  await project.nurture('commit plan', monday);
  return project;
}

/** Exit codes of everything that would go by the state. */
async function codes(project: Project): Promise<readonly number[]> {
  const commands = ['plan', 'run', 'run --dry-run', 'commit plan', 'recheck last', 'cancel last'];
  const all = [];
  for (const command of [...commands, 'suppress add anna@corp.example', 'explain a']) {
    all.push((await project.nurture(command, wednesday)).code);
  }
  return all;
}

const refused = Array(8).fill(3);

describe('S7.1 on a state that is not what it was', () => {
  it('nothing is planned, committed or explained until it is adopted', async () => {
    const project = await started();
    cpSync(project.path('.nurture'), project.path('backup'), { recursive: true, preserveTimestamps: true });
    await project.nurture('run', wednesday);
    rmSync(project.path('.nurture'), { recursive: true });
    renameSync(project.path('backup'), project.path('.nurture'));
    expect(await codes(project)).toEqual(refused);
    expect((await project.nurture('runs list')).stderr).toContain('state/copied');
    const { code, stdout } = await project.nurture('runs verify --json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { sound: false, runs: 1, problems: [{ code: 'state/copied' }] },
    ]);
    const adopted = await project.nurture('runs adopt --reason restored');
    expect([adopted.code, adopted.stdout]).toEqual([
      0,
      `Adopted .nurture with 1 run, the last ${project.runs()[0]}. What is missing is given up.\n`,
    ]);
    expect((await project.nurture('runs adopt')).stdout).toBe(
      'Nothing is wrong with .nurture; nothing was changed.\n',
    );
    expect((await project.nurture('run', friday)).code).toBe(0);
    expect(await project.sends()).toEqual(['a hello', 'a more', 'b hello', 'b more', 'c hello', 'c more']);
    expect((await project.nurture('runs verify')).code).toBe(0);
  });

  it('a truncated ledger is noticed, and can not be planned on after an adoption either', async () => {
    const project = await started();
    truncateSync(project.path(`.nurture/runs/${project.runs()[0]}/ledger.parquet`), 100);
    const { code, stderr } = await project.nurture('run', wednesday);
    expect([code, stderr]).toEqual([3, expect.stringContaining('state/changed-record')]);
    expect((await project.nurture('runs adopt')).code).toBe(0);
    expect((await project.nurture('run', wednesday)).code).toBe(3);
  });
});

describe('nurture runs', () => {
  it('shows what a run consists of and was made from', async () => {
    const project = await started();
    const [id = ''] = project.runs();
    await project.nurture('cancel last --reason rejected');
    const { run } = await project.document('runs show last');
    expect(run).toMatchObject({
      ...{ id, sequence: 1, asOf: '2026-03-02T08:00:00.000Z', sends: 3, withdrawn: 0, previous: null },
      ...{ cancelled: true, cancelReason: 'rejected' },
      files: ['decisions', 'ledger', 'sends/sends.csv', 'stops', 'summary'].map((name) => ({
        name: expect.stringContaining(name),
      })),
      inputs: ['leads.csv', 'events.csv', 'stops.csv'].map((name) => ({ name })),
    });
    const { stdout } = await project.nurture('runs show last');
    expect(stdout).toContain(`run        ${id}, number 1\ncancelled  rejected\n`);
    expect(stdout).not.toContain('@');
  });
});
