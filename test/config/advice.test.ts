import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldReader, loadTemplateReader } from '../../src/cli/template-reader.js';
import { reviewConfig } from '../../src/config/lint/review-config.js';
import { presetNames } from '../../src/config/presets/presets.js';
import { diagnosticCodes } from '../../src/diagnostics/codes.js';
import { projectFolder } from '../cli/run-nurture.js';

const errors = join(projectFolder, 'fixtures/errors');
/** Seen only in data: fixtures/errors has them, test/cli/validate.test.ts their cures. */
const inData = ['lint/dead-segment', 'lint/small-variants'];
const codes = Object.keys(diagnosticCodes).filter(
  (code) => code.startsWith('lint/') && !inData.includes(code),
);

async function told(text: string, isTested = false): Promise<readonly string[]> {
  const surroundings = {
    readTemplate: await loadTemplateReader(),
    fieldsOf: await fieldReader(text),
    isTested,
  };
  const isStatic = (code: string) => !/^(?:data|input)\//.test(code);
  return reviewConfig(text, 'nurture.yaml', surroundings)
    .tell([], isStatic)
    .map(({ code }) => code);
}

function fixture(code: string): string {
  return readFileSync(join(errors, code.replace('/', '--'), 'nurture.yaml'), 'utf8');
}

/** The smallest change of each fixture after which there is nothing to say. */
const cures: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'lint/light-product': [['points: 25', 'points: 40']],
  'lint/unreachable-threshold': [['max: 50', 'max: 60']],
  'lint/ready-by-one-trait': [
    ['points: 60', 'points: 49 }\n      - { id: vip, when: { title: vip }, points: 1'],
  ],
  'lint/ready-by-nothing': [['{ ne: student }', '{ exists: true, ne: student }']],
  'lint/no-exit': [['entry: { country: DE }', 'entry: { country: DE }\n    exit: [{ ready: true }]']],
  'lint/unreachable-step': [
    ['opened: { goto: last }, ignored: exit', 'opened: { goto: last }, ignored: next'],
    ['after: 40d', 'after: 24d'],
  ],
  'lint/short-expiry': [['expires_after: 1d', 'expires_after: 60h']],
  'lint/time-outside-window': [
    ['20:00', '16:59'],
    ['weekday: sat', 'weekday: [sat, mon]'],
  ],
  'lint/impossible-caps': [['per: 30d', 'per: 11d']],
  'lint/early-offer': [['role: offer', 'role: content']],
  'lint/cold-offer': [['temperature: cold', 'temperature: [cold, warm]']],
  'lint/one-sided-strategy': [['after: 7d,', 'after: 7d, role: offer,']],
  'lint/unknown-step-stage': [['atention', 'attention']],
  'lint/backward-stage': [['stage: attention', 'stage: interest']],
  'lint/long-welcome': [['sales_cycle: 7d', 'sales_cycle: 10d']],
  'lint/incomplete-welcome': [
    [
      'campaigns:',
      'stages: aida\npersonas: [{ id: user, when: { country: DE } }]\npolicy: { holdout: 5% }\ncampaigns:',
    ],
    [
      'after: 20d }',
      'after: 3d, template: welcome-2, variants: [{ id: a, subject: A }, { id: b, subject: B }] }',
    ],
    [
      'welcome-1 }',
      'welcome-1, resend: { subject: Again } }\n      - { id: middle, after: 3d, template: welcome-3 }',
    ],
  ],
  'lint/priority-tie': [['priority: 30', 'priority: 31']],
  'lint/no-caps': [['min_gap: 16h', 'caps: [{ max: 1, per: 24h }]']],
  'lint/missing-cta': [['series-1 }', 'series-1, cta: Begin your trial }']],
  'lint/missing-stage': [['series-1 }', 'series-1, stage: inquiry }']],
  'lint/missing-lever': [['series-1 }', 'series-1, lever: scarcity }']],
  'lint/content-gap': [
    ['when: { persona: decider }, ', ''],
    [
      'after: 3d, template: series-3',
      'after: 3d, template: series-3b, stage: desire }\n      - { id: end, template: series-3',
    ],
  ],
  'lint/unknown-merge-field': [['frist_name', 'first_name']],
  'lint/ignored-without-reason': [[' # nurture-ignore config/vanity-factor', '']],
  'lint/unused-ignore': [['event: form.submitted', 'event: email.opened']],
  'lint/fixed-severity': [['config/unknown-key: warning', 'config/vanity-factor: error']],
};

describe('advice', () => {
  it.each(codes)('%s is given, and nothing else', async (code) => {
    expect(new Set(await told(fixture(code)))).toEqual(new Set([code]));
  });

  it.each(codes)('%s is not given when its reason is gone', async (code) => {
    const cured = (cures[code] ?? []).reduce((text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    }, fixture(code));
    expect(cured).not.toBe(fixture(code));
    expect(await told(cured)).toEqual([]);
  });

  it.each(['nurture.example.yaml', 'fixtures/tiny/nurture.yaml'])('is not needed by %s', async (file) => {
    expect(await told(readFileSync(join(projectFolder, file), 'utf8'))).toEqual([]);
  });

  it.each(presetNames)('is not needed by the preset %s', async (name) => {
    const text = `score: { ready: 10, pain: { rules: [{ id: a, event: trial.started, points: 5 }] } }
personas: [{ id: user, when: { email.kind: business }, buying_process: [tries, buys] }]
policy:
  holdout: 5%
  window: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", zone: lead }
  caps: [{ max: 1, per: 24h }, { max: 3, per: 7d }]
campaigns: [{ id: own, extends: ${name}, goal: { event: a.b }, entry: { event: c.d }, allow_hard_push: true }]
`;
    expect(await told(text, true)).toEqual([]);
  });

  it('is given to nobody whose config has errors', async () => {
    expect(await told(fixture('lint/no-exit').replace('goal:', 'gaol:'))).toEqual([
      'config/missing-key',
      'config/unknown-key',
    ]);
  });

  it('has a folder of errors for every code', () => {
    const folders = readdirSync(errors).filter((name) => name.startsWith('lint--'));
    expect(folders).toEqual([...codes, ...inData].map((code) => code.replace('/', '--')).sort());
  });

  it('D3 counts factors from 20 on, and says when there are more than 25', async () => {
    const config = (count: number) =>
      `score:\n  ready: 5\n  fit:\n    rules:\n${Array.from({ length: count }, (_, index) => `      - { id: r${index}, when: { country: DE }, points: 1 }\n`).join('')}`;
    const messages = (count: number) =>
      reviewConfig(config(count), 'nurture.yaml', { isTested: false })
        .tell([], () => true)
        .map(({ message }) => message);
    expect(messages(20)).toEqual([]);
    expect(messages(25)).toEqual(['The score has 25 factors.']);
    expect(messages(26)).toEqual(['The score has 26 factors, more than 25.']);
  });
});
