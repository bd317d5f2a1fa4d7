import { type Campaign, stepChannels } from '../model/campaign.js';
import { ledgerKinds, movedToExit, vanishedStep } from '../model/ledger.js';
import type { MailCodes } from '../model/mail-codes.js';
import { reasons } from '../model/reason.js';
import { join, raw, type Sql, sql } from '../sql/sql.js';

/** What the ledger is read by. */
export interface LedgerNames {
  readonly campaigns: readonly CampaignNames[];
}

type CampaignNames = Pick<Campaign, 'id' | 'moved'> & { readonly steps: readonly { readonly id: string }[] };

/** The runs that were made as of the very instant of the plan: those of the files from a position on. */
export interface SameInstant {
  readonly asOf: number;
  readonly from: number;
}

/**
 * Rows of the ledger with its names as numbers: the columns of `LedgerRows` without mailbox and lead, and `lead_id`, `run` and `place` as
 * they are. Of campaigns that the config has no more only sends and suppressions are left.
 *
 * What runs as of the same instant have ended counts as ended now, and not when that happened: nobody who has left in a run enters again in
 * the same run made a second time (S5.2).
 *
 * Few names stand in many rows, so a name is looked up in a list: the engine does that once for each distinct value of a column.
 */
export function codedLedger(
  rows: Sql,
  { campaigns }: LedgerNames,
  { templates }: Pick<MailCodes, 'templates'>,
  same?: SameInstant,
): Sql {
  const steps = stepTable(campaigns);
  const campaign = positionIn(
    campaigns.map(({ id }) => id),
    'campaign',
  );
  const kind = (name: (typeof ledgerKinds)[number]) => raw(String(ledgerKinds.indexOf(name)));
  const at =
    same === undefined
      ? raw('epoch_ms("at")')
      : sql`CASE WHEN kind = 'exit' AND run >= ${raw(String(same.from))} THEN ${raw(String(same.asOf))} ELSE epoch_ms("at") END`;
  const named = sql`SELECT lead_id, run, place, occurrence, attempt, (${at})::DOUBLE AS "at",
      ${campaign} AS campaign, ${positionIn(steps.names, 'step')} AS step_name,
      ${positionIn(ledgerKinds, 'kind')} AS kind, ${positionIn(stepChannels, 'channel')} AS channel,
      ${positionIn(reasons, 'reason')} AS reason, ${positionIn(templates, 'template')} AS template,
      CASE WHEN send_id IS NULL THEN 'nan'::DOUBLE ELSE (hash(send_id) >> 11)::DOUBLE END AS send
    FROM (${rows})`;
  return sql`SELECT lead_id, run, place, coalesce(campaign, -1) AS campaign, coalesce(occurrence, 0) AS occurrence, kind, "at",
      coalesce((${steps.codes})[campaign * ${raw(String(steps.names.length))} + step_name + 1], ${raw(String(vanishedStep))}) AS step,
      coalesce(attempt, 0) AS attempt, CASE WHEN kind = ${kind('exit')} THEN coalesce(reason, -1) ELSE -1 END AS reason,
      coalesce(channel, -1) AS channel, send, coalesce(template, -1) AS template
    FROM (${named}) WHERE campaign IS NOT NULL OR kind IN (${kind('send')}, ${kind('suppress')})`;
}

function positionIn(names: readonly string[], column: string): Sql {
  const list = join(
    names.map((name) => sql`${name}`),
    ', ',
  );
  return sql`list_position([${list}]::VARCHAR[], ${raw(column)}) - 1`;
}

/** Codes of the steps of all campaigns by campaign and name: with the names in a row, one row after the other. */
function stepTable(campaigns: LedgerNames['campaigns']): {
  readonly names: readonly string[];
  readonly codes: Sql;
} {
  const known = campaigns.map(stepCodes);
  const names = [...new Set(known.flatMap((codes) => [...codes.keys()]))];
  const codes = known.flatMap((codesOf) => names.map((name) => codesOf.get(name) ?? vanishedStep));
  return { names, codes: raw(`[${codes.join(', ')}]::INTEGER[]`) };
}

/** Where a lead stands whose last step has this id, for the ids that there are and those that `moved` knows (S5.7). */
function stepCodes({ steps, moved }: CampaignNames): ReadonlyMap<string, number> {
  const codes = new Map<string, number>(steps.map(({ id }, index) => [id, index]));
  const targets = new Map(Object.entries(moved));
  const follow = (id: string, seen: ReadonlySet<string>): number => {
    const target = targets.get(id);
    if (target === null) return movedToExit;
    if (target === undefined || seen.has(target)) return vanishedStep;
    return codes.get(target) ?? follow(target, new Set([...seen, target]));
  };
  const former = [...targets.keys()].filter((id) => !codes.has(id));
  return new Map([...codes, ...former.map((id) => [id, follow(id, new Set([id]))] as const)]);
}
