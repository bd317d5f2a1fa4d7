import { readFileSync, rmSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import type { ConfigDiff, LeadChanges } from '../../src/model/config-diff.js';
import { config, friday, monday, Project, wednesday } from './state-project.js';

type Document = ConfigDiff & { readonly leads: LeadChanges };

async function diffOf(project: Project, changed: string, asOf: string): Promise<Document> {
  project.write('changed.yaml', changed);
  const document = await project.document('diff nurture.yaml changed.yaml --leads', asOf);
  return document as unknown as Document;
}

/** A project whose first mails have been sent on Monday. */
async function underWay(): Promise<Project> {
  const project = new Project();
  expect((await project.nurture('run', monday)).code).toBe(0);
  return project;
}

describe('nurture diff', () => {
  it('is empty between a config and itself, also in the middle of a campaign', async () => {
    const project = await underWay();
    const { differs, inFlight, sends } = await diffOf(project, config, wednesday);
    expect({ differs, continues: inFlight.continue, sends: sends.new }).toEqual({
      differs: false,
      continues: 3,
      sends: 3,
    });
  });

  it('tells of leads that are ready with one config alone', async () => {
    const { ready, leads, scores } = await diffOf(
      new Project(),
      config.replace('points: 30', 'points: 110'),
      monday,
    );
    expect(ready).toMatchObject({ old: 0, new: 3, gained: 3, lost: 0 });
    expect(leads.crossings[0]).toEqual({ lead: 'a', is: 'gained', old: 30, new: 110 });
    expect(leads.moves[0]?.rules).toEqual([{ kind: 'pain', rule: 'trial', points: 80 }]);
    expect(scores).toMatchObject({ moved: 3, distribution: [{ from: 50, to: null, leads: 3 }] });
  });

  it('tells who enters and leaves segments', async () => {
    const before = `${config}segments:\n  - { id: some, when: { email: { starts_with: anna } } }\n  - { id: gone, when: { pain: { gte: 1 } } }\n`;
    const after = `${config}segments:\n  - { id: some, when: { email: { starts_with: bob } } }\n`;
    const { segments, leads } = await diffOf(new Project(before), after, monday);
    expect(segments).toEqual([
      { name: 'some', in: 'both', old: 1, new: 1, entered: 1, left: 1 },
      { name: 'gone', in: 'old', old: 3, new: 0, entered: 0, left: 3 },
    ]);
    expect(leads.flows.slice(0, 2)).toEqual([
      { lead: 'b', segment: 'some', is: 'entered' },
      { lead: 'a', segment: 'some', is: 'left' },
    ]);
  });

  it('tells of sends that are gained, lost and moved, and of the volume per day', async () => {
    const project = new Project();
    const none = await diffOf(
      project,
      config.replace('event: trial.started }', 'event: never.seen }'),
      monday,
    );
    expect(none.sends).toMatchObject({ old: 3, new: 0, gained: 0, lost: 3, moved: 0 });
    expect(none.days).toEqual([{ day: '2026-03-02', old: 3, new: 0 }]);
    const later = config.replace('policy: {', 'policy: { window: { from: "12:00", to: "17:00" },');
    const moved = await diffOf(project, later, monday);
    expect(moved.sends).toMatchObject({ old: 3, new: 3, gained: 0, lost: 0, moved: 3 });
    expect(moved.leads.sends[0]).toMatchObject({ lead: 'a', is: 'moved', newAt: '2026-03-02T12:00:00.000Z' });
  });

  it('tells what becomes of leads in flight: jump, exit, stuck', async () => {
    const project = await underWay();
    const jump = config.replace('id: more, after: 2d', 'id: other, after: 2d');
    expect((await diffOf(project, jump, wednesday)).inFlight).toMatchObject({
      leads: 3,
      jump: 3,
      jumps: [{ campaign: 'welcome', from: 'more', to: 'other', leads: 3 }],
    });
    const exit = config.replace('    steps:', '    exit: [{ pain: { gte: 1 } }]\n    steps:');
    expect((await diffOf(project, exit, wednesday)).inFlight).toMatchObject({
      exit: 3,
      exits: [{ campaign: 'welcome', reason: 'exited_rule', leads: 3 }],
    });
    const renamed = config.replace('id: welcome', 'id: greeting');
    expect((await diffOf(project, renamed, wednesday)).inFlight.exits).toEqual([
      { campaign: 'welcome', reason: 'campaign_gone', leads: 3 },
    ]);
    const vanished = config.replace('id: hello,', 'id: hi,');
    expect((await diffOf(project, vanished, wednesday)).inFlight).toMatchObject({ stuck: 3, continue: 0 });
  });

  it('changes nothing, and ends with 10 when asked to', async () => {
    const project = await underWay();
    project.write('changed.yaml', config.replace('points: 30', 'points: 31'));
    const runs = project.runs();
    const same = await project.nurture('diff nurture.yaml nurture.yaml --detailed-exitcode', friday);
    const other = await project.nurture('diff nurture.yaml changed.yaml --detailed-exitcode', friday);
    expect([same.code, other.code]).toEqual([0, 10]);
    expect(same.stdout).toContain('No difference: 3 leads');
    expect(project.runs()).toEqual(runs);
  });

  it('names leads in files only when asked to', async () => {
    const project = new Project();
    project.write('changed.yaml', config.replace('points: 30', 'points: 110'));
    const command = 'diff nurture.yaml changed.yaml -o diff.md -o diff.json';
    const { stdout } = await project.nurture(command, monday);
    expect(stdout).toContain('anna@corp.example');
    const told = () => ['diff.md', 'diff.json'].map((name) => readFileSync(project.path(name), 'utf8'));
    for (const text of told()) expect(text).not.toMatch(/corp.example|"a"|\| a \|/);
    await project.nurture(`${command} --leads`, monday);
    expect(told()[0]).toMatch(/anna@\u200bcorp.example/);
    expect(told()[1]).toContain('"lead": "a"');
  });

  it('reads a config of a git revision, with the sources of the working tree', async () => {
    const project = new Project();
    rmSync(project.path('.git'), { recursive: true });
    const git = async (...args: readonly string[]) =>
      execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@corp.example', ...args], {
        cwd: project.folder,
      });
    await git('init', '-q');
    await git('add', 'nurture.yaml');
    await git('commit', '-q', '-m', 'first');
    project.write('nurture.yaml', config.replace('points: 30', 'points: 40'));
    const document = await project.document('diff HEAD:nurture.yaml', monday);
    expect(document).toMatchObject({ old: { config: 'HEAD:nurture.yaml' }, scores: { moved: 3, up: 3 } });
    const unknown = await project.nurture('diff nowhere:nurture.yaml', monday);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('The config nowhere:nurture.yaml can not be read: ');
  });
});
