import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operators } from '../../src/config/conditions/operators.js';
import { specialFields } from '../../src/config/conditions/scopes.js';
import { parseConfig } from '../../src/config/parse-config.js';
import {
  canonicalEventFields,
  canonicalLeadFields,
  derivedLeadFields,
  emailKinds,
} from '../../src/model/fields.js';

const page = readFileSync(new URL('../../docs/conditions.md', import.meta.url), 'utf8');

describe('docs/conditions.md', () => {
  it('names every field, operator and kind of address', () => {
    const names = [
      ...operators,
      ...specialFields,
      ...canonicalLeadFields,
      ...canonicalEventFields,
      ...derivedLeadFields,
      ...emailKinds,
    ];
    expect(names.filter((name) => !new RegExp(`[\`\\s]${name}[\`\\s:,]`).test(page))).toEqual([]);
  });

  it('shows conditions that are read without a word', () => {
    const blocks = [...page.matchAll(/```yaml\n(.*?)\n```/gs)].map(([, block = '']) => block);
    const rules = blocks.map((block, at) =>
      block.startsWith('-') ? block : `- id: r${at}\n${indent(block, 2)}\n  points: 1`,
    );
    expect(rules).toHaveLength(5);
    const [segment = ''] = rules.filter((rule) => rule.includes('events:'));
    const inFit = rules.filter((rule) => rule !== segment).join('\n');
    const lists = 'sources: { lists: { target_accounts: { files: a.csv, column: domain } } }';
    check(`${lists}\nscore:\n  ready: 1\n  fit:\n    rules:\n${indent(inFit, 6)}`, []);
    check(`score: { ready: 1 }\nsegments:\n${segment.replace('  points: 1', '')}`, ['config/not-evaluated']);
  });
});

function check(text: string, codes: readonly string[]): void {
  expect(parseConfig(text, 'nurture.yaml').diagnostics.map(({ code }) => code)).toEqual(codes);
}

function indent(block: string, blanks: number): string {
  return block.replace(/^/gm, ' '.repeat(blanks));
}
