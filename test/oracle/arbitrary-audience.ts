import fc from 'fast-check';
import { eventCondition, leadCondition } from './arbitrary-conditions.js';
import { tagNames, topicNames } from './naive-names.js';
import type { RawCondition, RawScore, RawValue } from './world.js';

/** Sections of a config besides `score`, as they would stand in nurture.yaml, and what of the score is read by them. */
export interface RawAudience {
  readonly sections: Readonly<Record<string, unknown>>;
  readonly score: Readonly<Record<string, unknown>>;
}

/** Configs of S4 in which conditions read everything that is worked out before them. */
export const rawAudience: fc.Arbitrary<RawAudience> = fc
  .record({ topics: fc.boolean(), interests: fc.boolean(), model: fc.integer({ min: 0, max: 7 }) })
  .chain(({ topics, interests, model }) => {
    const known = topics ? ['pricing', 'docs'] : topicNames;
    const start = [...facts, ...(interests ? topicFacts(known) : [])];
    const stageIds = stageNames[model] ?? stageNames[0];
    const afterPersona = [...start, membership('persona', ['p0', 'p1', 'none'])];
    const afterTag = [...afterPersona, setTest('tag', [...tagNames, 'given'])];
    const afterStage = [
      ...afterTag,
      membership('stage', stageIds ?? []),
      membership('qualification', ['yes', 'maybe', 'no']),
    ];
    return fc.record({
      interests: interests ? interestSection(topics) : fc.constant(undefined),
      personas: fc.array(conditionOf(start), { minLength: 2, maxLength: 2 }),
      tags: fc.array(
        fc.oneof(
          conditionOf(afterPersona).map((when) => ({ when })),
          tagByEvent,
        ),
        { maxLength: 3 },
      ),
      stages: stageSection(model, conditionOf(afterTag)),
      segments: segmentSection(afterStage),
      size: conditionOf([...afterStage, setTest('segment', ['s0', 's1'])]),
      queue: queueSection([...afterStage, setTest('segment', ['s0', 's2'])]),
      account: fc.record({
        by: fc.constantFrom('domain', 'domain', 'company'),
        method: fc.constantFrom('sum', 'max', 'mean', { top: 2 }),
      }),
      good: fc.record({ fit: fc.constantFrom(5, 10, 20), pain: fc.constantFrom(3, 8, 20) }),
    });
  })
  .map(({ interests, personas, tags, stages, segments, size, queue, account, good }) => ({
    score: { account, good: { fit: good.fit, pain: good.pain + shift } },
    sections: {
      ...(interests === undefined ? {} : { interests }),
      personas: personas.map((when, index) => ({ id: `p${index}`, when })),
      tags: { rules: tags.map((rule, index) => ({ tag: index === 0 ? 'VIP' : 'given', ...rule })) },
      stages,
      segments: segments.map((when, index) => ({ id: `s${index}`, when, min_size: 1 })),
      partitions: [
        {
          id: 'size',
          of: [
            { id: 'one', when: size },
            { id: 'two', when: { segment: 's0' } },
          ],
        },
      ],
      queue,
      labels: { temperature: { hot: 30 + shift, warm: 10 + shift }, letters: { A: 30 + shift } },
      audience: {
        levels: { high: ['email', 'title', 'phone'], low: ['email'] },
        channels: {
          mail: { needs: 'email', consent: 'consent_at' },
          call: { needs: ['phone', 'company'] },
        },
      },
    },
  }));

/** Score and limits with the parts that classification reads. */
export function scoreFor(score: RawScore, { score: { account, good } }: RawAudience): RawScore {
  const { fit, pain } = good as { readonly fit: number; readonly pain: number };
  return {
    ...score,
    account,
    fit: { ...score.fit, good: fit },
    pain: { ...score.pain, good: pain },
  } as RawScore;
}

/** Away from what decayed sums may meet by the last bit of a rounding. */
const shift = 0.0137;

const limits = fc
  .constantFrom<readonly number[]>([0], [5], [10], [20], [-5])
  .map(([limit = 0]) => limit + shift);
const comparison = fc
  .tuple(fc.constantFrom('gte', 'lt', 'gt', 'lte'), limits)
  .map(([op, at]) => ({ [op]: at }));

