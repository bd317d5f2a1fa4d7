import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { config, friday, monday, Project, wednesday } from './state-project.js';

describe('S7.2 commit', () => {
  it('makes a plan real, and a second time changes nothing', async () => {
    const project = new Project();
    await project.nurture('plan -o plan', monday);
    expect(existsSync(project.path('.nurture'))).toBe(false);
    const { runId } = project.manifest('plan');
    const first = await project.nurture('commit plan', monday);
    expect([first.code, first.stdout]).toEqual([
      0,
      `Committed ${runId} with 3 sends: .nurture/runs/${runId}\n`,
    ]);
    const head = readFileSync(project.path('.nurture/head.json'), 'utf8');
    const second = await project.nurture('commit plan', monday);
    expect([second.code, second.stdout]).toEqual([
      0,
      `${runId} was committed before; nothing was changed: .nurture/runs/${runId}\n`,
    ]);
    expect(readFileSync(project.path('.nurture/head.json'), 'utf8')).toBe(head);
    expect(await project.sends()).toEqual(['a hello', 'b hello', 'c hello']);
    // Plan after commit at the same instant sends nothing.
    expect((await project.document('plan', monday)).actions).toMatchObject({ send: 0 });
    const same = await project.document('run', monday);
    expect(same.run).toMatchObject({ id: runId, committed: false });
  });

  it('is the same as run, to the id', async () => {
    const [one, two] = [new Project(), new Project()];
    await one.nurture('plan -o plan', monday);
    await two.nurture('run', monday);
    expect([one.manifest('plan').runId]).toEqual(two.runs());
    cpSync(one.path('plan'), two.path('plan'), { recursive: true });
    expect((await two.nurture('commit plan', monday)).stdout).toContain('was committed before');
  });

  const refused: readonly (readonly [string, (project: Project) => Promise<unknown> | undefined, string])[] =
    [
      [
        'after another run',
        (project) => {
          project.event('a', 'document.created', '2026-03-01T09:00:00Z');
          return project.nurture('run', monday);
        },
        'was made before the run 20260302T080000Z-',
      ],
      ['after a later run', (project) => project.nurture('run', wednesday), 'and there are later runs'],
      [
        'whose ledger was changed',
        (project) => void writeFileSync(project.path('plan/ledger.parquet'), 'PAR1'),
        'ledger.parquet was changed since it was planned',
      ],
      [
        'without one of its files',
        (project) => void rmSync(project.path('plan/decisions.parquet')),
        'decisions.parquet is missing',
      ],
    ];

  it.each(refused)('of a plan %s is refused', async (_, happen, why) => {
    const project = new Project();
    await project.nurture('plan -o plan --limit 0', monday);
    await happen(project);
    const before = existsSync(project.path('.nurture/runs')) ? project.runs() : [];
    const { code, stderr } = await project.nurture('commit plan', friday);
    expect([code, stderr]).toEqual([1, expect.stringContaining(why)]);
    expect(stderr).toContain('Nothing was committed. Plan again: nurture plan -o plan');
    expect(existsSync(project.path('.nurture/runs')) ? project.runs() : []).toEqual(before);
  });

  it('of a plan that was made before a run was cancelled is refused', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    await project.nurture('plan -o plan', wednesday);
    await project.nurture('cancel last');
    const { code, stderr } = await project.nurture('commit plan', wednesday);
    expect([code, stderr]).toEqual([1, expect.stringContaining('one was cancelled')]);
  });

  it('of a blocked plan is refused', async () => {
    const project = new Project(config.replace('max_sends: 10', 'max_sends: 2'));
    expect((await project.nurture('plan -o plan', monday)).code).toBe(1);
    const { code, stderr } = await project.nurture('commit plan', monday);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is blocked (plan/blast)')]);
  });

  it('of what is no plan is a mistake', async () => {
    const project = new Project();
    expect((await project.nurture('commit nowhere', monday)).code).toBe(2);
    const outside = JSON.stringify({ ...JSON.parse('{}'), formatVersion: 1, runId: '../../outside' });
    await project.nurture('plan -o plan', monday);
    writeFileSync(project.path('plan/manifest.json'), outside);
    const { code, stderr } = await project.nurture('commit plan', monday);
    expect([code, stderr]).toEqual([2, expect.stringContaining('runId is not what this version')]);
  });

  it('of a plan of another state is refused', async () => {
    const [one, two] = [new Project(), new Project()];
    await one.nurture('run', monday);
    await one.nurture('plan -o plan', wednesday);
    cpSync(one.path('plan'), two.path('plan'), { recursive: true });
    expect((await two.nurture('commit plan', wednesday)).code).toBe(1);
  });
});
