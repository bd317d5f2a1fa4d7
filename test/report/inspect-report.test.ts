import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { canonicalEventTypes, canonicalLeadFields } from '../../src/model/fields.js';
import type { ColumnInspection, FileInspection, SourceProposal } from '../../src/model/file-inspection.js';
import { plainPainter } from '../../src/report/diagnostics/painter.js';
import { inspectReport, renderInspection } from '../../src/report/inspect-report.js';
import { renderSources } from '../../src/report/source-yaml.js';

const leads: SourceProposal = {
  kind: 'leads',
  file: 'leads.csv',
  preset: null,
  key: 'Nr',
  columns: [{ field: 'email', header: 'E-Mail: "privat"' }],
  dialect: '{ delimiter: ";" }',
  types: [],
  moreTypes: 0,
  remarks: [],
};

const events: SourceProposal = {
  ...leads,
  kind: 'events',
  file: 'events.csv',
  key: null,
  columns: [{ field: 'lead', header: 'yes' }],
  types: [
    { name: 'Email Opened', rows: 1200, type: 'email.opened' },
    { name: 'Test begonnen', rows: 1, type: null },
    { name: 'trial.started', rows: 9, type: null },
  ],
  moreTypes: 2,
  remarks: ['Something to know.'],
};

describe('the YAML to paste', () => {
  it('has one entry per form, and the types whose names are known', () => {
    const list: SourceProposal = { ...leads, kind: 'list', file: 'data/Ziel-Kunden.2026.csv', dialect: '' };
    expect(renderSources([leads, events, { ...leads, file: 'more leads.csv' }, list])).toBe(`sources:
  leads:
    - files: [leads.csv, more leads.csv]
      key: Nr
      columns: { email: "E-Mail: \\"privat\\"" }
      dialect: { delimiter: ";" }
  events:
    - files: events.csv
      columns: { lead: "yes" }
      dialect: { delimiter: ";" }
      types:
        "Email Opened": email.opened
      # Types with names of your own; rules can use them as they are:
      #   "Test begonnen"  1 row
      # and 2 more types
      # Something to know.
  lists:
    ziel_kunden:
      files: data/Ziel-Kunden.2026.csv
      column: Nr
      columns: { email: "E-Mail: \\"privat\\"" }
`);
  });

  it('comments out a second source of leads, which this version does not read', () => {
    const yaml = renderSources([leads, { ...leads, file: 'other.csv', key: 'id' }]);
    expect(yaml).toContain(
      '    # This version reads one source of leads.\n    # - files: other.csv\n    #   key: id\n',
    );
    expect(problemsOf(yaml)).toEqual([]);
  });

  it('is empty when no file says what it is', () => {
    expect(renderSources([])).toBe('');
  });

  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
  const word = fc.oneof(
    text,
    fc.constantFrom('null', 'yes', '1.0', '- a', '# b', 'a: b', '__proto__', '{', "'"),
  );
  const proposal = fc.record({
    kind: fc.constantFrom('leads' as const, 'events' as const, 'suppressions' as const),
    file: word,
    preset: fc.constantFrom(null, 'hubspot' as const),
    key: fc.constant(null),
    columns: fc.uniqueArray(fc.record({ field: fc.constantFrom(...canonicalLeadFields), header: word }), {
      selector: ({ field }) => field,
      maxLength: 8,
    }),
    dialect: fc.constantFrom('', '{ delimiter: "\\t", date_order: dmy }'),
    types: fc.constant([]),
    moreTypes: fc.nat(3),
    remarks: fc.constant([]),
  });
  const type = fc.record({
    name: word,
    rows: fc.nat(),
    type: fc.constantFrom(null, ...canonicalEventTypes),
  });

  it('is a config without mistakes that says what was proposed, whatever the names', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            proposal,
            fc.option(word, { nil: null }),
            fc.uniqueArray(type, { selector: ({ name }) => name }),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        (drawn) => {
          const proposals = drawn.map(([one, key, types]) => ({
            ...one,
            preset: one.kind === 'leads' ? one.preset : null,
            key: one.kind === 'leads' ? key : null,
            // Of the fields of leads suppressions have the address alone.
            columns: one.columns.filter(({ field }) => one.kind !== 'suppressions' || field === 'email'),
            types: one.kind === 'events' ? types : [],
          }));
          const { config, diagnostics } = parseConfig(
            `score: { ready: 50 }\n${renderSources(proposals)}`,
            'nurture.yaml',
          );
          expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
          const [first] = proposals.filter(({ kind }) => kind === 'leads');
          const source = config?.sources.leads[0];
          expect(source?.key).toBe(first?.key ?? undefined);
          expect(Object.entries(source?.columns ?? {})).toEqual(
            (first?.columns ?? []).map(({ field, header }) => [field, header]),
          );
          expect(source?.files[0]).toBe(first?.file);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });
});

function problemsOf(yaml: string) {
  return parseConfig(`score: { ready: 50 }\n${yaml}`, 'nurture.yaml').diagnostics.filter(
    ({ severity }) => severity === 'error',
  );
}

const column: ColumnInspection = {
  header: 'Nr',
  kind: 'id',
  filled: 10,
  misfits: 0,
  distinct: 10,
  exact: true,
  unique: true,
  range: null,
  examples: ['X9'],
};

const file: FileInspection = {
  file: 'a\u001b[2J.csv',
  format: 'csv',
  compression: 'gzip',
  bytes: 1234,
  encoding: { name: 'windows-1252', knownBy: 'declaration' },
  rows: 10,
  broken: [{ reason: 'too_few_cells', rows: 5, lines: [2, 3, 9] }],
  notes: ['delimiter ;'],
  columns: [
    column,
    { ...column, header: '', kind: 'date', unique: false, exact: false, misfits: 1, filled: 5 },
  ],
  role: { kind: 'leads', why: 'each row has an address in E-Mail' },
  tool: { kind: 'tied', tools: ['A', 'B'] },
  questions: ['Which?'],
  warnings: ['Look.'],
  sample: [['L1', '\u001b]0;title\u0007']],
  source: leads,
};

describe('the report for people', () => {
  const join = { file: 'e.csv', header: 'lead', inFile: 'l.csv', inHeader: 'id', values: 200, found: 184 };
  const options = { width: 100, plain: true };

  it('says what was found, without anything that would steer a terminal', () => {
    expect(
      renderInspection(inspectReport([file], [join]), plainPainter, options),
    ).toBe(`a␛[2J.csv: delimited text, gzip, 1,234 bytes, windows-1252 as declared
10 rows and 5 broken rows, 2 columns
broken: 5 too_few_cells, lines 2, 3, 9 ...
note: delimiter ;
role: leads, because each row has an address in E-Mail
tool: A or B; its headers fit both, so none is chosen

column	field	kind	filled	different	from ... to	such as
Nr	key	id	100 %	all		X9
(column 2)		date, 1 not	50 %	~10		X9

First rows, as they are:
Nr	(column 2)
L1	␛]0;title␇

question: Which?

warning: Look.

Columns that could be joined
  92 % of e.csv:lead are in l.csv:id

To paste into nurture.yaml
sources:
  leads:
    - files: leads.csv
      key: Nr
      columns: { email: "E-Mail: \\"privat\\"" }
      dialect: { delimiter: ";" }
`);
  });

  it('shows no rows unless it was given some', () => {
    expect(
      renderInspection(inspectReport([{ ...file, sample: null }], []), plainPainter, options),
    ).not.toContain('First rows');
  });
});
