import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { formatNumber, plural } from './numbers.js';

/** Who a lead is, what it cares for, how it can be reached and where it belongs (A10). */
export interface ProfileExplanation {
  readonly person: PersonLines;
  /** Undefined when the config does not ask for interests. */
  readonly interests?: InterestLines;
  readonly channels: readonly ChannelLine[];
  readonly segments: readonly SegmentLine[];
  readonly partitions: readonly { readonly id: string; readonly part: string }[];
  readonly tags: readonly string[];
}

export interface PersonLines {
  /** Canonical fields that have a value, by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly seniority: string;
  readonly buyingRole: string;
  /** Words of the title that decided about both, as the table has them; null when none did. */
  readonly decidedBy: string | null;
  /** Undefined when the config has no personas; `because` is null for a lead without one. */
  readonly persona?: PersonaLines;
  readonly account: AccountLines | null;
  readonly audienceLevel: string;
  /** Next level up with the fields it asks for and the lead does not have; null at the top. */
  readonly nextLevel: { readonly id: string; readonly missing: readonly string[] } | null;
}

export interface PersonaLines {
  readonly id: string;
  readonly because: string | null;
  /** Documentation of the persona, by heading. */
  readonly notes: Readonly<Record<string, string>>;
}

export interface AccountLines {
  readonly id: string;
  readonly score: number;
  readonly people: number;
  readonly rolesPresent: readonly string[];
  readonly rolesMissing: readonly string[];
}

export interface InterestLines {
  readonly top: string | null;
  readonly topics: readonly {
    readonly topic: string;
    readonly weight: number;
    readonly state: 'observed' | 'declared' | 'declined';
  }[];
}

export interface ChannelLine {
  readonly id: string;
  readonly available: boolean;
  /** Fields it needs that have no value. */
  readonly missing: readonly string[];
  /** Field of the consent that is not there; null where none is asked for or it is given. */
  readonly noConsent: string | null;
}

export interface SegmentLine {
  readonly id: string;
  readonly member: boolean;
  /** The first part of the condition that does not hold, in words, and what the lead has instead. */
  readonly whyNot: string | null;
}

export function renderPerson({ person }: ProfileExplanation, color: Painter): string {
  const { fields, seniority, buyingRole, decidedBy, persona, account, audienceLevel, nextLevel } = person;
  const decided = decidedBy === null ? '' : ` by "${decidedBy}"`;
  const known = ([field, value]: readonly [string, string]) => named(field, value);
  const next = nextLevel === null ? '' : `; ${nextLevel.id} also asks for ${nextLevel.missing.join(', ')}`;
  return lines([
    color.bold('PERSON'),
    ...Object.entries(fields).map(known),
    ...(fields.title === undefined
      ? []
      : [named('seniority', `${seniority}${decided}`), named('buying role', buyingRole)]),
    ...(persona === undefined ? [] : personaLines(persona)),
    ...(account === null ? [] : accountLines(account)),
    named('audience level', `${audienceLevel}${next}`),
  ]);
}

export function renderInterests({ interests }: ProfileExplanation, color: Painter): string {
  const topics = interests?.topics ?? [];
  const widest = Math.max(0, ...topics.map(({ topic }) => topic.length));
  return lines([
    color.bold('INTERESTS'),
    ...topics.map(({ topic, weight, state }) => {
      const note = topic === interests?.top ? `${state}, the top topic` : state;
      return `  ${formatNumber(weight).padStart(8)}  ${visible(topic).padEnd(widest)}  ${note}`;
    }),
    ...(topics.length === 0 ? ['  none known'] : []),
  ]);
}

export function renderChannels({ channels }: ProfileExplanation, color: Painter): string {
  return lines([
    color.bold('CHANNELS'),
    ...channels.map(({ id, available, missing, noConsent }) => {
      const why = [
        ...(missing.length === 0 ? [] : [`no ${missing.join(', ')}`]),
        ...(noConsent === null ? [] : [`no consent in ${noConsent}`]),
      ];
      return yesNo(available, id, why.join('; '));
    }),
  ]);
}

export function renderGroups({ segments, partitions, tags }: ProfileExplanation, color: Painter): string {
  return lines([
    color.bold('SEGMENTS'),
    ...segments.map(({ id, member, whyNot }) => yesNo(member, id, whyNot ?? '')),
    ...partitions.map(({ id, part }) => named(id, part)),
    ...(tags.length === 0 ? [] : [named('tags', tags.join(', '))]),
  ]);
}

export function hasGroups({ segments, partitions, tags }: ProfileExplanation): boolean {
  return segments.length + partitions.length + tags.length > 0;
}

function personaLines({ id, because, notes }: PersonaLines): readonly string[] {
  return [
    named('persona', because === null ? id : `${id}, because ${because}`),
    ...Object.entries(notes).map(([heading, text]) => `    ${heading}: ${visible(text)}`),
  ];
}

function accountLines({ id, score, people, rolesPresent, rolesMissing }: AccountLines): readonly string[] {
  const roles = [
    ...(rolesPresent.length === 0 ? [] : [`present: ${rolesPresent.join(', ')}`]),
    ...(rolesMissing.length === 0 ? [] : [`missing: ${rolesMissing.join(', ')}`]),
  ];
  const size = plural(people, 'lead');
  return [named('account', [`${id} with score ${formatNumber(score)} of ${size}`, ...roles].join('; '))];
}

function yesNo(holds: boolean, name: string, why: string): string {
  return `  ${holds ? 'yes' : 'no '}  ${visible(name)}${why === '' ? '' : `  (${visible(why)})`}`;
}

function named(name: string, value: string): string {
  return `  ${visible(name).padEnd(16)}${visible(value)}`;
}

function lines(parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
