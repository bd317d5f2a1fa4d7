import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { usualList } from '../../src/model/send-list.js';

const parse = (lists: string) =>
  parseConfig(
    `score: { ready: 100 }
sources: { leads: [{ files: leads.csv, columns: { voucher: Voucher } }] }
partitions: [{ id: size, of: [{ id: big, when: { employees: { gte: 100 } } }] }]
campaigns:
  - id: welcome
    goal: { event: document.created }
    entry: { event: trial.started }
    steps: [{ id: hello, variables: { headline: Hello }, on: { ignored: { resend: { variables: { again: Once more } } } } }]
  - { id: pattern, abstract: true }
outputs:
  send_lists: ${lists}
`,
    'nurture.yaml',
  );

describe('outputs.send_lists', () => {
  it('are built with every default filled in', () => {
    const { config, diagnostics } = parse(
      `[{ format: csv }, { id: b, format: tsv, for: people, split_by: partition.size, channels: [task], campaigns: [welcome], columns: [email] }, { format: meta }]`,
    );
    expect(diagnostics).toEqual([]);
    expect(config?.sendLists).toEqual([
      usualList,
      {
        id: 'b',
        form: { kind: 'table', format: 'tsv', forPeople: true, columns: ['email'] },
        split: { by: 'partition', id: 'size' },
        channels: ['task'],
        campaigns: ['welcome'],
      },
      { id: 'sends-3', form: { kind: 'audience', platform: 'meta' }, channels: ['audience'] },
    ]);
  });

  it('may name fields, columns of scores, variables, mapped and other columns of exports', () => {
    const columns = 'email, email.domain, top_reasons, headline, again, voucher, subject, hello, "Plan B"';
    expect(parse(`[{ format: csv, columns: [${columns}] }]`).diagnostics).toEqual([]);
  });

  const mistakes: readonly (readonly [lists: string, code: string, help: string])[] = [
    ['[{ format: mailchimp }]', 'config/unknown-value', 'csv'],
    ['[{ format: xlsx }]', 'config/unknown-value', 'csv'],
    [
      '[{ format: csv, split_by: segment }]',
      'config/unknown-value',
      'campaign, step, channel, owner, purpose',
    ],
    ['[{ format: csv, split_by: partition.sise }]', 'config/unknown-partition', 'Did you mean "size"?'],
    ['[{ format: csv, campaigns: [welcom] }]', 'config/unknown-campaign', 'Did you mean "welcome"?'],
    ['[{ format: csv, campaigns: [pattern] }]', 'config/unknown-campaign', 'not abstract'],
    ['[{ format: csv, columns: [emial] }]', 'config/unknown-column', 'Did you mean "email"?'],
    ['[{ format: csv, columns: [headlin] }]', 'config/unknown-column', 'Did you mean "headline"?'],
    ['[{ format: csv, columns: [email, email] }]', 'config/duplicate-id', 'Name every column once.'],
    ['[{ format: csv, columns: [Plan B, plan b] }]', 'config/duplicate-id', 'Name every column once.'],
    ['[{ format: csv, columns: ["a\\0b"] }]', 'config/bad-id', 'other controls'],
    ['[{ id: a, format: csv }, { id: a, format: json }]', 'config/duplicate-id', 'Rename'],
    ['[{ format: parquet, for: people }]', 'config/conflicting-keys', 'Write format: csv'],
    ['[{ format: google, columns: [email] }]', 'config/conflicting-keys', 'those the platform takes'],
    ['[{ format: csv, channels: [audience] }]', 'config/conflicting-keys', 'google or meta or tiktok'],
    ['[{ id: ../x, format: csv }]', 'config/bad-id', 'Use letters'],
  ];
  it.each(mistakes)('%s', (lists, code, help) => {
    const { config, diagnostics } = parse(lists);
    expect(config).toBeUndefined();
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
    expect(`${diagnostics[0]?.message} ${diagnostics[0]?.help}`).toContain(help);
  });
});
