import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineOf, checkExpectations } from '../../src/engine/expectations/check-expectations.js';
import { type FactsSource, gatherFacts } from '../../src/engine/expectations/gather-facts.js';
import { readBaseline } from '../../src/engine/expectations/read-baseline.js';
import type { Expectations } from '../../src/model/config.js';
import type { SourceFacts } from '../../src/model/source-facts.js';
import { sampledFile } from './sampled-file.js';
import { useEngine } from './use-engine.js';

const asOf = Date.UTC(2026, 2, 25, 12);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const facts: SourceFacts = {
  kind: 'events',
  name: 'events',
  rows: 1000,
  columns: ['at', 'event', 'lead_id'],
  newest: '2026-03-25T10:00:00.000Z',
  types: [
    { type: 'email.opened', rows: 700 },
    { type: 'page.viewed', rows: 300 },
  ],
};

const nothing: Expectations = { columns: [], maxQuarantined: 0.01 };

function messages(
  changed: Partial<SourceFacts>,
  expected: Partial<Expectations>,
  baseline: SourceFacts | undefined = facts,
): readonly string[] {
  const found = checkExpectations({ ...facts, ...changed }, { ...nothing, ...expected }, baseline, asOf);
  return found.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
}

describe('the data of a source', () => {
  it('are as expected when nothing is expected, and when they are the baseline', () => {
    const strict = { maxAgeMs: 2 * hourMs, minRows: 1000, maxDrop: 0, maxTypeDrop: 0 };
    expect(messages({}, {}, undefined)).toEqual([]);
    expect(messages({}, strict)).toEqual([]);
    expect(messages({ rows: 1001 }, strict)).toEqual([]);
  });

  const table: readonly (readonly [string, Partial<SourceFacts>, Partial<Expectations>, string])[] = [
    [
      'are too old',
      { newest: '2026-03-23T11:30:00.000Z' },
      { maxAgeMs: 2 * dayMs },
      'error input/stale-export: The newest instant of events is 2026-03-23T11:30:00.000Z, 2d 30m before as-of; expect.max_age is 2d.',
    ],
    [
      'have no instant to tell their age by',
      { newest: null },
      { maxAgeMs: 36 * hourMs },
      'error input/stale-export: events has no readable instant up to as-of, so its age can not be told; expect.max_age is 1d 12h.',
    ],
    [
      'are too few',
      { rows: 1 },
      { minRows: 500 },
      'error input/too-few-rows: events has 1 row; expect.min_rows is 500.',
    ],
    [
      'are far fewer than before',
      { rows: 899 },
      { maxDrop: 0.1 },
      'error input/dropped-rows: events has 899 rows, 10.1 % fewer than the 1000 of the baseline; expect.max_drop is 10 %.',
    ],
    [
      'have far fewer events of a type',
      { types: [{ type: 'email.opened', rows: 349 }, ...(facts.types ?? []).slice(1)] },
      { maxTypeDrop: 0.5 },
      'error input/dropped-events: events has 349 rows of type email.opened, 50.14 % fewer than the 700 of the baseline; expect.max_type_drop is 50 %.',
    ],
    [
      'have a type no more',
      { types: (facts.types ?? []).slice(0, 1) },
      { maxTypeDrop: 0.99 },
      'error input/dropped-events: events has 0 rows of type page.viewed, 100 % fewer than the 300 of the baseline; expect.max_type_drop is 99 %.',
    ],
    [
      'have other columns',
      { columns: ['AT', 'lead id', 'type', 'url'] },
      {},
      'warning input/changed-columns: The columns of events differ from the baseline: it lost event and gained type, url.',
    ],
    [
      'have a column more',
      { columns: [...facts.columns, 'url'] },
      {},
      'warning input/changed-columns: The columns of events differ from the baseline: it gained url.',
    ],
    [
      'of a list are too few',
      { kind: 'list', name: 'targets', rows: 0 },
      { minRows: 1 },
      'error input/too-few-rows: list targets has 0 rows; expect.min_rows is 1.',
    ],
  ];

  it.each(table)('%s', (_, changed, expected, message) => {
    expect(messages(changed, expected)).toEqual([message]);
  });

  it('may be of any age, number and kind that is exactly the limit', () => {
    const share = fc.integer({ min: 0, max: 100 });
    const property = fc.property(share, fc.integer({ min: 1, max: 10_000_000 }), (allowed, hundreds) => {
      const before = { ...facts, rows: 100 * hundreds, types: [{ type: 'x', rows: 100 * hundreds }] };
      const left = (100 - allowed) * hundreds;
      const expected = { maxDrop: allowed / 100, maxTypeDrop: allowed / 100 };
      const at = { rows: left, types: [{ type: 'x', rows: left }] };
      expect(messages(at, expected, before)).toEqual([]);
      if (left === 0) return;
      const below = { rows: left - 1, types: [{ type: 'x', rows: left - 1 }] };
      expect(messages(below, expected, before)).toHaveLength(2);
    });
    fc.assert(property);
    expect(messages({ newest: new Date(asOf - dayMs).toISOString() }, { maxAgeMs: dayMs })).toEqual([]);
    expect(messages({ newest: new Date(asOf - dayMs - 1).toISOString() }, { maxAgeMs: dayMs })).toHaveLength(
      1,
    );
  });

  it('are compared by type only where both runs counted types', () => {
    const { types: _, ...uncounted } = facts;
    const expected = { ...nothing, maxTypeDrop: 0 };
    expect(checkExpectations(uncounted, expected, facts, asOf)).toEqual([]);
    expect(checkExpectations(facts, expected, uncounted, asOf)).toEqual([]);
  });

  it('are compared with the source of the same kind and name', () => {
    const list: SourceFacts = { ...facts, kind: 'list', name: 'events' };
    expect(baselineOf(list, [facts])).toBeUndefined();
    expect(baselineOf(list, [facts, list])).toBe(list);
  });
});

