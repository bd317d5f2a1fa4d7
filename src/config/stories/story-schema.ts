import { z } from 'zod';
import { didYouMean } from '../../diagnostics/nearest.js';
import { engagementCases } from '../../model/campaign.js';
import { reasons } from '../../model/reason.js';
import { quoteText } from '../describe-value.js';
import { expectations } from '../schema/expectations.js';
import { refuse } from '../schema/refuse.js';
import { amount, count, text, textOrList } from '../schema/scalars.js';
import { numberOps } from './story.js';

/** The form of a file of scenario tests. Instants and names are looked at later, by what knows the story and the config. */

/** One of some words. In a union, zod's own enumeration would not be recognised as what was meant. */
function oneOf<const T extends string>(words: readonly T[]) {
  return text.transform((written, context): T => {
    const found = words.find((word) => word === written);
    if (found !== undefined) return found;
    const message = `${quoteText(written)} is none of the words that can stand here.`;
    const help = didYouMean(written, words) ?? `Known: ${words.join(', ')}.`;
    refuse(context, { code: 'config/unknown-value', message, help });
    return z.NEVER;
  });
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A cell of an export: a list becomes one text, its parts joined by ";". */
const cell = z
  .union([scalar, z.array(scalar)])
  .register(expectations, { expects: 'a text, a number, true or false, or a list of them' });

const instant = text
  .clone()
  .register(expectations, { expects: 'an instant such as 2026-03-02T08:00:00Z, or +2d' });

const row = z.record(z.string(), cell).register(expectations, { expects: 'a mapping of fields to values' });

const event = z
  .object({
    at: instant,
    type: text,
    lead: text.exactOptional(),
    step: text.exactOptional(),
    campaign: text.exactOptional(),
  })
  .catchall(cell);

const numbers = z
  .union([
    amount.transform((value) => ({ eq: value })),
    z
      .strictObject({
        ...(Object.fromEntries(numberOps.map((op) => [op, amount.exactOptional()])) as Record<
          (typeof numberOps)[number],
          z.ZodExactOptional<typeof amount>
        >),
        between: z.tuple([amount, amount]).exactOptional(),
      })
      .register(expectations, { expects: 'a comparison such as { gte: 50 }' }),
  ])
  .register(expectations, { expects: 'a number, or a comparison such as { gte: 50 }' });

const send = z.strictObject({
  campaign: text,
  step: text,
  at: instant.exactOptional(),
  variant: text.exactOptional(),
  attempt: count.exactOptional(),
  lead: text.exactOptional(),
});

const reason = z.strictObject({
  campaign: text,
  is: z.union([oneOf(reasons), z.array(oneOf(reasons)).min(1)]).transform((is) => [is].flat()),
  lead: text.exactOptional(),
});

const mailCase = z.union([
  oneOf(engagementCases).transform((is) => ({ is })),
  z.strictObject({
    campaign: text,
    step: text.exactOptional(),
    is: oneOf(engagementCases),
  }),
]);

const expect = z.strictObject({
  lead: text.exactOptional(),
  sends: z.array(send).exactOptional(),
  reason: z
    .union([reason, z.array(reason).min(1)])
    .transform(oneOrMore)
    .exactOptional(),
  score: numbers.exactOptional(),
  fit: numbers.exactOptional(),
  pain: numbers.exactOptional(),
  ready: z.boolean().exactOptional(),
  segments: z
    .strictObject({ includes: textOrList.exactOptional(), excludes: textOrList.exactOptional() })
    .exactOptional(),
  persona: textOrList.exactOptional(),
  stage: textOrList.exactOptional(),
  case: mailCase.exactOptional(),
});

const happening = z
  .strictObject({
    run: instant.exactOptional(),
    expect: z
      .union([expect, z.array(expect).min(1)])
      .transform(oneOrMore)
      .exactOptional(),
    event: event.exactOptional(),
  })
  .superRefine((written, context) => {
    const { run, event: happens, expect: expected } = written;
    if (run !== undefined ? happens === undefined : happens !== undefined && expected === undefined) return;
    refuse(context, {
      code: 'story/unclear-entry',
      message: 'An entry of "then" is either a run or an event.',
    });
  });

const story = z
  .strictObject({
    story: text,
    as_of: instant.exactOptional(),
    lead: row.exactOptional(),
    leads: z.array(row).min(1).exactOptional(),
    events: z.array(event).prefault([]),
    // biome-ignore lint/suspicious/noThenProperty: a key of the contract; nobody waits for a schema
    then: z.array(happening).min(1),
  })
  .superRefine(({ lead, leads }, context) => {
    if ((lead === undefined) !== (leads === undefined)) return;
    const message =
      lead === undefined ? 'The story is about nobody.' : 'The story has both "lead" and "leads".';
    refuse(context, { code: 'story/nobody', message });
  });

/** One thing or a list of them, with the way from their place to each. */
function oneOrMore<T>(
  written: T | readonly T[],
): readonly { readonly one: T; readonly way: readonly number[] }[] {
  return isList(written) ? written.map((one, index) => ({ one, way: [index] })) : [{ one: written, way: [] }];
}

function isList<T>(written: T | readonly T[]): written is readonly T[] {
  return Array.isArray(written);
}

export const storiesSchema = z.array(story).register(expectations, { expects: 'a list of stories' });

export type RawStory = z.output<typeof story>;
export type RawEvent = RawStory['events'][number];
export type RawExpectation = z.output<typeof expect>;
export type RawCell = z.output<typeof cell>;
