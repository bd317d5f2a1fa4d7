import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { now } from '../../src/cli/clock.js';
import { config, friday, monday, Project, wednesday } from './state-project.js';

const sunday = '2026-03-01T09:00:00Z';

const everybody = (step: string) => ['a', 'b', 'c'].map((lead) => `${lead} ${step}`);

describe('S7.2 run', () => {
  it('commits what it plans, day by day, and sends nothing twice (burnt by 1)', async () => {
    const project = new Project();
    const first = await project.nurture('run', monday);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain(`Committed ${project.runs()[0]}: .nurture/runs/`);
    expect(await project.sends()).toEqual(everybody('hello'));
    const again = await project.nurture('run', monday);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('nothing was committed')]);
    expect(project.runs()).toHaveLength(1);
    expect((await project.nurture('run', wednesday)).code).toBe(0);
    expect((await project.nurture('run', friday)).code).toBe(0);
    expect(await project.sends()).toEqual(['a hello', 'a more', 'b hello', 'b more', 'c hello', 'c more']);
    expect((await project.nurture('runs verify')).stdout).toBe('3 runs: everything is what was committed.\n');
  });

  it('S6.8 lets no more than the throttle through in a day, however often it is run', async () => {
    const project = new Project(config.replace('    steps:', '    throttle: 2\n    steps:'));
    const sent: unknown[] = [];
    for (const instant of [monday, monday, '2026-03-02T15:00:00Z', '2026-03-03T08:00:00Z']) {
      const { actions } = await project.document('run', instant);
      sent.push((actions as Record<string, number>).send);
    }
    expect(sent).toEqual([2, 0, 0, 1]);
    expect(await project.sends()).toEqual(everybody('hello'));
  });

  it('begins nothing anew as of the instant of the run that has ended it (S5.2)', async () => {
    const again = config.replace('    steps:', '    reentry: always\n    steps:');
    const project = new Project(again.replace('min_gap: none', 'min_gap: none, expires_after: 30d'));
    await project.nurture('run', sunday);
    project.event('a', 'document.created', '2026-03-01T20:00:00Z');
    project.event('a', 'trial.started', '2026-03-01T21:00:00Z');
    await project.nurture('run', monday);
    const repeated = await project.document('run', monday);
    expect(repeated).toMatchObject({ actions: { send: 0 }, run: { committed: false } });
    await project.nurture('run', wednesday);
    expect((await project.sends()).filter((send) => send === 'a hello')).toHaveLength(2);
  });

  it('tells scripts which run it is, and names each after the one before it', async () => {
    const project = new Project();
    const { command, run, actions } = await project.document('run', monday);
    const [first = ''] = project.runs();
    const directory = project.path(`.nurture/runs/${first}`);
    expect([command, actions]).toMatchObject(['run', { send: 3 }]);
    expect(run).toEqual({ id: first, sequence: 1, directory, committed: true });
    expect((await project.document('run', monday)).run).toEqual({ ...(run as object), committed: false });
    await project.nurture('run', wednesday);
    const [, second = ''] = project.runs();
    expect(project.manifest(`.nurture/runs/${first}`)).toMatchObject({ sequence: 1, previous: null });
    expect(project.manifest(`.nurture/runs/${second}`)).toMatchObject({
      sequence: 2,
      previous: { runId: first, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(second).toMatch(/^20260304T090000Z-[0-9a-f]{8}$/);
  });

  it('does everything but commit with --dry-run', async () => {
    const project = new Project();
    const { code, stderr, stdout } = await project.nurture('run --dry-run', monday);
    expect([code, existsSync(project.path('.nurture'))]).toEqual([0, false]);
    expect(stdout).toContain('welcome');
    expect(stderr).toContain('This was a dry run: nothing was committed.');
  });

  it('commits nothing of a plan that the blast gate stops, unless it is allowed (S6.9)', async () => {
    const project = new Project(config.replace('max_sends: 10', 'max_sends: 2'));
    const { code, stderr } = await project.nurture('run', monday);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Nothing was committed.')]);
    expect(existsSync(project.path('.nurture/runs'))).toBe(false);
    expect((await project.nurture('run --allow-blast', monday)).code).toBe(0);
    expect(await project.sends()).toEqual(everybody('hello'));
  });

  it('commits nothing when --strict finds a warning', async () => {
    const project = new Project();
    project.append('leads.csv', ',nobody@corp.example\n');
    expect((await project.nurture('run --strict --max-quarantined 100%', monday)).code).toBe(1);
    expect(existsSync(project.path('.nurture/runs'))).toBe(false);
  });
});

describe('S7.3 the instant of a run', () => {
  it('is not before the last one, but for a replay that is not committed', async () => {
    const project = new Project();
    await project.nurture('run', wednesday);
    const early = await project.nurture('run', monday);
    expect([early.code, early.stderr]).toEqual([2, expect.stringContaining('there are later runs')]);
    expect((await project.nurture('run --dry-run', monday)).code).toBe(2);
    expect((await project.nurture('plan', monday)).code).toBe(0);
  });

  it('is not more than a day ahead of the clock of the machine, but for a plan', async () => {
    const project = new Project();
    const hours = (count: number) => new Date(now() + count * 3_600_000).toISOString();
    const ahead = await project.nurture('run', hours(25));
    expect([ahead.code, ahead.stderr]).toEqual([2, expect.stringContaining('ahead of the clock')]);
    expect((await project.nurture('plan', hours(25))).code).toBe(0);
    expect((await project.nurture('run', hours(23))).code).toBe(0);
  });

  it('of a past day gives the decisions of that day again, whatever was cancelled or suppressed since (S6.12)', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    await project.nurture('plan -o before', wednesday);
    await project.nurture('run', wednesday);
    await project.nurture('cancel last');
    await project.nurture('suppress add bob@corp.example', friday);
    await project.nurture('run', friday);
    await project.nurture('plan -o replay', wednesday);
    expect(await project.decisions('replay')).toEqual(await project.decisions('before'));
    for (const name of ['decisions.parquet', 'ledger.parquet']) {
      expect(readFileSync(project.path(`replay/${name}`))).toEqual(
        readFileSync(project.path(`before/${name}`)),
      );
    }
  });
});

