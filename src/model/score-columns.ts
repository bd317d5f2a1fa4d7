import type { Config } from './config.js';

/** Columns that come from the fold alone. */
const featureColumns = [
  ...(['lead_id', 'email', 'score', 'fit', 'pain', 'bonus', 'velocity', 'momentum', 'ready'] as const),
  ...(['ready_at', 'first_ready_at', 'due_at', 'distance', 'top_reasons'] as const),
] as const;

export type FeatureColumn = (typeof featureColumns)[number];

/** What is known of a lead besides its score: columns of the table `profile`. */
export const profileColumns = [
  'seniority',
  'buying_role',
  'account',
  'account_score',
  'account_people',
  'interest',
  'interests',
  'audience_level',
  'channels',
  'tags',
  'persona',
  'stage',
  'stage_since',
  'illegal_stages',
  'qualification',
  'route',
  'temperature',
  'letter',
  'owner',
  'overdue',
  'segments',
] as const;

export type ProfileColumn = (typeof profileColumns)[number];

export type ScoreColumn = FeatureColumn | ProfileColumn;

/** Columns of a score, in the order of the files. */
export const scoreColumns: readonly ScoreColumn[] = [
  ...featureColumns.slice(0, -1),
  ...(['qualification', 'temperature', 'persona', 'stage', 'top_reasons'] as const),
  ...(['account', 'account_score', 'account_people', 'seniority', 'buying_role'] as const),
  ...([
    'interest',
    'interests',
    'audience_level',
    'channels',
    'tags',
    'segments',
    'route',
    'letter',
  ] as const),
  ...(['owner', 'overdue', 'stage_since', 'illegal_stages'] as const),
];

/** The columns of `profile` among them: what a run must be told that it is wanted. */
export function profileColumnsOf(columns: readonly ScoreColumn[]): readonly ProfileColumn[] {
  return profileColumns.filter((column) => columns.includes(column));
}

/**
 * The columns nobody has to ask for: those of the fold, qualification and temperature, and what the config has a section for.
 * Stages are such a section when they are not those every config has.
 */
export function defaultColumns({ audience }: Pick<Config, 'audience'>): readonly ScoreColumn[] {
  const { personas, stages, interests, tags, segments, queue } = audience;
  const given: Readonly<Partial<Record<ScoreColumn, boolean>>> = {
    qualification: true,
    temperature: true,
    persona: personas.length > 0,
    stage: stages.model !== 'default',
    interest: interests !== undefined,
    tags: tags.rules.length > 0,
    segments: segments.length > 0,
    owner: queue.rules.length > 0 || queue.otherwise !== undefined,
  };
  return scoreColumns.filter((column) => isFeature(column) || given[column] === true);
}

/** Whether a column comes from the fold alone. */
export function isFeature(column: ScoreColumn): column is FeatureColumn {
  return featureColumns.some((known) => known === column);
}
