import { identifier, sql } from '../../sql/sql.js';
import { appendColumns, type NumberColumns } from '../append.js';
import type { Database } from '../database.js';
import { topicIds } from '../topics.js';
import { type Classified, summarizeProfile } from './classified.js';
import { profilePlan } from './classified-fields.js';
import { classifiedWarnings } from './classified-warnings.js';
import type { ClassifyInput } from './classify-input.js';
import { segmentHolds } from './group-columns.js';
import { prepareInterests } from './interests.js';
import { profileNumber } from './profile-numbers.js';
import type { ProfileOutput } from './profile-output.js';
import { profileOutputs } from './profile-outputs.js';
import type { ProfilePlan } from './profile-plan.js';

export type { Classified } from './classified.js';
export type { ClassifyInput } from './classify-input.js';
export { partitionColumn, segmentColumn } from './profile-outputs.js';

/**
 * Finds out who is who (S4): creates the table `profile`, one row per lead by `ord` with the wanted columns in the types
 * of the contract, `s<n>` BOOLEAN per wanted segment and `p<n>` VARCHAR per wanted partition. Titles and accounts have been
 * prepared where they are needed.
 *
 * All of it is one pass over the leads: each fact is worked out once, next to those it does not depend on, from columns of
 * numbers and from texts that were read once. What nobody wants is not worked out.
 */
export async function classifyLeads(database: Database, input: ClassifyInput): Promise<Classified> {
  const { wanted } = input;
  const plan = planOf(input);
  const outputs = profileOutputs(plan, wanted);
  if (outputs.length > 0) await createProfile(database, plan, outputs, input);
  const summary = await summarizeProfile(database, input, outputs);
  return { ...summary, warnings: classifiedWarnings(summary, input) };
}

/** Members of one segment, counted on its own after `classifyLeads`: how long it takes says what the segment costs. */
export async function countSegment(
  database: Database,
  input: Pick<ClassifyInput, 'config' | 'context' | 'fields'>,
  id: string,
): Promise<number> {
  const plan = planOf(input);
  const outputs = [{ name: 'member', text: segmentHolds(plan, id) }];
  const table = database.freshName('probe');
  await createTable(database, table, plan.layers.statements(table, plan.from, outputs));
  const [[members] = []] = await database.rows(
    sql`SELECT count(*) FILTER (WHERE member)::DOUBLE FROM ${identifier(table)}`,
  );
  return Number(members);
}

function planOf({
  config,
  context,
  fields,
}: Pick<ClassifyInput, 'config' | 'context' | 'fields'>): ProfilePlan {
  return profilePlan(config, context, fields);
}

async function createProfile(
  database: Database,
  plan: ProfilePlan,
  outputs: readonly ProfileOutput[],
  input: ClassifyInput,
): Promise<void> {
  const { audience, wanted } = input;
  if (wanted.columns.includes('owner')) plan.numbers.add('ready');
  if (audience !== undefined && (plan.tables.has('topic') || plan.tables.has('interest'))) {
    await prepareInterests(database, audience.interests.rows);
  }
  await storeNumbers(database, plan, input);
  await createTable(database, 'profile', plan.layers.statements('profile', plan.from, outputs));
}

async function createTable(
  database: Database,
  name: string,
  { tables, query }: ReturnType<ProfilePlan['layers']['statements']>,
): Promise<void> {
  for (const { table, query: rows } of tables) {
    await database.run(sql`CREATE TEMP TABLE ${identifier(table)} AS ${rows}`);
  }
  await database.run(sql`CREATE TEMP TABLE ${identifier(name)} AS ${query}`);
}

async function storeNumbers(database: Database, plan: ProfilePlan, input: ClassifyInput): Promise<void> {
  const { config, context, features, audience, accounts } = input;
  const topics = await topicIds(database, [...plan.topics]);
  const sources = { config, asOf: context.asOf, features, audience, accounts, topics };
  const columns: Record<string, NumberColumns[string]> = {
    ord: Int32Array.from({ length: features.leads }, (_, ord) => ord),
  };
  for (const name of plan.numbers) columns[name] = profileNumber(name, sources);
  await appendColumns(database, 'profile_number', columns);
}
