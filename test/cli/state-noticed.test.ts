import { cpSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
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

  it('whatever has happened to a run, and goes on when it is undone', async () => {
    const project = await started();
    const [run = ''] = project.runs();
    const path = (name: string) => project.path(`.nurture/${name}`);
    const aside = project.path('aside');
    const moves = (name: string) => {
      renameSync(path(name), aside);
      return () => renameSync(aside, path(name));
    };
    const edits = (name: string, edit: (bytes: Buffer) => Buffer) => {
      const bytes = readFileSync(path(name));
      writeFileSync(path(name), edit(bytes));
      return () => writeFileSync(path(name), bytes);
    };
    const flipped = (bytes: Buffer) => bytes.map((byte, index) => (index === 40 ? byte ^ 1 : byte)) as Buffer;
    const damages: readonly (readonly [string, () => () => void])[] = [
      ['state/missing-record', () => moves(`runs/${run}`)],
      ['state/missing-record', () => moves('runs')],
      ['state/missing-record', () => moves(`runs/${run}/entry.json`)],
      ['state/unreadable-run', () => moves(`runs/${run}/manifest.json`)],
      ['state/unreadable-run', () => moves(`runs/${run}/ledger.parquet`)],
      ['state/missing-record', () => moves(`runs/${run}/stops.parquet`)],
      ['state/missing-head', () => moves('head.json')],
      ['state/changed-record', () => edits(`runs/${run}/ledger.parquet`, flipped)],
      ['state/changed-record', () => edits(`runs/${run}/stops.parquet`, flipped)],
      [
        'state/changed-record',
        () => edits(`runs/${run}/decisions.parquet`, (bytes) => bytes.subarray(0, 100)),
      ],
      ['state/changed-record', () => edits(`runs/${run}/entry.json`, (bytes) => Buffer.from(`${bytes} `))],
    ];
    for (const [index, [code, damage]] of damages.entries()) {
      const undo = damage();
      const refused = await project.nurture(index % 2 === 0 ? 'plan' : 'run', wednesday);
      expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining(code)]);
      undo();
    }
    cpSync(path('.'), project.path('clone'), { recursive: true, preserveTimestamps: true });
    const clone = await project.nurture('run --state clone', wednesday);
    expect([clone.code, clone.stderr]).toEqual([3, expect.stringContaining('state/copied')]);
    expect((await project.nurture('run', wednesday)).code).toBe(0);
    expect(await project.sends()).toEqual(['a hello', 'a more', 'b hello', 'b more', 'c hello', 'c more']);
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
