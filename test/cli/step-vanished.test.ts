import { expect, it } from 'vitest';
import { config, monday, Project, wednesday } from './state-project.js';

const renamed = config.replace('id: hello,', 'id: welcome,');

it('S5.7 sends nothing of a campaign whose leads stand at a step that is gone', async () => {
  const project = new Project();
  await project.nurture('run', monday);
  project.write('nurture.yaml', renamed);
  const { code, stderr } = await project.nurture('plan', wednesday);
  const where = '[plan/step-vanished]';
  expect(stderr).toContain(where);
  expect(stderr).toContain('3 leads of campaign welcome stand at a step that it no longer has.');
  expect(stderr).toContain('moved: { <old step>: welcome }');
  expect(code).toBe(1);
  const { actions } = await project.document('plan', wednesday);
  expect(actions).toMatchObject({ send: 0, wait: 3 });
});

it('S5.7 goes on where the config says that they stand', async () => {
  const project = new Project();
  await project.nurture('run', monday);
  project.write('nurture.yaml', renamed.replace('    steps:', '    moved: { hello: welcome }\n    steps:'));
  const { actions } = await project.document('plan', wednesday);
  expect(actions).toMatchObject({ send: 3 });
});
