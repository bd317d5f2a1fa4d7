import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHere } from '../cli/run-here.js';
import { config, project } from './project.js';

const sources = `sources:
  leads: [{ files: leads.csv, key: lead_id, columns: { email: email, first_name: first, title: title, notes: notes } }]
  events: [{ files: events.csv, columns: { lead: lead, type: type, at: at, url: url } }]
`;

it('writes a story from a lead that passes and names nobody', async () => {
  const reads = 'rules: [{ id: trial,';
  const yaml = `${config}${sources}`.replace(
    reads,
    `rules: [{ id: pricing, event: page.viewed, where: { url: { contains: /pricing } }, points: 5 }, { id: trial,`,
  );
  const folder = project({}, yaml);
  writeFileSync(
    join(folder, 'leads.csv'),
    'lead_id,email,first,title,notes\nL-77,wilma.stein@firma.example,Wilma,CEO,calls her sister\n',
  );
  writeFileSync(
    join(folder, 'events.csv'),
    'lead,type,at,url\nL-77,trial.started,2026-03-01T08:00:00Z,\nL-77,page.viewed,2026-03-01T09:00:00Z,https://x.example/pricing?u=wilma\n',
  );
  const told = await runHere(
    ['test', '--from-lead', 'L-77', '--as-of', '2026-03-02T08:00:00Z', '-o', 'tests/a.test.yaml'],
    {
      cwd: folder,
    },
  );
  expect(told.code).toBe(0);
  const story = readFileSync(join(folder, 'tests/a.test.yaml'), 'utf8');
  expect(story).not.toMatch(/wilma|stein|firma|L-77|sister/i);
  expect(story).toContain('url: https://site.example/pricing');
  expect(story).toContain('at: 2026-03-01T08:00:00.000Z');
  expect(story).toContain('step: hello');
  expect((await runHere(['test'], { cwd: folder })).stdout).toBe('1 passed; 1 story in 1 file\n');
});
