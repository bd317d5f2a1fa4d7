import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operators } from '../../src/config/conditions/operators.js';
import { specialFields } from '../../src/config/conditions/special-fields.js';
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
    expect(rules).toHaveLength(7);
    const isOfLeads = (rule: string) => /events:|segment:/.test(rule);
    const inFit = rules.filter((rule) => !isOfLeads(rule)).join('\n');
    const ofLeads = rules.filter(isOfLeads).join('\n').replaceAll('  points: 1', '');
    const lists = 'sources: { lists: { target_accounts: { files: a.csv, column: domain } } }';
    check(`${lists}\nscore:\n  ready: 1\n  fit:\n    rules:\n${indent(inFit, 6)}`);
    const customers = '- { id: customers, when: { stage: won } }';
    check(`score: { ready: 1 }\nsegments:\n${customers}\n${ofLeads}`);
  });
});

function check(text: string): void {
  expect(parseConfig(text, 'nurture.yaml').diagnostics).toEqual([]);
}

function indent(block: string, blanks: number): string {
  return block.replace(/^/gm, ' '.repeat(blanks));
}
