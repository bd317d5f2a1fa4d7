import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { monday, Project, wednesday } from './state-project.js';

describe('the summary for the log of a job', () => {
  it('compares a run with the one before it, and names nobody', async () => {
    const project = new Project();
    await project.nurture('run --summary monday.md', monday);
    project.event('b', 'email.unsubscribed', '2026-03-03T08:00:00Z');
    const { stderr } = await project.nurture('run --summary wednesday.md', wednesday);
    const read = (name: string) => readFileSync(project.path(name), 'utf8');
    expect(read('monday.md')).toContain(`## nurture: 3 sends committed as ${project.runs()[0]}\n`);
    expect(read('monday.md')).toContain('| send | 3 |  |\n');
    expect(read('wednesday.md')).toContain('| leads | 3 | 0 |\n');
    expect(read('wednesday.md')).toContain('| send | 2 | -1 |\n');
    expect(read('wednesday.md')).toContain('| send list | rows |\n| --- | ---: |\n| sends/sends.csv | 2 |\n');
    expect(stderr).toContain('against the run as of 2026-03-02T08:00:00.000Z: leads 0; send -1, wait 0');
    expect(read('monday.md') + read('wednesday.md')).not.toMatch(/@|anna|bob|carla/i);
  });

  it('is a document for machines with the extension .json', async () => {
    const project = new Project();
    await project.nurture('run --summary run.json', monday);
    const document = JSON.parse(readFileSync(project.path('run.json'), 'utf8'));
    expect(document).toMatchObject({
      actions: { send: 3 },
      run: { id: project.runs()[0], committed: true },
      ledger: { before: null },
      blocked: [],
    });
    expect(document.warnings.every((code: unknown) => typeof code === 'string')).toBe(true);
    const again = await project.nurture('run --summary run.json', monday);
    expect(again.code).toBe(0);
    expect(JSON.parse(readFileSync(project.path('run.json'), 'utf8')).run.committed).toBe(false);
  });

  it('says when nothing may be sent, and is asked for before anything is done', async () => {
    const project = new Project();
    project.write(
      'nurture.yaml',
      readFileSync(project.path('nurture.yaml'), 'utf8').replace('max_sends: 10', 'max_sends: 2'),
    );
    const { code } = await project.nurture('run --summary log.md', monday);
    expect(code).toBe(1);
    expect(readFileSync(project.path('log.md'), 'utf8')).toContain('## nurture: nothing may be sent (plan/');
    const refused = await project.nurture('run --summary nowhere/log.md', monday);
    expect([refused.code, existsSync(project.path('nowhere'))]).toEqual([2, false]);
    expect(refused.stderr).toContain(
      '--summary nowhere/log.md can not be written: there is no such directory.',
    );
  });
});
