import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateFormats } from '../../src/cli/validate-formats.js';
import { runHere } from './run-here.js';
import { projectFolder } from './run-nurture.js';
import { temporaryFolder } from './temporary-folder.js';

const score =
  'score: { ready: 100, pain: { rules: [{ id: trial, event: a.b, class: product, points: 30 }] } }\n';
const warned = score.replace('a.b', 'email.opened');

function project(config: string, leads?: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'nurture.yaml'), config);
  if (leads !== undefined) writeFileSync(join(folder, 'leads.csv'), leads);
  return folder;
}

describe('nurture validate', () => {
  it.each(validateFormats)(
    '--format %s is the same bytes each time, and ends with the same code',
    async (format) => {
      const cwd = project(`scroe: 1\n${warned}`);
      const first = await runHere(['validate', '--format', format], { cwd });
      expect(await runHere(['validate', '--format', format], { cwd })).toEqual(first);
      expect(first.code).toBe(1);
      expect(format === 'pretty' ? first.stderr : first.stdout).toContain('config/unknown-key');
    },
  );

  it('fails because of warnings under --strict alone, and of advice never', async () => {
    const cwd = project(warned);
    expect((await runHere(['validate'], { cwd })).code).toBe(0);
    expect((await runHere(['--strict', 'validate'], { cwd })).code).toBe(1);
    writeFileSync(join(cwd, 'nurture.yaml'), `${warned}lint: { rules: { config/vanity-factor: info } }\n`);
    expect((await runHere(['--strict', 'validate'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'nurture.yaml'), `${warned}lint: { rules: { config/vanity-factor: error } }\n`);
    expect((await runHere(['validate'], { cwd })).code).toBe(1);
  });

  it('names files as the checkout of a pipeline does, and adds to the summary of its step', async () => {
    const cwd = project(warned);
    const env = { GITHUB_WORKSPACE: join(cwd, '..'), GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { stdout } = await runHere(['validate', '--format', 'github'], { cwd, env });
    expect(stdout).toMatch(/^::warning file=[^/,]+\/nurture\.yaml,line=1,/);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('| warning |');
  });

  it('looks up the holidays of the policy where they are written', async () => {
    const cwd = project(
      `${score}policy:\n  holidays:\n    - { country: DE, region: XX }\n    - calendar: none.yaml\n`,
    );
    const { stdout, code } = await runHere(['validate', '--format', 'concise'], { cwd });
    expect(stdout).toMatch(
      /^nurture\.yaml:4:30: error calendar\/unknown-region .*\nnurture\.yaml:5:17: error calendar\/unreadable-file /,
    );
    expect(code).toBe(1);
  });
});

describe('nurture validate --fix', () => {
  const before = '# ours\nscore: { raedy: 100 } # soon\r\ntimezone: Europe/Berln\n';

  it('corrects the file in its place, says so, and does nothing the second time', async () => {
    const cwd = project(before);
    const path = join(cwd, 'nurture.yaml');
    chmodSync(path, 0o640);
    const { stderr, code } = await runHere(['validate', '--fix'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('Fixed nurture.yaml:2:10 config/unknown-key: raedy -> ready\n');
    expect(stderr).toContain('Fixed nurture.yaml:3:11 config/bad-zone: Europe/Berln -> Europe/Berlin\n');
    const after = before.replace('raedy', 'ready').replace('Berln', 'Berlin');
    expect(readFileSync(path, 'utf8')).toBe(after);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect((await runHere(['validate', '--fix'], { cwd })).stderr).toContain('There was nothing to fix.');
    expect(readFileSync(path, 'utf8')).toBe(after);
  });
});

describe('nurture validate --data', () => {
  const leads =
    'id,email,country\nL1,anna@corp.example,DE\nL2,ben@corp.example,DE\nL3,cleo@firm.example,FR\n';
  const fixture = (code: string) =>
    readFileSync(join(projectFolder, 'fixtures/errors', code, 'nurture.yaml'), 'utf8');
  const run = (cwd: string) =>
    runHere(['validate', '--data', '--as-of', '2026-01-01', '--format', 'concise'], { cwd });

  it.each([
    ['lint--dead-segment', 'country: AT', 'country: FR', 'nurture.yaml:7:11: warning lint/dead-segment'],
    ['lint--small-variants', 'min_size: 2', 'min_size: 1', 'nurture.yaml:12:19: warning lint/small-variants'],
  ])('%s is said of data that shows it alone', async (name, from, to, line) => {
    const shown = await run(project(fixture(name), leads));
    expect(shown.stdout).toContain(line);
    expect((await run(project(fixture(name).replace(from, to), leads))).stdout).toBe('');
  });

  it('knows which fields of texts are in the files, mapped or not', async () => {
    const sources = 'sources:\n  leads: [{ files: leads.csv, key: id }]\n';
    const config = fixture('lint--unknown-merge-field').replace('frist_name', 'plan_name');
    expect((await run(project(sources + config, leads))).stdout).toContain(
      'the field "plan_name", which no source',
    );
    const more = leads.replaceAll('\n', ',x\n').replace(',x\n', ',plan_name\n');
    expect((await run(project(sources + config, more))).stdout).not.toContain('plan_name');
  });

  it('ends with 3 when the data can not be used, and still says everything in the format', async () => {
    const cwd = project(`${warned}sources:\n  leads: [{ files: none.csv }]\n`);
    const { stdout, code } = await run(cwd);
    expect(code).toBe(3);
    expect(stdout).toContain('config/vanity-factor');
    expect(stdout).toContain('input/missing-file');
  });

  it('names no lead', async () => {
    const config = `${score}sources:
  leads: [{ files: leads.csv, key: id }]
  events: [{ files: events.csv }]
stages: [{ id: one }, { id: two, event: x.y, from: [three] }, { id: three, event: y.z }]
`;
    const cwd = project(config, leads);
    writeFileSync(join(cwd, 'events.csv'), 'lead,type,at\nL1,x.y,2025-03-01T00:00:00Z\n');
    const { stdout } = await run(cwd);
    expect(stdout).toContain('data/illegal-stages');
    expect(stdout).not.toContain('L1');
  });
});
