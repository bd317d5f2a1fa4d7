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

/** A ledger with its names as numbers. */
export interface CodedLedger {
  /**
   * The columns of `LedgerRows` without mailbox and lead, and `lead_id`, `email` and `run` as they are. `step` is the position of its name, -1 for
   * one that the config does not know. Rows of campaigns that the config has no more have -1.
   */
  readonly rows: Sql;
  /** The step of a campaign by the position of its name, as in `LedgerRows`. */
  readonly stepOf: (campaign: number, name: number) => number;
}

/** The runs that were made as of the very instant of the plan: those of the files from a position on. */
export interface SameInstant {
  readonly asOf: number;
  readonly from: number;
}

/**
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
): CodedLedger {
  const { names, stepOf } = stepTable(campaigns);
  const campaign = positionIn(
    campaigns.map(({ id }) => id),
    'campaign',
  );
  const kind = (name: (typeof ledgerKinds)[number]) => raw(String(ledgerKinds.indexOf(name)));
  const at =
    same === undefined
      ? raw('epoch_ms("at")')
      : sql`CASE WHEN kind = 'exit' AND run >= ${raw(String(same.from))} THEN ${raw(String(same.asOf))} ELSE epoch_ms("at") END`;
  const named = sql`SELECT lead_id, email, run, occurrence, attempt, (${at})::DOUBLE AS "at",
      ${campaign} AS campaign, ${positionIn(names, 'step')} AS step,
      ${positionIn(ledgerKinds, 'kind')} AS kind, ${positionIn(stepChannels, 'channel')} AS channel,
      ${positionIn(reasons, 'reason')} AS reason, ${positionIn(templates, 'template')} AS template,
      CASE WHEN send_id IS NULL THEN 'nan'::DOUBLE ELSE (hash(send_id) >> 11)::DOUBLE END AS send
    FROM (${rows})`;
  const coded = sql`SELECT lead_id, email, run, coalesce(campaign, -1) AS campaign, coalesce(occurrence, 0) AS occurrence, kind, "at",
      coalesce(step, -1) AS step, coalesce(attempt, 0) AS attempt,
      CASE WHEN kind = ${kind('exit')} THEN coalesce(reason, -1) ELSE -1 END AS reason,
      coalesce(channel, -1) AS channel, send, coalesce(template, -1) AS template
    FROM (${named})`;
  return { rows: coded, stepOf };
}

function positionIn(names: readonly string[], column: string): Sql {
  const list = join(
    names.map((name) => sql`${name}`),
    ', ',
  );
  return sql`list_position([${list}]::VARCHAR[], ${raw(column)}) - 1`;
}

function stepTable(
  campaigns: LedgerNames['campaigns'],
): Pick<CodedLedger, 'stepOf'> & { readonly names: readonly string[] } {
  const known = campaigns.map(stepCodes);
  const names = [...new Set(known.flatMap((codes) => [...codes.keys()]))];
  const codes = known.map((codesOf) => Int32Array.from(names, (name) => codesOf.get(name) ?? vanishedStep));
  return { names, stepOf: (campaign, name) => codes[campaign]?.[name] ?? vanishedStep };
}

/** Where a lead stands whose last step has this id, for the ids that there are and those that `moved` knows (S5.7). */
export function stepCodes({ steps, moved }: CampaignNames): ReadonlyMap<string, number> {
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
