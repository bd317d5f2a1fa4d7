import type { DiagnosticCode } from '../../diagnostics/codes.js';
import {
  buyingRoles,
  noPersona,
  qualifications,
  temperatures,
  unknownLevel,
  unknownTitle,
} from '../../model/audience.js';
import { engagementCases } from '../../model/campaign.js';
import { caseField } from '../../model/campaign-conditions.js';
import { seniorities } from '../../model/seniority.js';
import { stageModels } from '../../model/stage-models.js';
import { type Entry, entriesAt, entryAt, isMapping, type Outline, textAt } from '../outline.js';
import { defaultChannels, defaultLevels } from '../schema/labels.js';
import type { KnownNames } from './context.js';
import { partitionPrefix } from './special-fields.js';

/** The names a config gives, by the special fields that hold them. */
export function knownNamesOf(outline: Outline): ReadonlyMap<string, KnownNames> {
  const { root, personas, segments, partitions, interests } = outline;
  const audience = entryAt(root, 'audience').value;
  const { topics } = interests.value;
  return new Map<string, KnownNames>([
    ['persona', known('persona', [...idsOf(personas), noPersona], 'config/unknown-persona')],
    ['stage', known('stage', stageIdsOf(outline), 'config/unknown-stage')],
    ['segment', known('segment', idsOf(segments), 'config/unknown-segment')],
    ...partitions.map((partition): [string, KnownNames] => [
      `${partitionPrefix}${textAt(partition, 'id') ?? ''}`,
      known('part', partsOf(partition), 'config/unknown-partition'),
    ]),
    ['audience_level', known('level', [...keysOf(audience.levels ?? defaultLevels), unknownLevel])],
    ['channel', known('channel', keysOf(audience.channels ?? defaultChannels))],
    ['qualification', known('qualification', qualifications)],
    ['temperature', known('temperature', temperatures)],
    ['seniority', known('seniority', [...seniorities, unknownTitle])],
    ['buying_role', known('role', [...buyingRoles, unknownTitle])],
    [caseField, known('case', engagementCases)],
    ...(isMapping(topics)
      ? ['interest', 'interests'].map((field): [string, KnownNames] => [
          field,
          known('topic', keysOf(topics)),
        ])
      : []),
  ]);
}

/** The ids of the stages: those of the list, of the named model, or of the default funnel. */
function stageIdsOf({ root, stages }: Outline): readonly string[] {
  const written = root.value.stages ?? 'default';
  if (typeof written !== 'string') return idsOf(stages);
  const model = Object.entries(stageModels).find(([name]) => name === written)?.[1] ?? stageModels.default;
  return model.map(({ id }) => id);
}

function partsOf(partition: Entry): readonly string[] {
  return [...idsOf(entriesAt(partition, 'of')), textAt(partition, 'else') ?? 'other'];
}

function known(
  noun: string,
  names: readonly string[],
  code: DiagnosticCode = 'config/unknown-value',
): KnownNames {
  return { noun, names: new Set(names), code };
}

function idsOf(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap((entry) => textAt(entry, 'id') ?? []);
}

function keysOf(value: unknown): readonly string[] {
  return isMapping(value) ? Object.keys(value) : [];
}
