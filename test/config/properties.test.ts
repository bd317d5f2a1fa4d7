import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/parse-config.js';
import { comparePlaces } from '../../src/diagnostics/compare-places.js';
import { exampleConfig } from './example-config.js';

const runs = { numRuns: 200 };

/** What holds for every text: a config or an error, each problem at a place of the text, in order. */
function checkAnyText(text: string): void {
  const { config, diagnostics } = parseConfig(text, 'nurture.yaml');
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  expect(config === undefined).toBe(hasError);
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  for (const { at, message, why, help } of diagnostics) {
    const line = lines[(at?.line ?? 0) - 1];
    expect(line).toBeDefined();
    expect(at?.column).toBeGreaterThanOrEqual(1);
    expect(at?.column).toBeLessThanOrEqual((line?.length ?? 0) + 1);
    expect(at?.endColumn).toBeGreaterThanOrEqual(at?.column ?? 0);
    if (at?.excerpt !== undefined) expect(at.excerpt).toBe(line);
    expect([message, why, help].join()).not.toMatch(/undefined|\[object/);
  }
  expect(diagnostics).toEqual(diagnostics.toSorted(comparePlaces));
}

describe('any text', () => {
  it('is read without an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), checkAnyText), runs);
  });

  it('made of the signs of YAML is read without an exception', () => {
    const signs = fc.constantFrom(
      ...'{}[]:,-?&*!|>%@"\'#\n \t\\',
      '---\n',
      '...\n',
      ': ',
      '- ',
      '\n  ',
      'a',
      '1',
      'score',
      '\r\n',
      '\ufeff',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (some) => checkAnyText(some.join(''))),
      runs,
    );
  });

  it('that was a config before it was damaged is read without an exception', () => {
    const damage = fc.record({
      at: fc.nat(exampleConfig.length),
      length: fc.nat(12),
      instead: fc.oneof(
        fc.constantFrom('', '\n', ' ', '"', '{', ']', '-1', 'null', '*x', '!a ', '007', ': '),
        fc.string({ maxLength: 5 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        checkAnyText(
          damages.reduce(
            (text, { at, length, instead }) => text.slice(0, at) + instead + text.slice(at + length),
            exampleConfig,
          ),
        );
      }),
      runs,
    );
  });

  it('that is a config with other values in it is read without an exception', () => {
    const example: unknown = parse(exampleConfig);
    const paths = pathsOf(example);
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(
        null,
        -1,
        0,
        1e300,
        '',
        'none',
        '1mo',
        '(',
        [],
        {},
        [[]],
        { all: [{}] },
        '2024-02-30',
      ),
    );
    const key = fc.constantFrom('', 'constructor', 'toString', 'hasOwnProperty', 'id', 'rules', 'when', 'x');
    fc.assert(
      fc.property(fc.nat(paths.length - 1), value, fc.option(key), (index, other, name) => {
        checkAnyText(JSON.stringify(replaceAt(example, paths[index] ?? [], other, name), null, 1));
      }),
      runs,
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** A copy with the value at the path replaced, under another key if one is given. */
function replaceAt(value: unknown, [key, ...rest]: Path, other: unknown, name: string | null): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value)) {
    return value.map((child, index) => (index === key ? replaceAt(child, rest, other, name) : child));
  }
  return Object.fromEntries(
    Object.entries(value).map(([existing, child]) =>
      existing === key
        ? [rest.length === 0 && name !== null ? name : existing, replaceAt(child, rest, other, name)]
        : [existing, child],
    ),
  );
}

describe('a valid config', () => {
  const points = fc.integer({ min: -100, max: 100 }).filter((n) => n !== 0);
  const bounds = fc.record(
    { min: fc.integer({ min: -50, max: -1 }), max: fc.integer({ min: 1, max: 50 }) },
    { requiredKeys: [] },
  );
  const duration = fc.constantFrom('90m', '16h', '30d', '2w', '1d12h', 'P30D', 'PT48H');
  const scalar = fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }),
    fc.boolean(),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  );
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const test = fc.oneof(
    scalar,
    fc.array(scalar, { minLength: 1, maxLength: 3 }),
    fc.record({ gte: number }),
    fc.record({ lt: number, ne: scalar }),
    fc.record({ contains: fc.constantFrom('a', 'ü', '经理') }),
    fc.record({ matches: fc.constantFrom('^a', '\\bvp\\b', '[äöü]+') }),
    fc.record({ exists: fc.boolean() }),
    fc.record({ within: duration }),
    fc.record({ before: fc.constantFrom('2024-03-31', '2024-03-31T02:30', '2024-10-27T02:30Z') }),
  );
  const field = fc.constantFrom('value', 'topic', 'own_column', 'Größe', '职位');
  const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.dictionary(field, test, { minKeys: 1, maxKeys: 2 }),
      fc.record({ not: tie('condition') }),
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    ),
  }));
  const fitRule = fc.record(
    { when: condition, points, disqualify: fc.boolean() },
    { requiredKeys: ['when', 'points'] },
  );
  const painRule = fc
    .record(
      {
        event: fc.oneof(fc.constant('trial.started'), fc.constant(['a.b', 'c.d'])),
        class: fc.constantFrom('product', 'content', 'email'),
        where: condition,
        points: fc.oneof(
          points,
          fc.record({ property: field, factor: points }, { requiredKeys: ['property'] }),
        ),
        half_life: fc.oneof(fc.constant('none'), duration),
        within: duration,
        daily: fc.integer({ min: 1, max: 9 }),
      },
      { requiredKeys: ['event', 'points'] },
    )
    .chain((rule) => bounds.map((limits) => ({ ...rule, ...limits })));
  const config = fc.record({
    version: fc.constant(1),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Shanghai', 'America/St_Johns'),
    score: fc.record({
      ready: fc.double({ min: 0.5, max: 1000, noNaN: true }),
      sla: duration,
      fit: fc.record({ rules: fc.array(fitRule, { maxLength: 5 }) }),
      pain: fc.record({ rules: fc.array(painRule, { maxLength: 5 }) }),
    }),
  });

  it('is read with every rule, as JSON or with other line breaks', () => {
    fc.assert(
      fc.property(config, fc.constantFrom(undefined, 1, 4), (written, indent) => {
        const { fit, pain } = written.score;
        const withIds = {
          ...written,
          score: {
            ...written.score,
            fit: { rules: fit.rules.map((rule, at) => ({ id: `fit-${at}`, ...rule })) },
            pain: { rules: pain.rules.map((rule, at) => ({ id: `pain-${at}`, ...rule })) },
          },
        };
        const { config: read, diagnostics } = parseConfig(
          JSON.stringify(withIds, null, indent),
          'nurture.yaml',
        );
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(read?.score.fit.rules.map((rule) => rule.points)).toEqual(
          fit.rules.map((rule) => rule.points),
        );
        expect(read?.score.pain.rules).toHaveLength(pain.rules.length);
        expect(read?.timezone).toBe(written.timezone);
      }),
      runs,
    );
  });
});