describe('the document of an earlier run', () => {
  const head = { schemaVersion: 1, command: 'score', asOf: '2026-03-25T12:00:00.000Z', configHash: 'x' };
  const document = (more: object) => JSON.stringify({ ...head, ...more }, null, 2);
  const read = (text: string) => readBaseline(text, 'last.json');

  it('gives back the facts it was written with', () => {
    const odd: SourceFacts = {
      ...facts,
      name: '__proto__',
      columns: ['__proto__', '邮箱', 'line\n  "leads":'],
      newest: null,
      types: [{ type: '__proto__', rows: 1 }],
    };
    const { types: _, ...uncounted } = facts;
    const sourceFacts = [facts, odd, uncounted];
    expect(read(document({ sourceFacts }))).toEqual({ sources: sourceFacts });
    expect(read(document({ sourceFacts, leads: [{ lead_id: 'a' }] }))).toEqual({ sources: sourceFacts });
  });

  it('is not looked at behind its head', () => {
    const text = document({ sourceFacts: [facts], leads: [{ lead_id: 'a' }] });
    for (const end of [text.length, text.length - 10, text.indexOf('"leads":') + 8]) {
      expect(read(text.slice(0, end))).toEqual({ sources: [facts] });
      expect(read(text.slice(0, end).replaceAll('\n', '\r\n'))).toEqual({ sources: [facts] });
    }
  });

  it.each([
    ['', 'it is not JSON'],
    ['lead_id,score\na,1\n', 'it is not JSON'],
    ['[]', 'the document is not what score writes there'],
    ['null', 'the document is not what score writes there'],
    ['{}', 'schemaVersion is not what score writes there'],
    [document({ command: 'explain', sourceFacts: [] }), 'command is not what score writes there'],
    [document({ schemaVersion: 2, sourceFacts: [] }), 'schemaVersion is not what score writes there'],
    [document({}), 'sourceFacts is not what score writes there'],
    [document({ sourceFacts: [{ ...facts, rows: -1 }] }), 'sourceFacts is not what score writes there'],
    [document({ sourceFacts: [{ ...facts, newest: 'soon' }] }), 'sourceFacts is not what score writes there'],
  ])('is refused when it is another one: %j', (text, reason) => {
    expect(read(text)).toMatchObject({
      problem: {
        code: 'input/unreadable-baseline',
        severity: 'error',
        message: `last.json is not the JSON document of an earlier score: ${reason}.`,
      },
    });
  });
});

describe('the facts of a source', () => {
  const engine = useEngine();
  const events: FactsSource = {
    kind: 'events',
    name: 'events',
    rows: 9,
    types: { 'Email Opened': 'email.opened', constructor: 'form.submitted' },
    files: [
      sampledFile({
        at: [
          '2026-03-24T10:00:00Z',
          '2026-03-25T12:00:00Z',
          '2026-03-25T12:00:00.001Z',
          'soon',
          '2026-03-20',
        ],
        type: ['Email Opened', ' email opened ', 'page.viewed', 'page.viewed', ''],
        '\ufeffZ': [],
      }),
      sampledFile({
        type: ['email.opened', '__proto__', 'Constructor', 'Page.Viewed'],
        at: ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'],
        é: [],
        '': [],
      }),
    ],
  };

  it('are the newest instant up to as-of, and the events of each canonical type', async () => {
    expect(await gatherFacts(engine(), events, { newest: true, types: true }, asOf)).toEqual({
      kind: 'events',
      name: 'events',
      rows: 9,
      columns: ['Z', 'at', 'type', 'é'],
      newest: '2026-03-25T12:00:00.000Z',
      types: [
        { type: '__proto__', rows: 1 },
        { type: 'email.opened', rows: 3 },
        { type: 'form.submitted', rows: 1 },
        { type: 'page.viewed', rows: 1 },
      ],
    });
  });

  it('are not looked for when nobody needs them', async () => {
    const { types, newest } = await gatherFacts(engine(), events, { newest: false, types: false }, asOf);
    expect([types, newest]).toEqual([undefined, null]);
    const dated = await gatherFacts(engine(), events, { newest: true, types: false }, asOf);
    expect([dated.types, dated.newest]).toEqual([undefined, '2026-03-25T12:00:00.000Z']);
  });

  it('of leads are dated by creation and change, in the zone of the source', async () => {
    const file = sampledFile(
      { created_at: ['2026-03-01 00:00', '2026-03-20 10:00', null], updated_at: ['2026-03-05', '', null] },
      { reading: { timezone: 'Europe/Berlin' } },
    );
    const leads: FactsSource = { kind: 'leads', name: 'leads', rows: 3, files: [file] };
    const { newest, types } = await gatherFacts(engine(), leads, { newest: true, types: true }, asOf);
    expect([newest, types]).toEqual(['2026-03-20T09:00:00.000Z', undefined]);
  });

  it('of a list have no instant', async () => {
    const list: FactsSource = {
      kind: 'list',
      name: 'targets',
      rows: 1,
      files: [sampledFile({ at: ['2026-03-01'] })],
    };
    expect((await gatherFacts(engine(), list, { newest: true, types: true }, asOf)).newest).toBeNull();
  });
});