describe('S7.2 cancel', () => {
  it('lets the sends of a run be planned again, once', async () => {
    const project = new Project();
    await project.nurture('run', monday);
    const [cancelled = ''] = project.runs();
    const { code, stdout } = await project.nurture('cancel last --reason rejected');
    expect([code, stdout]).toEqual([0, `Cancelled ${cancelled}: 3 sends may be planned again.\n`]);
    expect((await project.nurture('cancel last')).stdout).toBe(
      `${cancelled} was cancelled before; nothing was changed.\n`,
    );
    await project.nurture('run', monday);
    await project.nurture('run', monday);
    const second = project.runs().find((run) => run !== cancelled) ?? '';
    expect(project.runs()).toHaveLength(2);
    expect(await project.sends(second)).toEqual(everybody('hello'));
    const { runs } = await project.document('runs list');
    expect(runs).toMatchObject([
      { id: cancelled, cancelled: true, sends: 3 },
      { id: second, cancelled: false, sends: 3 },
    ]);
    expect((await project.nurture('runs verify')).code).toBe(0);
  });

  it('keeps the plan that it came from from being committed again', async () => {
    const project = new Project();
    await project.nurture('plan -o plan', monday);
    await project.nurture('commit plan', monday);
    await project.nurture('cancel last');
    const { code, stderr } = await project.nurture('commit plan', monday);
    expect([code, stderr]).toEqual([1, expect.stringContaining('was cancelled, and stays so')]);
  });

  it('names a run by its id, the beginning of one, or last', async () => {
    const project = new Project();
    expect((await project.nurture('cancel last')).code).toBe(2);
    await project.nurture('run', monday);
    await project.nurture('run', wednesday);
    expect((await project.nurture('cancel 2026')).stderr).toContain('2 runs begin with "2026"');
    expect((await project.nurture('cancel 1999')).stderr).toContain('No run begins with "1999"');
    expect((await project.nurture('cancel 20260302')).stderr).toContain('1 later run may go on');
  });
});
