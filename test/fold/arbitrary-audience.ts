import fc from 'fast-check';
import type { EventAggregate, Stage } from '../../src/model/audience.js';
import { valueColumns } from '../../src/model/audience-model.js';
import type { Config } from '../../src/model/config.js';
import { compileMatchers } from '../../src/model/matchers.js';
import { audienceConfig, interestsIn, painRule, stage } from './audience-config.js';
import type { AudienceRow, AudienceWorld } from './audience-world.js';

const hour = 3_600_000;
const asOf = Date.parse('2024-03-01T12:00:00Z');

/** Small worlds in which ids repeat, instants coincide and bits lie in any word. */
export function audienceWorlds(): fc.Arbitrary<AudienceWorld> {
  return fc.tuple(configs, fc.integer({ min: 1, max: 3 })).chain(([config, leads]) =>
    fc.record({
      config: fc.constant(config),
      asOf: fc.constant(asOf),
      leads: fc.constant(leads),
      rows: fc.array(rowsOf(config, leads), { maxLength: 25, size: 'max' }),
      declared: fc.array(
        fc.record({
          lead: fc.nat({ max: leads - 1 }),
          topic,
          at: fc.oneof(instant, fc.constant(Number.NEGATIVE_INFINITY)),
          declined: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
    }),
  );
}

const instant = fc.integer({ min: -2, max: 12 }).map((hours) => asOf - hours * hour);
/** Few, and one beyond what the fold has room for at first. */
const topic = fc.constantFrom(0, 1, 2, 3, 200);

function rowsOf(config: Config, leads: number): fc.Arbitrary<AudienceRow> {
  const { matchers, pain } = compileMatchers(config);
  const others = Array.from(matchers.keys()).filter((matcher) => matcher >= pain);
  const matched =
    others.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...others), { maxLength: 4 });
  const numbers = valueColumns(config) - (config.audience.interests === undefined ? 0 : 1);
  return fc.record({
    lead: fc.nat({ max: leads - 1 }),
    at: instant,
    rank: fc.constantFrom(5, 6, 6),
    id: fc.integer({ min: 10, max: 60 }).map(String),
    machine: fc.integer({ max: 7, min: 0 }).map((roll) => roll === 0),
    matchers: matched.map((found) => found.toSorted((a, b) => a - b)),
    values: fc
      .tuple(
        fc.array(fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constant(Number.NaN)), {
          minLength: numbers,
          maxLength: numbers,
        }),
        fc.oneof({ arbitrary: topic, weight: 4 }, fc.constant(Number.NaN)),
      )
      .map(([values, one]) => [...values, ...(config.audience.interests === undefined ? [] : [one])]),
  });
}

const aggregate: fc.Arbitrary<EventAggregate> = fc
  .record({
    measure: fc.constantFrom('count', 'sum', 'first', 'last'),
    withinMs: fc.option(
      fc.integer({ min: 1, max: 14 }).map((hours) => hours * hour),
      { nil: undefined },
    ),
    property: fc.constantFrom('value', 'pages'),
  })
  .map(({ measure, withinMs, property }) => ({
    events: ['some.type'],
    measure,
    ...(withinMs === undefined ? {} : { withinMs }),
    ...(measure === 'sum' ? { property } : {}),
  }));

const stages: fc.Arbitrary<readonly Stage[]> = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc
    .tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc.record({
          from: fc.subarray(
            Array.from({ length: count }, (_, other) => other).filter((other) => other !== index),
          ),
          event: fc.boolean(),
          when: fc.integer({ min: 0, max: 3 }).map((roll) => roll === 0),
        }),
      ),
    )
    .map((drafts) =>
      drafts.map(({ from, event, when }, index) =>
        stage(`s${index}`, {
          from: index === 0 ? [] : from,
          ...(event ? { event: [`enter.${index}`] } : {}),
          ...(when ? { when: { kind: 'exists', field: 'email', exists: true } } : {}),
        }),
      ),
    ),
);

const interests = fc.option(
  fc
    .record({
      halfLife: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
      weights: fc.array(fc.constantFrom(0, 0.5, 3, 5), { maxLength: 3 }),
    })
    .map(({ halfLife, weights }) =>
      interestsIn({
        ...(halfLife === undefined ? {} : { halfLifeMs: halfLife * hour }),
        weights: weights.map((weight, index) => ({ event: `seen.${index}`, weight })),
      }),
    ),
  { nil: undefined, freq: 3 },
);

const configs: fc.Arbitrary<Config> = fc
  .record({
    rules: fc.constantFrom(0, 3, 24, 26, 40, 57, 80),
    aggregates: fc.array(aggregate, { maxLength: 5 }),
    stages,
    interests,
  })
  .map(({ rules, interests, ...parts }) =>
    audienceConfig({
      ...parts,
      rules: Array.from({ length: rules }, (_, index) => painRule(`rule.${index}`)),
      ...(interests && { interests }),
    }),
  );
