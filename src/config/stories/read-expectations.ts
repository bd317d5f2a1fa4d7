import { noPersona } from '../../model/audience.js';
import type { Path } from '../problem.js';
import {
  type Expectation,
  type ExpectedSend,
  labelFields,
  type NumberTest,
  numberFields,
  numberOps,
} from './story.js';
import type { StoryReader } from './story-reader.js';
import type { RawExpectation } from './story-schema.js';

/** Reads what a run is expected to make of a story; names that the config does not have are problems of the reader. */
export function readExpectations(
  reader: StoryReader,
  written: RawExpectation,
  path: Path,
): readonly Expectation[] {
  const placeAt = (...keys: Path) => reader.context.placeOf([...path, ...keys]);
  const names = namesOf(reader);
  const leadAt = (lead: string | undefined, ...keys: Path) =>
    reader.lead(lead ?? written.lead, [...path, ...keys]);
  if (written.lead !== undefined) reader.lead(written.lead, [...path, 'lead']);
  const found: Expectation[] = [];
  if (written.sends !== undefined) {
    const sends = written.sends.map((send, index) => readSend(reader, send, [...path, 'sends', index]));
    const lead = written.lead === undefined ? {} : { lead: written.lead };
    found.push({ kind: 'sends', ...lead, sends, place: placeAt('sends') });
  }
  for (const { one, way } of written.reason ?? []) {
    const { campaign, is, lead } = one;
    const who = leadAt(lead, 'reason', ...way);
    names.campaign(campaign, [...path, 'reason', ...way, 'campaign']);
    if (who !== undefined)
      found.push({ kind: 'reason', lead: who, campaign, is, place: placeAt('reason', ...way) });
  }
  for (const field of numberFields) {
    const tests = written[field];
    const lead = tests && leadAt(undefined, field);
    if (tests === undefined || lead === undefined) continue;
    found.push({ kind: 'number', lead, field, tests: testsOf(tests), place: placeAt(field) });
  }
  if (written.ready !== undefined) {
    const lead = leadAt(undefined, 'ready');
    if (lead !== undefined) found.push({ kind: 'ready', lead, is: written.ready, place: placeAt('ready') });
  }
  if (written.segments !== undefined) {
    const { includes = [], excludes = [] } = written.segments;
    for (const [key, ids] of Object.entries({ includes, excludes }))
      for (const id of ids) names.segment(id, [...path, 'segments', key]);
    const lead = leadAt(undefined, 'segments');
    if (lead !== undefined)
      found.push({ kind: 'segments', lead, includes, excludes, place: placeAt('segments') });
  }
  for (const field of labelFields) {
    const is = written[field];
    const lead = is && leadAt(undefined, field);
    if (is === undefined || lead === undefined) continue;
    for (const name of is) names[field](name, [...path, field]);
    found.push({ kind: 'label', lead, field, is, place: placeAt(field) });
  }
  if (written.case !== undefined) {
    const lead = leadAt(undefined, 'case');
    const { campaign, step } = { campaign: undefined, step: undefined, ...written.case };
    if (campaign !== undefined) names.campaign(campaign, [...path, 'case', 'campaign']);
    if (campaign !== undefined && step !== undefined) names.step(campaign, step, [...path, 'case', 'step']);
    if (lead !== undefined) found.push({ kind: 'case', lead, ...written.case, place: placeAt('case') });
  }
  return found;
}

function readSend(
  reader: StoryReader,
  { at, lead, ...send }: NonNullable<RawExpectation['sends']>[number],
  path: Path,
): ExpectedSend {
  const names = namesOf(reader);
  if (names.campaign(send.campaign, [...path, 'campaign'])) {
    if (names.step(send.campaign, send.step, [...path, 'step']) && send.variant !== undefined) {
      names.variant(send.campaign, send.step, send.variant, [...path, 'variant']);
    }
  }
  if (lead !== undefined) reader.lead(lead, [...path, 'lead']);
  const instant = at === undefined ? undefined : reader.instant(at, [...path, 'at']);
  return {
    ...send,
    ...(lead === undefined ? {} : { lead }),
    ...(instant === undefined ? {} : { at: instant }),
  };
}

/** Looks names up in the config; each answers whether the name is known. */
function namesOf(reader: StoryReader) {
  const { campaigns, audience } = reader.context.config;
  const stepsOf = (campaign: string) => campaigns.find(({ id }) => id === campaign)?.steps ?? [];
  const ids = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
  return {
    campaign: (name: string, path: Path) =>
      reader.known(name, ids(campaigns), path, 'config/unknown-campaign', 'campaign') !== undefined,
    step: (campaign: string, name: string, path: Path) =>
      reader.known(name, ids(stepsOf(campaign)), path, 'config/unknown-step', `step of ${campaign}`) !==
      undefined,
    variant: (campaign: string, step: string, name: string, path: Path) => {
      const variants = stepsOf(campaign).find(({ id }) => id === step)?.variants ?? [];
      reader.known(name, ids(variants), path, 'story/unknown-variant', `variant of ${step}`);
    },
    segment: (name: string, path: Path) =>
      reader.known(name, ids(audience.segments), path, 'config/unknown-segment', 'segment'),
    persona: (name: string, path: Path) =>
      reader.known(name, [...ids(audience.personas), noPersona], path, 'config/unknown-persona', 'persona'),
    stage: (name: string, path: Path) =>
      reader.known(name, ids(audience.stages.stages), path, 'config/unknown-stage', 'stage'),
  };
}

function testsOf(written: NonNullable<RawExpectation['score']>): readonly NumberTest[] {
  const { between, ...ops } = { between: undefined, ...written } as Readonly<
    Partial<Record<NumberTest['op'], number>>
  > & { readonly between?: readonly [number, number] };
  const plain = numberOps.flatMap((op): NumberTest[] =>
    ops[op] === undefined ? [] : [{ op, value: ops[op] }],
  );
  if (between === undefined) return plain;
  return [...plain, { op: 'gte', value: between[0] }, { op: 'lte', value: between[1] }];
}
