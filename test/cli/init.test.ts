import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { examples } from '../../src/cli/init/examples.js';
import { runHere } from './run-here.js';
import { projectFolder } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

const asOf = '2026-03-04T10:00:00Z';

async function nurture(cwd: string, ...args: readonly string[]) {
  return runHere([...args, '--threads', '1'], { cwd });
}

async function begin(...args: readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  const { code, stderr } = await nurture(folder, 'init', '--yes', '--as-of', asOf, ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return folder;
}

describe.each(examples.map(({ id }) => id))('nurture init --example %s', (id) => {
  it('writes a project that validates without a warning, scores and plans', async () => {
    const folder = await begin('--example', id);
    const valid = await nurture(folder, 'validate', '--strict');
    expect(valid.stderr).toBe('0 errors, 0 warnings in nurture.yaml\n');
    const score = await nurture(folder, 'score', '--strict', '--json', '--as-of', asOf);
    expect(score.code).toBe(0);
    expect(JSON.parse(score.stdout).leads.length).toBeGreaterThan(5);
    const plan = await nurture(folder, 'plan', '--strict', '--json', '--as-of', asOf);
    expect(plan.code).toBe(0);
    expect(JSON.parse(plan.stdout).actions.send).toBeGreaterThan(0);
  });

  it('writes a first test that holds', async () => {
    const folder = await begin('--example', id);
    const { code, stdout } = await nurture(folder, 'test');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '2 passed; 2 stories in 1 file\n' });
  });

  it('is of the day it is asked for', async () => {
    const folder = await begin('--example', id);
    const name = readdirSync(join(folder, 'data')).find((file) => /events|aktiv/.test(file)) ?? '';
    expect(readFileSync(join(folder, 'data', name), 'utf8')).toMatch(/2026-03-03|03\.03\.2026/);
  });
});

describe('nurture init with files', () => {
  it('maps their columns, and writes a config that validates and runs', async () => {
    const folder = temporaryFolder(join(projectFolder, 'fixtures/tiny'));
    const { code, stdout } = await nurture(
      folder,
      ...['init', 'project', '--yes', '--leads', 'leads.csv', '--events', 'events.csv'],
    );
    expect(code).toBe(0);
    expect(stdout).toContain('wrote project/nurture.yaml\n');
    const place = join(folder, 'project');
    const config = parse(readFileSync(join(place, 'nurture.yaml'), 'utf8'));
    expect(config.sources).toEqual({
      leads: [
        {
          files: '../leads.csv',
          key: 'lead_id',
          columns: { email: 'email', title: 'job_title', company: 'company', created_at: 'created' },
        },
      ],
      events: [
        {
          files: '../events.csv',
          columns: { id: 'event_id', lead: 'lead_id', type: 'event', at: 'timestamp', url: 'url' },
        },
      ],
    });
    expect((await nurture(place, 'validate', '--strict')).code).toBe(0);
    for (const command of ['score', 'plan']) {
      const args = [command, '--as-of', '2026-03-02', '--max-quarantined', '10%'];
      expect((await nurture(place, ...args)).code, command).toBe(0);
    }
  });

  it('works with leads alone', async () => {
    const folder = temporaryFolder(join(projectFolder, 'fixtures/tiny'));
    await nurture(folder, 'init', 'project', '--yes', '--leads', 'leads.csv');
    const place = join(folder, 'project');
    expect((await nurture(place, 'validate', '--strict')).code).toBe(0);
    expect((await nurture(place, 'plan', '--as-of', '2026-03-02')).code).toBe(0);
  });

  it('says when a file is not what it was named as', async () => {
    const folder = temporaryFolder(join(projectFolder, 'fixtures/tiny'));
    const { code, stderr } = await nurture(folder, 'init', 'project', '--yes', '--leads', 'events.csv');
    expect(code).toBe(3);
    expect(stderr).toContain('events.csv was named as leads, and its columns look like events: ');
  });
});

describe('nurture init', () => {
  it('overwrites nothing, and says what is in the way', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/leads.csv'), 'mine');
    const { code, stderr } = await nurture(folder, 'init', '--yes');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: data\/leads\.csv exists already and is not overwritten/);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'data']);
    expect(readFileSync(join(folder, 'data/leads.csv'), 'utf8')).toBe('mine');
  });

  it('asks nobody where nobody can answer', async () => {
    const { code, stderr } = await nurture(temporaryFolder(), 'init');
    expect(code).toBe(2);
    expect(stderr).toContain('Add --yes');
  });
});
