import fc from 'fast-check';
import type { RawCondition } from './world.js';

const listNames = ['targets', 'nobody'] as const;

/** A condition over the columns of a lead row, of every kind and op. */
export function leadCondition(): fc.Arbitrary<RawCondition> {
  return combined(
    fc.oneof(
      field('title', 'vp sales', 'student', 'Größe'),
      field('company', 'ACME', 'corp', '公司'),
      field('country', 'DE', 'at', 'CN'),
      field('email', 'anna', '.example', 'bob@corp.example'),
      fc
        .constantFrom('business', 'free', 'disposable', 'role', 'invalid')
        .map((kind) => ({ 'email.kind': kind })),
      fc.constant({ 'email.domain': { in_list: 'targets' } }),
      fc.constantFrom(...listNames).map((list) => ({ company: { in_list: list } })),
      fc
        .constantFrom<RawCondition>(
          { gte: 50, lt: 1000 },
          { between: [10, 50] },
          { gt: 1.5 },
          { lte: 0 },
          { eq: 50 },
        )
        .map((employees) => ({ employees })),
      fc
        .constantFrom('\\b(vp|head|c[teo]o)\\b', '^st', 'größe$', '[0-9]{2}')
        .map((matches) => ({ title: { matches } })),
      fc
        .constantFrom<RawCondition>(
          { before: '2024-03-31' },
          { after: '2024-10-27T01:00:00Z' },
          { gte: '2024-03-30', lt: '2024-11-01' },
          { within: '30d' },
          { older_than: '1mo' },
          { within: '1y' },
        )
        .map((created_at) => ({ created_at })),
    ),
  );
}

/** A condition for the `where` of an event rule. */
export function eventCondition(): fc.Arbitrary<RawCondition> {
  return combined(
    fc.oneof(
      field('url', '/pricing', 'https://x.example/docs', '价格'),
      fc
        .constantFrom<RawCondition>({ gte: 10 }, { lt: 0 }, { between: [1, 100] }, { ne: 5 })
        .map((value) => ({ value })),
      fc.constantFrom<RawCondition>({ within: '3d' }, { older_than: '1d' }).map((at) => ({ at })),
      fc.constant({ url: { matches: 'pric(e|ing)' } }),
      fc.constant({ type: 'page.viewed' }),
    ),
  );
}

/** Every op for text, each with words that the cells hold and that they do not. */
function field(name: string, ...words: readonly string[]): fc.Arbitrary<RawCondition> {
  const word = fc.constantFrom(...words);
  const some = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
  const test = fc.oneof<fc.Arbitrary<RawCondition[string]>[]>(
    word,
    some,
    ...['eq', 'ne', 'contains', 'starts_with', 'ends_with'].map((op) =>
      word.map((value) => ({ [op]: value })),
    ),
    ...['in', 'not_in'].map((op) => some.map((values) => ({ [op]: values }))),
    fc.boolean().map((exists) => ({ exists })),
  );
  return test.map((value) => ({ [name]: value }));
}

function combined(leaf: fc.Arbitrary<RawCondition>): fc.Arbitrary<RawCondition> {
  const few = fc.array(leaf, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: few.map((all) => ({ all })) },
    { weight: 1, arbitrary: few.map((any) => ({ any })) },
    { weight: 1, arbitrary: leaf.map((not) => ({ not })) },
    { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([a, not]) => ({ ...a, not })) },
  );
}
