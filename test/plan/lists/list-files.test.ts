import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse-config.js';
import { listFiles } from '../../../src/plan/lists/list-files.js';

const campaigns = `
  - id: welcome
    owner: marketing
    purpose: news
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: hello }, { id: call, channel: task }, { id: text, channel: sms }]
  - id: Welcome
    owner: ../success
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: hello }, { id: show, channel: audience }]`;

/** The files of lists, with the steps that each holds. */
function filesOf(lists: string): Readonly<Record<string, readonly number[]>> {
  const text = `score: { ready: 100 }
partitions: [{ id: size, of: [{ id: big, when: { employees: { gte: 100 } } }], else: small }]
campaigns:${campaigns}
${lists === '' ? '' : `outputs: { send_lists: ${lists} }`}`;
  const { config, diagnostics } = parseConfig(text, 'nurture.yaml');
  if (config === undefined) throw new Error(JSON.stringify(diagnostics));
  const files = listFiles(config);
  return Object.fromEntries(files.map(({ name, steps }) => [name, steps]));
}

describe('J7 E13 the files of send lists', () => {
  it('are one per channel when nobody says otherwise, without ad platforms', () => {
    expect(filesOf('')).toEqual({
      'sends/sends.csv': [0, 3],
      'sends/sends-task.csv': [1],
      'sends/sends-sms.csv': [2],
    });
  });

  const cases: readonly (readonly [string, Readonly<Record<string, readonly number[]>>])[] = [
    ['[]', {}],
    ['[{ format: csv, channels: [task] }]', { 'sends/sends.csv': [1] }],
    [
      '[{ id: a, format: jsonl, split_by: campaign }]',
      {
        'sends/a-welcome.jsonl': [0],
        'sends/a-welcome-task.jsonl': [1],
        'sends/a-welcome-sms.jsonl': [2],
        'sends/a-Welcome-2.jsonl': [3],
      },
    ],
    [
      '[{ id: a, format: csv, split_by: step, channels: [email, sms], campaigns: [welcome] }]',
      { 'sends/a-welcome-hello.csv': [0], 'sends/a-welcome-text-sms.csv': [2] },
    ],
    [
      '[{ id: a, format: csv, split_by: owner, channels: [email] }]',
      { 'sends/a-marketing.csv': [0], 'sends/a-success.csv': [3] },
    ],
    [
      '[{ id: a, format: tsv, split_by: purpose, channels: [email] }]',
      { 'sends/a-news.tsv': [0], 'sends/a-marketing.tsv': [3] },
    ],
    [
      '[{ id: a, format: parquet, split_by: channel }]',
      { 'sends/a-email.parquet': [0, 3], 'sends/a-task.parquet': [1], 'sends/a-sms.parquet': [2] },
    ],
    [
      '[{ id: a, format: json, split_by: partition.size, channels: [email] }]',
      { 'sends/a-big.json': [0, 3], 'sends/a-small.json': [0, 3] },
    ],
    [
      '[{ format: csv, channels: [email] }, { format: google }]',
      { 'sends/sends.csv': [0, 3], 'sends/sends-2.csv': [4] },
    ],
    // A list may be called as another list calls one of its files.
    [
      '[{ id: a, format: csv, split_by: channel, channels: [task] }, { id: a-task, format: csv, channels: [task] }]',
      { 'sends/a-task.csv': [1], 'sends/a-task-2.csv': [1] },
    ],
  ];
  it.each(cases)('%s', (lists, files) => {
    expect(filesOf(lists)).toEqual(files);
  });
});
