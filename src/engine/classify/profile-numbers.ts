import { qualifications, temperatures } from '../../model/audience.js';
import { type AudienceFeatures, interestStates } from '../../model/audience-features.js';
import type { Config } from '../../model/config.js';
import type { Features } from '../../model/features.js';
import { letterOf, letters, temperatureOf } from '../../model/labels.js';
import { qualify } from '../../model/qualification.js';
import type { NumberColumns } from '../append.js';

/** Columns of the table `profile_number`: what is known of leads as numbers, before any text is looked at. */
export type NumberName =
  | 'fit'
  | 'pain'
  | 'score'
  | 'velocity'
  | 'momentum'
  | 'ready'
  | 'disqualified'
  | 'firstTouchAt'
  | 'readyAt'
  | 'qualification'
  | 'temperature'
  | 'letter'
  | 'overdue'
  | 'stage'
  | 'stageEnteredAt'
  | 'illegalStages'
  | 'topTopic'
  | 'account'
  | 'accountScore'
  | 'accountPeople'
  | `aggregate${number}`
  | `topic ${string}`;

export interface NumberSources {
  readonly config: Config;
  readonly asOf: number;
  readonly features: Features;
  readonly audience: AudienceFeatures | undefined;
  /** Ids of the topics that are asked for by name; one that nobody has ever named has none. */
  readonly topics: ReadonlyMap<string, number>;
  readonly accounts: AccountNumbers | undefined;
}

/** Which account each lead belongs to, and what its people come to (S3.8). */
export interface AccountNumbers {
  /** Ordinal of the account by lead ordinal, -1 for none. */
  readonly account: Int32Array;
  /** By account ordinal, like `people`. */
  readonly score: Float64Array;
  readonly people: Int32Array;
}

/** One of the columns, by lead ordinal. */
export function profileNumber(name: NumberName, sources: NumberSources): NumberColumns[string] {
  const { features, audience, accounts, config } = sources;
  const { leads, score, fit, pain, disqualified } = features;
  switch (name) {
    case 'fit':
    case 'pain':
    case 'score':
    case 'velocity':
    case 'momentum':
    case 'firstTouchAt':
    case 'readyAt':
      return features[name];
    case 'ready':
    case 'disqualified':
      return Int32Array.from(features[name]);
    case 'overdue':
      return integers(leads, (lead) => Number((features.dueAt[lead] as number) < sources.asOf));
    case 'qualification': {
      const good = { fit: config.score.fit.good, pain: config.score.pain.good };
      return integers(leads, (lead) =>
        qualifications.indexOf(
          qualify(
            {
              fit: fit[lead] as number,
              pain: pain[lead] as number,
              disqualified: disqualified[lead] === 1,
            },
            good,
          ),
        ),
      );
    }
    case 'temperature':
      return integers(leads, (lead) =>
        temperatures.indexOf(temperatureOf(score[lead] as number, config.audience.labels.temperature)),
      );
    case 'letter':
      return integers(leads, (lead) =>
        letters.indexOf(letterOf(score[lead] as number, config.audience.labels.letters)),
      );
    case 'stage':
      return folded(audience).stages.stage;
    case 'stageEnteredAt':
      return folded(audience).stages.enteredAt;
    case 'illegalStages':
      return folded(audience).stages.illegal;
    case 'topTopic':
      return folded(audience).interests.topTopic;
    case 'account':
      return accounts?.account ?? new Int32Array(leads).fill(-1);
    case 'accountScore':
      return ofAccount(leads, accounts, ({ score }) => score, Number.NaN);
    case 'accountPeople':
      return Int32Array.from(ofAccount(leads, accounts, ({ people }) => people, 0));
    default:
      return name.startsWith('topic ')
        ? hasTopic(folded(audience), sources.topics.get(name.slice('topic '.length)))
        : (folded(audience).aggregates[Number(name.slice('aggregate'.length))] ?? new Float64Array(leads));
  }
}

function folded(audience: AudienceFeatures | undefined): AudienceFeatures {
  if (audience === undefined) throw new Error('The events were not folded for what is asked of them.');
  return audience;
}

function integers(leads: number, of: (lead: number) => number): Int32Array {
  const column = new Int32Array(leads);
  for (let lead = 0; lead < leads; lead++) column[lead] = of(lead);
  return column;
}

function ofAccount(
  leads: number,
  accounts: AccountNumbers | undefined,
  columnOf: (accounts: AccountNumbers) => ArrayLike<number>,
  none: number,
): Float64Array {
  const column = new Float64Array(leads).fill(none);
  if (accounts === undefined) return column;
  const values = columnOf(accounts);
  for (let lead = 0; lead < leads; lead++) {
    const account = accounts.account[lead] as number;
    if (account >= 0) column[lead] = values[account] as number;
  }
  return column;
}

/** 1 for leads that are interested in the topic, or have declared it. */
function hasTopic({ leads, interests }: AudienceFeatures, topic: number | undefined): Int32Array {
  const column = new Int32Array(leads);
  const { rows } = interests;
  for (let row = 0; row < rows.count; row++) {
    if (rows.topic[row] === topic && rows.state[row] !== interestStates.declined) {
      column[rows.lead[row] as number] = 1;
    }
  }
  return column;
}
