import { noPersona } from '../model/audience.js';
import { interestStates } from '../model/audience-features.js';
import type { Condition } from '../model/condition.js';
import { failingPart } from '../model/segment-parts.js';
import { readTitle, titleTable } from '../model/titles.js';
import { conditionWords } from '../report/condition-words.js';
import type {
  ChannelLine,
  InterestLines,
  PersonaLines,
  PersonLines,
  ProfileExplanation,
  SegmentLine,
} from '../report/explain-profile.js';
import { fieldValue, type LeadFactSheet } from './explain-facts.js';

/** Who a lead is, what it cares for, how it can be reached and where it belongs. `holds` knows the parts of its segments. */
export function explainProfile(
  facts: LeadFactSheet,
  holds: (part: Condition) => boolean,
): ProfileExplanation {
  const { config, profile } = facts;
  const { audience } = config;
  const interests = explainInterests(facts);
  return {
    person: explainPerson(facts),
    ...(interests === undefined ? {} : { interests }),
    channels: audience.channels.map((channel) => explainChannel(facts, channel)),
    segments: audience.segments.map((segment, index): SegmentLine => {
      const member = profile.segments[index] === true;
      const whyNot = member ? null : wordsWhyNot(facts, failingPart(segment.when, holds));
      return { id: segment.id, member, whyNot };
    }),
    partitions: audience.partitions.map(({ id }, index) => ({ id, part: profile.partitions[index] ?? '' })),
    tags: profile.tags,
  };
}

/** Fields that a person is recognised and addressed by; dates and consents are told elsewhere. */
const personFields = [
  ...(['first_name', 'last_name', 'title', 'company', 'industry', 'employees', 'country', 'region'] as const),
  ...(['language', 'phone', 'source', 'origin'] as const),
] as const;

function explainPerson(facts: LeadFactSheet): PersonLines {
  const { config, fields, profile, account } = facts;
  const { title = null } = fields;
  const decidedBy = title === null ? '' : readTitle(title, titleTable(config.audience.titles)).matched;
  const known = personFields.flatMap((field): (readonly [string, string])[] => {
    const value = fields[field] ?? null;
    return value === null ? [] : [[field, value]];
  });
  const persona = explainPersona(facts);
  return {
    fields: Object.fromEntries(known),
    seniority: profile.seniority ?? 'unknown',
    buyingRole: profile.buyingRole ?? 'unknown',
    decidedBy: decidedBy === '' ? null : decidedBy,
    ...(persona === undefined ? {} : { persona }),
    account:
      account === undefined
        ? null
        : {
            id: account.account,
            score: account.score,
            people: account.people,
            rolesPresent: account.rolesPresent,
            rolesMissing: account.rolesMissing,
          },
    ...explainLevel(facts),
  };
}

function explainPersona({ config, profile }: LeadFactSheet): PersonaLines | undefined {
  const { personas, aggregates } = config.audience;
  if (personas.length === 0) return undefined;
  const persona = personas.find(({ id }) => id === profile.persona);
  if (persona === undefined) return { id: noPersona, because: null, notes: {} };
  const { id, when, role, job, goals, fears, buyingProcess, obstacles, productKnowledge } = persona;
  const notes = Object.entries({
    role,
    job,
    goals: goals?.join(', '),
    fears: fears?.join(', '),
    'buying process': buyingProcess?.join(', '),
    obstacles: obstacles?.join(', '),
    'product knowledge': productKnowledge,
  });
  return {
    id,
    because: conditionWords(when, aggregates),
    notes: Object.fromEntries(notes.filter((note): note is [string, string] => note[1] !== undefined)),
  };
}

function explainLevel({
  config,
  fields,
  profile,
}: LeadFactSheet): Pick<PersonLines, 'audienceLevel' | 'nextLevel'> {
  const { levels } = config.audience;
  const reached = levels.findIndex(({ id }) => id === profile.audienceLevel);
  const next = levels[(reached < 0 ? levels.length : reached) - 1];
  return {
    audienceLevel: profile.audienceLevel ?? 'unknown',
    nextLevel:
      next === undefined
        ? null
        : { id: next.id, missing: next.fields.filter((field) => (fields[field] ?? null) === null) },
  };
}

function explainInterests({ config, folded, profile, topics }: LeadFactSheet): InterestLines | undefined {
  if (config.audience.interests === undefined || folded.audience === undefined) return undefined;
  const { rows } = folded.audience.features.interests;
  const states = new Map(Object.entries(interestStates).map(([name, state]) => [state as number, name]));
  const found = Array.from({ length: rows.count }, (_, row) => ({
    topic: topics[rows.topic[row] as number] ?? '',
    weight: rows.weight[row] as number,
    state: states.get(rows.state[row] as number) as InterestLines['topics'][number]['state'],
  }));
  return { top: profile.interest, topics: found.toSorted((a, b) => b.weight - a.weight) };
}

function explainChannel(
  { fields, profile }: LeadFactSheet,
  { id, needs, consent }: LeadFactSheet['config']['audience']['channels'][number],
): ChannelLine {
  const available = profile.channels.includes(id);
  const missing = needs.filter((field) => (fields[field] ?? null) === null);
  // A consent that can not be read is only known to be missing when nothing else is.
  const lacksConsent =
    !available && consent !== undefined && (missing.length === 0 || (fields[consent] ?? null) === null);
  return { id, available, missing, noConsent: lacksConsent ? consent : null };
}

/** What the part of a condition asks for, and what the lead has where that is one value. */
function wordsWhyNot(facts: LeadFactSheet, part: Condition): string {
  const asked = `asks for ${conditionWords(part, facts.config.audience.aggregates)}`;
  if (!('field' in part)) return asked;
  const value = fieldValue(facts, part.field);
  return value === undefined ? asked : `${asked}; has ${value ?? 'none'}`;
}
