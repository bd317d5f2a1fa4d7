import { parseInstant } from '../config/instants.js';
import { isZone } from '../config/zones.js';
import { didYouMean } from '../diagnostics/nearest.js';
import { type Group, groupsOf } from '../engine/members.js';
import type { Config } from '../model/config.js';
import type { AudiencePlatform } from '../model/send-list.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import { readScoreOptions, type ScoreRequest, scoreRequest } from './score-request.js';

/** The flags of `segment` as the command line gives them. */
export interface SegmentOptions {
  readonly id?: string;
  readonly leads?: string;
  readonly events?: readonly string[];
  /** True without a value, else ids separated by commas. */
  readonly overlap?: true | string;
  readonly trend?: string;
  readonly audience?: AudiencePlatform;
  readonly output?: readonly string[];
  readonly format?: 'table' | 'csv' | 'json' | 'jsonl';
  readonly json?: boolean;
  readonly columns?: string;
  readonly limit?: string;
}

/** What `segment` is asked, checked against the config. */
export type SegmentRequest = SizesRequest | MembersRequest | AudienceRequest;

export interface SizesRequest {
  readonly kind: 'sizes';
  readonly json: boolean;
  /** Segments to compare with each other; undefined when overlaps are not asked for. */
  readonly overlaps?: readonly Group[];
  /** Segments that are not compared, because nobody named them and there are too many. */
  readonly notCompared: number;
  /** Earlier instant to compare with, UTC ms. */
  readonly trend?: number;
}

export interface MembersRequest {
  readonly kind: 'members';
  readonly group: Group;
  readonly outputs: readonly string[];
  readonly rows: ScoreRequest;
}

export interface AudienceRequest {
  readonly kind: 'audience';
  readonly group: Group;
  readonly platform: AudiencePlatform;
  readonly output: string;
}

/** A matrix of more is read by nobody. */
const mostCompared = 20;

/** Reads the flags; a usage error names what is wrong with them. */
export function readSegmentOptions(options: SegmentOptions, config: Config, asOf: number): SegmentRequest {
  const groups = groupsOf(config.audience);
  const { id, overlap, trend, audience, output = [] } = options;
  if (id === undefined) {
    const flag = output.length > 0 ? '-o' : audience === undefined ? undefined : '--audience';
    if (flag !== undefined)
      throw usage(`${flag} is about the members of one segment. Name it: nurture segment ID`);
    return { kind: 'sizes', json: asksForJson(options), ...readSizes(options, groups, config, asOf) };
  }
  if (overlap !== undefined || trend !== undefined) {
    throw usage(
      `${overlap === undefined ? '--trend' : '--overlap'} is about all segments. Leave out ${JSON.stringify(id)}.`,
    );
  }
  const group = findGroup(id, groups);
  if (audience === undefined) {
    return {
      kind: 'members',
      group,
      outputs: output,
      rows: scoreRequest(readScoreOptions({ ...options, leads: [] }), config),
    };
  }
  const [file, second] = output;
  if (file === undefined || second !== undefined || !file.toLowerCase().endsWith('.csv')) {
    throw usage(`--audience ${audience} writes one CSV file. Name it: -o audience.csv`);
  }
  return { kind: 'audience', group, platform: audience, output: file };
}

function readSizes(
  { overlap, trend, leads, events = [] }: SegmentOptions,
  groups: readonly Group[],
  config: Config,
  asOf: number,
): Omit<SizesRequest, 'kind' | 'json'> {
  const segments = groups.filter(({ kind }) => kind === 'segment');
  const named =
    typeof overlap === 'string' ? overlap.split(',').map((id) => findGroup(id.trim(), groups)) : undefined;
  const compared = named ?? segments.slice(0, mostCompared);
  if (trend !== undefined && (leads === '-' || events.includes('-'))) {
    throw usage('--trend reads everything twice, and standard input can be read once. Name files.');
  }
  return {
    ...(overlap === undefined ? {} : { overlaps: [...new Set(compared)] }),
    notCompared: overlap === true ? segments.length - compared.length : 0,
    ...(trend === undefined ? {} : { trend: readTrend(trend, config.timezone, asOf) }),
  };
}

function readTrend(text: string, timezone: string, asOf: number): number {
  const instant = parseInstant(text, isZone(timezone) ? timezone : 'UTC');
  if (instant === undefined) {
    throw usage(
      `--trend ${JSON.stringify(text)} is not an instant. Write for example 2026-03-01 or 2026-03-01T08:00:00Z.`,
    );
  }
  if (instant >= asOf) {
    throw usage(`--trend ${JSON.stringify(text)} is not before --as-of, ${new Date(asOf).toISOString()}.`);
  }
  return instant;
}

function findGroup(name: string, groups: readonly Group[]): Group {
  const found = groups.find((group) => group.name === name);
  if (found !== undefined) return found;
  const names = groups.map((group) => group.name);
  const hint =
    didYouMean(name, names) ??
    (names.length === 0 ? 'The config has none.' : `There are: ${names.join(', ')}`);
  throw usage(`There is no segment ${JSON.stringify(name)}. ${hint}`);
}

function asksForJson({ json, format, columns, limit }: SegmentOptions): boolean {
  const flag = columns !== undefined ? '--columns' : limit !== undefined ? '--limit' : undefined;
  if (flag !== undefined)
    throw usage(`${flag} is about the members of one segment. Name it: nurture segment ID`);
  if (format === 'csv' || format === 'jsonl') {
    throw usage(`--format ${format} is for the members of one segment. Name it: nurture segment ID`);
  }
  return json === true || format === 'json';
}

function usage(message: string): CommandFailure {
  return new CommandFailure(exitCodes.usage, message);
}
