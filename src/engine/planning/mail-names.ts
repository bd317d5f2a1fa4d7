import type { Config } from '../../model/config.js';
import { packMail } from '../../model/journey-events.js';
import { everyPurpose, foreignPurpose } from '../../model/ledger.js';
import type { MailCodes } from '../../model/mail-codes.js';
import { identifier, join, raw, type Sql, sql } from '../../sql/sql.js';
import type { Database } from '../database.js';
import { stepCodes } from '../ledger-codes.js';
import { type MappedFile, textOf } from '../source.js';

const placeTable = 'mail_place';
const templateTable = 'mail_template';
const purposeTable = 'mail_purpose';

/**
 * How events name mails (S5.5): their texts become numbers by three small tables. Creates `mail_place` (campaign, step or '', code) with the former ids of steps as well, `mail_template` and `mail_purpose`
 * (name, code). Names of the config are compared as they are written, because tools hand them through.
 */
export async function prepareMailNames(database: Database, config: Config, codes: MailCodes): Promise<void> {
  const places = config.campaigns.flatMap((campaign, index) => {
    const known = [...stepCodes(campaign)].filter(([, step]) => step >= 0);
    return [
      [campaign.id, '', codes.steps + index] as const,
      ...known.map(([name, step]) => [campaign.id, name, (codes.firstStep[index] ?? 0) + step] as const),
    ];
  });
  await createTable(
    database,
    placeTable,
    ['campaign', 'step'],
    places.map(([campaign, step, code]) => [[campaign, step], code]),
  );
  const named = (names: readonly string[]) => names.map((name, code) => [[name], code] as const);
  await createTable(database, templateTable, ['name'], named(codes.templates));
  await createTable(
    database,
    purposeTable,
    ['name'],
    named(codes.purposes.map((name) => name.toLowerCase())),
  );
}

/** Columns that `namedMail` reads, from the cells of a file: `mail_campaign` and so on, as trimmed text. */
export function mailCells(source: MappedFile): Sql {
  const fields = ['campaign', 'step', 'template', 'purpose'] as const;
  const cells = fields.map((field) => sql`${textOf(source, field)} AS ${identifier(`mail_${field}`)}`);
  return sql`${join(cells, ', ')}, ${textOf(source, 'send_id')} AS mail_send`;
}

export const mailCellNames = raw('mail_campaign, mail_step, mail_template, mail_purpose, mail_send');

/** The joins that find the codes; `row` has the columns of `mailCells`. */
export const mailJoins = raw(` LEFT JOIN ${placeTable} ON ${placeTable}.campaign = row.mail_campaign
  AND ${placeTable}.step = coalesce(row.mail_step, '')
  LEFT JOIN ${templateTable} ON ${templateTable}.name = row.mail_template
  LEFT JOIN ${purposeTable} ON ${purposeTable}.name = lower(row.mail_purpose)`);

/** The two columns of an event batch: the hash of the send, and the names packed as `packMail` does. */
export function mailColumns(): Sql {
  const purpose = sql`CASE WHEN row.mail_purpose IS NULL THEN ${whole(everyPurpose)}
    ELSE coalesce(${raw(purposeTable)}.code, ${whole(foreignPurpose)}) END`;
  const unit = (name: 'purpose' | 'template' | 'place') => {
    const nothing = { purpose: -2, template: -1, place: -1 };
    return raw(`${packMail({ ...nothing, [name]: nothing[name] + 1 })}::DOUBLE`);
  };
  return sql`CASE WHEN row.mail_send IS NULL THEN 'nan'::DOUBLE
      ELSE (hash(row.mail_send) >> 11)::DOUBLE END AS send_hash,
    (${purpose} + 2) * ${unit('purpose')} + (coalesce(${raw(templateTable)}.code, -1) + 1) * ${unit('template')}
      + (coalesce(${raw(placeTable)}.code, -1) + 1) * ${unit('place')} AS mail_name`;
}

async function createTable(
  database: Database,
  table: string,
  keys: readonly string[],
  rows: readonly (readonly [texts: readonly string[], code: number])[],
): Promise<void> {
  const columns = [...keys.map((key) => sql`${identifier(key)} VARCHAR`), raw('code INTEGER')];
  await database.run(sql`CREATE TEMP TABLE ${identifier(table)} (${join(columns, ', ')})`);
  if (rows.length === 0) return;
  const values = rows.map(
    ([texts, code]) =>
      sql`(${join(
        texts.map((text) => sql`${text}`),
        ', ',
      )}, ${raw(String(code))})`,
  );
  await database.run(sql`INSERT INTO ${identifier(table)} VALUES ${join(values, ', ')}`);
}

function whole(value: number): Sql {
  return raw(String(value));
}