const numbers = ['score', 'fit', 'pain', 'velocity', 'momentum', 'account.score'].map((field) =>
  comparison.map((test): RawCondition => ({ [field]: test })),
);

const duration = fc.constantFrom('1h', '1d', '3d', '2w', '30d');
const moment = fc.oneof<fc.Arbitrary<RawCondition>[]>(
  duration.map((within) => ({ within })),
  duration.map((older_than) => ({ older_than })),
);

const eventType = fc.constantFrom(
  'trial.started',
  'document.created',
  'page.viewed',
  'email.clicked',
  'email.sent',
);

const eventsTest = fc
  .record(
    {
      type: fc.oneof(eventType, fc.uniqueArray(eventType, { minLength: 1, maxLength: 2 })),
      where: eventCondition(),
      within: duration,
      count: fc.oneof<fc.Arbitrary<RawValue>[]>(
        fc.constantFrom(0, 1, 2),
        fc.constantFrom<RawValue>({ gte: 2 }, { lt: 3 }, { between: [1, 2] }),
      ),
      sum: fc.constantFrom({ property: 'value', gte: 5 }, { property: 'value', lt: 2.5 }),
      last: moment,
      first: moment,
    },
    { requiredKeys: [] },
  )
  .filter((test) => Object.keys(test).length > 0)
  .map((events): RawCondition => ({ events: events as RawCondition }));

const days = fc
  .tuple(
    fc.constantFrom('last_event', 'page.viewed', 'email.clicked'),
    fc.constantFrom<RawCondition>(
      { gte: 1 },
      { lt: 3 },
      { gt: 0.5, lte: 14 },
      { exists: false },
      { between: [1, 7] },
    ),
  )
  .map(([name, test]): RawCondition => ({ [`days_since.${name}`]: test }));

const facts: readonly fc.Arbitrary<RawCondition>[] = [
  leadCondition(),
  leadCondition(),
  ...numbers,
  eventsTest,
  eventsTest,
  eventsTest,
  days,
  fc.boolean().map((ready) => ({ ready })),
  fc.boolean().map((disqualified) => ({ disqualified })),
  moment.map((first_touch_at) => ({ first_touch_at })),
  fc
    .oneof(
      moment,
      fc.boolean().map((exists) => ({ exists })),
    )
    .map((ready_at) => ({ ready_at })),
  fc.boolean().map((exists) => ({ 'account.score': { exists } })),
  membership('seniority', ['c_level', 'vp', 'head', 'student', 'unknown']),
  membership('buying_role', ['decision_maker', 'end_user', 'unknown']),
  membership('audience_level', ['high', 'low', 'unknown']),
  membership('temperature', ['hot', 'warm', 'cold']),
  setTest('channel', ['mail', 'call']),
];

function topicFacts(names: readonly string[]): readonly fc.Arbitrary<RawCondition>[] {
  return [membership('interest', names), setTest('interests', names), setTest('interests', names)];
}

/** Equality, a list, or their negations. */
function membership(field: string, values: readonly string[]): fc.Arbitrary<RawCondition> {
  const value = fc.constantFrom(...values);
  const some = fc.uniqueArray(value, { minLength: 1, maxLength: 2 });
  return fc.oneof<fc.Arbitrary<RawCondition>[]>(
    value.map((one) => ({ [field]: one })),
    some.map((list) => ({ [field]: list })),
    value.map((one) => ({ [field]: { ne: one } })),
    some.map((list) => ({ [field]: { not_in: list } })),
  );
}

function setTest(field: string, values: readonly string[]): fc.Arbitrary<RawCondition> {
  const value = fc.constantFrom(...values);
  const existence =
    field === 'segment' ? [] : [fc.boolean().map((exists): RawCondition => ({ [field]: { exists } }))];
  return fc.oneof<fc.Arbitrary<RawCondition>[]>(
    membership(field, values),
    value.map((one) => ({ [field]: { contains: one } })),
    ...existence,
  );
}

