import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHere } from '../cli/run-here.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

/** A config with one campaign of two mails, the second of which is sent again to those who do not open it. */
export const config = `version: 1
timezone: UTC
score:
  ready: 60
  fit: { rules: [{ id: business, when: { email.kind: business }, points: 10 }] }
  pain: { half_life: 30d, rules: [{ id: trial, event: trial.started, class: product, points: 30 }] }
  account: { by: domain }
segments:
  - { id: engaged, when: { events: { type: email.clicked, count: { gte: 1 } } } }
  - { id: big-account, when: { account.score: { gte: 50 } } }
policy: { throttle: 1, consent: { required: false } }
campaigns:
  - id: welcome
    kind: welcome
    owner: marketing
    goal: { event: document.created }
    entry: { event: trial.started }
    steps:
      - { id: hello, template: w1, subject: Hi }
      - { id: first-steps, after: 2d, template: w2, subject: Go, resend: { subject: Again } }
`;

/** A folder with the config and files of stories by name. */
export function project(stories: Readonly<Record<string, string>>, yaml = config): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'nurture.yaml'), yaml);
  mkdirSync(join(folder, 'tests'));
  for (const [name, text] of Object.entries(stories)) writeFileSync(join(folder, 'tests', name), text);
  return folder;
}

export async function runTests(folder: string, ...args: readonly string[]) {
  return runHere(['test', ...args], { cwd: folder });
}
