import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { audienceLeadFields } from '../../engine/audience-file.js';
import type { Wanted } from '../../engine/classify/wanted.js';
import type { Database } from '../../engine/database.js';
import { countParts, preparePlannedSends } from '../../engine/planning/planned-sends.js';
import type { PlanNames } from '../../engine/planning/store-plan.js';
import type { MappedFile } from '../../engine/source.js';
import type { Config } from '../../model/config.js';
import { declaredFields, factsOfLists } from '../../model/list-columns.js';
import type { ListSummary, PlanSummary } from '../../model/plan-summary.js';
import { profileColumnsOf, type ScoreColumn } from '../../model/score-columns.js';
import type { SendList, TableForm } from '../../model/send-list.js';
import { type ListFile, listFiles } from '../../plan/lists/list-files.js';
import { formatCount, plural } from '../../report/numbers.js';

/** What lists are made of besides the decisions. */
export function wantedForLists({ sendLists, campaigns }: Config): {
  readonly wanted: Omit<Wanted, 'plan'>;
  readonly columns: readonly ScoreColumn[];
} {
  const { fields, scores } = factsOfLists(tableForms(sendLists), campaigns);
  const forPlatforms = sendLists.some(({ form }) => form.kind === 'audience');
  return {
    wanted: {
      columns: profileColumnsOf(scores),
      segments: [],
      partitions: sendLists.flatMap(({ split }) => (split?.by === 'partition' ? split.id : [])),
      accounts: false,
      fields: [...fields, ...(forPlatforms ? audienceLeadFields : [])],
    },
    columns: scores,
  };
}

/** Columns of lists that no export has: they would be empty in every row. */
export function missingColumns(
  { sendLists, campaigns }: Config,
  files: readonly MappedFile[],
): readonly Diagnostic[] {
  const has = hasField(files);
  return sendLists.flatMap(({ id, form }) =>
    (form.kind === 'table' ? declaredFields(form, campaigns) : [])
      .filter((field) => !has(field))
      .map((field) => {
        const message = `The send list ${id} has the column ${JSON.stringify(field)}, which is in no file of leads.`;
        return diagnose('input/missing-list-column', message, undefined);
      }),
  );
}

/** Whether a file of leads carries a field, or what it follows from. */
export function hasField(files: readonly MappedFile[]): (field: string) => boolean {
  return (field) => {
    const carrier = field.startsWith('email.') ? 'email' : field;
    return files.some(({ mapping }) => mapping.column(carrier) !== undefined);
  };
}

/** The rows of every file that lists of the plan have, and what is in none of them. */
export async function countLists(
  database: Database,
  config: Config,
  names: PlanNames,
  summary: Pick<PlanSummary, 'campaigns'>,
  store: () => Promise<void>,
): Promise<{ readonly lists: readonly ListSummary[]; readonly problems: readonly Diagnostic[] }> {
  const files = listFiles(config);
  const sends = summary.campaigns.flatMap(({ steps }) => steps.map((step) => step.sends));
  const counted = new Map<number, Awaited<ReturnType<typeof countParts>>>();
  const splits = partitionsOf(config);
  if (splits.length > 0 && sends.some((count) => count > 0)) {
    await store();
    await preparePlannedSends(database, names, splits);
    for (const split of splits) counted.set(split, await countParts(database, split));
  }
  const rowsOf = ({ list, steps, part }: ListFile) => {
    if (part === undefined) return steps.reduce((sum, code) => sum + (sends[code] ?? 0), 0);
    const ofPart = (counted.get(partitionOf(config, list)) ?? []).filter((one) => one.part === part);
    return ofPart.reduce((sum, one) => sum + (steps.includes(one.step) ? one.sends : 0), 0);
  };
  const lists = files.flatMap((file) => {
    const rows = rowsOf(file);
    return rows === 0 ? [] : [{ name: file.name, rows }];
  });
  return { lists, problems: config.sendLists.length === 0 ? [] : unlisted(config, files, sends) };
}

/** Places of the partitions that split lists, in the order of the config. */
export function partitionsOf(config: Config): readonly number[] {
  const places = config.sendLists.map((_, list) => partitionOf(config, list)).filter((place) => place >= 0);
  return [...new Set(places)].sort((a, b) => a - b);
}

/** Place of the partition that splits a list, -1 for none. */
export function partitionOf({ sendLists, audience }: Config, list: number): number {
  const split = sendLists[list]?.split;
  return split?.by === 'partition' ? audience.partitions.findIndex(({ id }) => id === split.id) : -1;
}

function tableForms(lists: readonly SendList[]): readonly TableForm[] {
  return lists.flatMap(({ form }) => (form.kind === 'table' ? form : []));
}

const shownSteps = 5;

function unlisted(
  { campaigns }: Config,
  files: readonly ListFile[],
  sends: readonly number[],
): readonly Diagnostic[] {
  const listed = new Set(files.flatMap(({ steps }) => steps));
  const steps = campaigns.flatMap(({ id, steps: own }) =>
    own.map((step) => ({ name: `${id}/${step.id}`, channel: step.channel })),
  );
  const left = steps.flatMap((step, code) => {
    const count = sends[code] ?? 0;
    return count === 0 || listed.has(code) ? [] : [{ ...step, count }];
  });
  if (left.length === 0) return [];
  const all = left.reduce((sum, { count }) => sum + count, 0);
  const shown = left
    .slice(0, shownSteps)
    .map(({ name, channel, count }) => `${formatCount(count)} of ${name} (${channel})`);
  const more = left.length > shownSteps ? ` and ${plural(left.length - shownSteps, 'more step')}` : '';
  const message = `${plural(all, 'send')} ${all === 1 ? 'is' : 'are'} in no send list: ${shown.join(', ')}${more}.`;
  return [diagnose('plan/unlisted-sends', message, undefined)];
}