function conditionOf(leaves: readonly fc.Arbitrary<RawCondition>[]): fc.Arbitrary<RawCondition> {
  const leaf = fc.oneof(...leaves);
  const few = fc.array(leaf, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: few.map((all): RawCondition => ({ all })) },
    { weight: 1, arbitrary: few.map((any): RawCondition => ({ any })) },
    { weight: 1, arbitrary: leaf.map((not): RawCondition => ({ not })) },
  );
}

const tagByEvent = fc
  .record({ event: eventType, within: duration, where: eventCondition() }, { requiredKeys: ['event'] })
  .map((rule) => rule);

function interestSection(topics: boolean) {
  return fc
    .record(
      {
        half_life: fc.constantFrom('3d', '60d', 'none'),
        weights: fc.constantFrom({ 'page.viewed': 2 }, { 'document.created': 5, 'page.viewed': 0.5 }),
        events: fc.constant({
          declared: 'email.clicked',
          declined: ['email.unsubscribed', 'consent.granted'],
        }),
      },
      { requiredKeys: [] },
    )
    .map((section) =>
      topics ? { ...section, topics: { pricing: ['prices', '价格'], docs: ['manual'] } } : section,
    );
}

/** Names of the stages by model; the first half are lists of their own. */
const stageNames: readonly (readonly string[])[] = [
  ...Array.from({ length: 4 }, () => ['a', 'b', 'c', 'd']),
  ['inquiry', 'mql', 'sal', 'won', 'lost'],
  ['awareness', 'consideration', 'decision', 'customer'],
  ['attention', 'interest', 'desire', 'action'],
  ['explorer', 'gatherer', 'decider', 'customer', 'champion'],
];

function stageSection(model: number, when: fc.Arbitrary<RawCondition>): fc.Arbitrary<unknown> {
  const named = [undefined, undefined, undefined, undefined, 'default', 'four-stage', 'aida', 'champion'][
    model
  ];
  if (named !== undefined) return fc.constant(named);
  const entry = fc.oneof(
    fc.record({ event: eventType }),
    fc.record({ event: eventType, where: eventCondition() }),
    fc.record({ when }),
    fc.record({ event: eventType, when }),
  );
  const stage = fc.record({
    entry,
    from: fc.option(fc.subarray(['b', 'c', 'd']), { nil: undefined }),
    final: fc.integer({ min: 0, max: 3 }).map((draw) => draw === 0),
  });
  return fc.tuple(stage, stage, stage).map((drafts) => {
    const finals = drafts.map(({ final }) => final);
    return [
      { id: 'a' },
      ...drafts.map(({ entry, from, final }, index) => {
        const id = 'bcd'[index] ?? '';
        const before = from?.filter((name) => name !== id && !finals['bcd'.indexOf(name)]);
        return { id, ...entry, final, ...(before === undefined ? {} : { from: ['a', ...before] }) };
      }),
    ];
  });
}

/** The first two read no other segment; the rest read them, and the partition. */
function segmentSection(
  leaves: readonly fc.Arbitrary<RawCondition>[],
): fc.Arbitrary<readonly RawCondition[]> {
  const reading = [
    ...leaves,
    setTest('segment', ['s0', 's1']),
    membership('partition.size', ['one', 'two', 'other']),
  ];
  return fc
    .tuple(
      fc.array(conditionOf(leaves), { minLength: 3, maxLength: 6, size: 'max' }),
      fc.array(conditionOf(reading), { minLength: 2, maxLength: 6, size: 'max' }),
    )
    .map(([plain, others]) => [...plain, ...others]);
}

function queueSection(leaves: readonly fc.Arbitrary<RawCondition>[]) {
  const assignment = fc.constantFrom(
    { to: ['anna', 'ben'], method: 'round_robin' },
    {
      to: [
        { id: 'anna', weight: 2 },
        { id: 'cem', weight: 1 },
        { id: 'dana', weight: 3 },
      ],
      method: 'weighted',
    },
  );
  return fc
    .record({
      rules: fc.array(fc.tuple(conditionOf(leaves), assignment), { maxLength: 2 }),
      otherwise: fc.option(assignment, { nil: undefined }),
    })
    .map(({ rules, otherwise }) => ({
      rules: rules.map(([when, how]) => ({ when, ...how })),
      ...(otherwise === undefined ? {} : { default: otherwise }),
    }));
}
