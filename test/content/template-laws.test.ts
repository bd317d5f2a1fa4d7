import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContent, renderContent } from '../../src/content/render-content.js';
import { neededFields, usedFields } from '../../src/content/template-fields.js';
import { HOSTILE } from '../sql/hostile.js';
import { fields, templateText } from './arbitrary-template.js';

const builtIn = {
  greeting: 'Guten Tag',
  hello: 'Hallo Anna',
  lead_id: 'L1',
  campaign: 'trial',
  step: 'day_3',
};

type Lead = Readonly<Record<string, string | undefined>>;

const lead: fc.Arbitrary<Lead> = fc.record(
  Object.fromEntries(
    fields.map((field) => [field, fc.constantFrom(undefined, '', ' \u3000', 'v', 'w', 'Anna', '2026-02-28')]),
  ),
);

const render = (text: string, values: Lead) =>
  renderContent(parseContent({ variables: { text } }), values, builtIn);

const textOf = (text: string, values: Lead) => {
  const rendered = render(text, values);
  return rendered.kind === 'rendered' ? rendered.variables.text : rendered;
};

describe('S6.11 any template, any lead', () => {
  it('leaves no hole where all needed fields have values', () => {
    fc.assert(
      fc.property(templateText, lead, fc.constantFrom('v', 'Anna'), (text, values, value) => {
        const missing = neededFields([text]).filter((field) => (values[field] ?? '').trim() === '');
        const filled = { ...values, ...Object.fromEntries(missing.map((field) => [field, value])) };
        expect(render(text, filled)).toMatchObject({ kind: 'rendered' });
      }),
      { numRuns: 500 },
    );
  });

  it('needs none but used fields, and reads none but those', () => {
    fc.assert(
      fc.property(templateText, lead, (text, values) => {
        const used = usedFields([text]);
        expect(used).toEqual(expect.arrayContaining([...neededFields([text])]));
        const others = fields.filter((field) => !used.includes(field));
        const changed = { ...values, ...Object.fromEntries(others.map((field) => [field, 'other'])) };
        expect(render(text, changed)).toEqual(render(text, values));
      }),
      { numRuns: 500 },
    );
  });
});

describe('S6.11 values are text', () => {
  const hostile = [
    ...HOSTILE,
    '{{ lead_id }}',
    '{% assign a = "b" %}{{ a }}',
    '{% raw %}',
    '{{ hello | append: "x" }}',
    '<script>alert(1)</script>',
    'Anna\r\nBcc: all@example.com',
    '%}}}',
    'x'.repeat(1_000_000),
  ];

  it.each(hostile)('%j is put in as it is, and never evaluated', (value) => {
    const shown = textOf('[{{ a | default: "none" }}]', { a: value });
    const visible = value.trim().replace(/(?![\t\n\r])\p{Cc}|[\u202A-\u202E]/gu, '');
    expect(shown).toBe(visible === '' ? '[none]' : `[${visible}]`);
  });

  it('and no filter, condition or name makes anything else of any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...hostile)), (value) => {
        const long =
          '{% assign b = a %}{% capture c %}{{ b }}{% endcapture %}{{ c | append: "." | default: b }}';
        expect(textOf(long, { a: value })).toEqual(textOf('{{ a | append: "." }}', { a: value }));
      }),
    );
  });
});
