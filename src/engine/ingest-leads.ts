import type { DuckDBDataChunk } from '@duckdb/node-api';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { fieldsOf } from '../model/condition.js';
import type { FitRule } from '../model/config.js';
import { rulesPerMask } from '../model/event-batch.js';
import type { LeadFacts } from '../model/lead-facts.js';
import { compileCondition, type FieldSql, readingsOf } from '../sql/conditions.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { addressKeySql, mailDomainSql, mailKindSql, prepareAddresses } from './address-tables.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import { expectedRows, readDifferently } from './reconcile.js';
import { countBroken } from './records.js';
import { instantOf, type MappedFile, textOf } from './source.js';
import { UnusableInput } from './unusable-input.js';

/** How the rows of the lead files were used; the four add up to `read` (S2.1). */
export interface LeadCounts {
  readonly read: number;
  readonly used: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly afterAsOf: number;
}

export interface LeadIngest {
  readonly facts: LeadFacts;
  /** Rows that could not be used, of those the engine has read. */
  readonly quarantined: readonly { readonly file: number; readonly reason: string; readonly rows: number }[];
  readonly counts: LeadCounts;
  readonly problems: readonly Diagnostic[];
}

export interface MatchContext {
  readonly asOf: number;
  readonly timezone: string;
  /** Query that yields the folded values of a list. */
  readonly list: (name: string) => Sql;
}

/**
 * Reads the lead files into the table `lead`, one row per lead (S2.3), with the fit rules that hold as bits.
 * Columns: ord (from 0), place, file, key, email, match_key, created, fit0, fit1, ...
 * `needsMatchKeys` when events name leads by e-mail.
 *
 * First every row goes into `lead_row` as text, in file order: its `rowid` is what "the last row" means, and where to find
 * the row again. Nothing is joined on the way, because a join may change the order.
 */
export async function ingestLeads(
  database: Database,
  files: readonly MappedFile[],
  rules: readonly FitRule[],
  context: MatchContext,
  needsMatchKeys: boolean,
): Promise<LeadIngest> {
  const fields = [...new Set(rules.flatMap(({ when }) => fieldsOf(when)))].filter(
    (field) => !isDerived(field),
  );
  await database.run(
    sql`CREATE TEMP TABLE lead_row AS ${join(
      files.map((file) => rowsOf(file, fields)),
      ' UNION ALL ',
    )}`,
  );
  const [[found] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM lead_row'));
  const expected = expectedRows(files);
  if (found !== expected) throw new UnusableInput([readDifferently(files, expected, Number(found))]);
  const derives = rules.some(({ when }) => fieldsOf(when).some(isDerived));
  const byAddress = keyedByAddress(files);
  const withKeys = byAddress || needsMatchKeys;
  await prepareAddresses(database, { domains: derives, keys: withKeys });

  const matchKey = withKeys ? addressKeySql(raw('lead_row.email')) : raw('CAST(NULL AS VARCHAR)');
  const key = byAddress ? sql`coalesce(lead_row.key, ${matchKey})` : raw('lead_row.key');
  await database.run(sql`CREATE TEMP TABLE lead_keyed AS SELECT lead_row.rowid AS place, ${key} AS key, ${matchKey} AS match_key,
    lead_row.created, updated
    FROM lead_row${withKeys ? raw(' LEFT JOIN address_key ON address_key.address = lead_row.email') : raw('')}
    WHERE NOT bad AND ${key} IS NOT NULL`);
  await database.run(sql`CREATE TEMP VIEW lead_usable AS SELECT * FROM lead_keyed
    WHERE created IS NULL OR created <= ${raw(String(context.asOf))}`);
  await database.run(
    raw(`CREATE TEMP TABLE lead_duplicate AS SELECT place FROM (
    SELECT place, row_number() OVER (PARTITION BY key ORDER BY updated DESC NULLS LAST, place DESC) AS rank
    FROM lead_usable WHERE key IN (SELECT key FROM lead_usable GROUP BY key HAVING count(*) > 1)) WHERE rank > 1`),
  );

  const words = Math.ceil(rules.length / rulesPerMask);
  const masks = fitMasks(files, rules, words, fields, context);
  await database.run(sql`CREATE TEMP TABLE lead_matched AS
    SELECT lead_usable.place, lead_row.file, lead_usable.key, lead_row.email, lead_usable.match_key, lead_row.created${masks}
    FROM lead_usable JOIN lead_row ON lead_row.rowid = lead_usable.place
    ANTI JOIN lead_duplicate ON lead_duplicate.place = lead_usable.place
    ${derives ? sql`LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('lead_row.email'))}` : raw('')}`);
  await database.run(
    raw('CREATE TEMP TABLE lead AS SELECT (row_number() OVER () - 1)::INTEGER AS ord, * FROM lead_matched'),
  );
  await database.run(raw('DROP TABLE lead_matched'));
  const counts = await countLeads(database, files);
  return {
    facts: await readFacts(database, counts.used, words),
    counts,
    quarantined: await quarantinedLeads(database, files),
    problems: unknownColumns(files, rules),
  };
}

/** Rows of one file as text, with the fields that rules read as `f0`, `f1`, ... */
function rowsOf(source: MappedFile, fields: readonly string[]): Sql {
  const columns = [
    sql`${raw(String(source.index))} AS file, bad, ${textOf(source, 'key')} AS key, ${textOf(source, 'email')} AS email`,
    sql`${instantOf(source, 'created_at')} AS created, ${instantOf(source, 'updated_at')} AS updated`,
    ...fields.map((field, index) => sql`${textOf(source, field)} AS ${identifier(`f${index}`)}`),
  ];
  return sql`SELECT ${join(columns, ', ')} FROM (${source.file.scan()})`;
}

/** One INTEGER column per 31 rules. All files of a source are read in the same way, so the first one's reading serves. */
function fitMasks(
  files: readonly MappedFile[],
  rules: readonly FitRule[],
  words: number,
  fields: readonly string[],
  context: MatchContext,
): Sql {
  const reading = files[0]?.reading ?? { timezone: context.timezone };
  const field = (name: string): FieldSql => {
    if (name === 'email.kind') return readingsOf(mailKindSql(raw('lead_row.email')), reading);
    if (name === 'email.domain') return readingsOf(raw('mail_domain.display'), reading);
    return readingsOf(identifier(`f${fields.indexOf(name)}`), reading);
  };
  const masks = Array.from({ length: words }, (_, word) => {
    const bits = rules
      .slice(word * rulesPerMask, (word + 1) * rulesPerMask)
      .map(
        ({ when }, bit) =>
          sql`CASE WHEN ${compileCondition(when, { ...context, field })} THEN ${raw(String(2 ** bit))} ELSE 0 END`,
      );
    return sql`, (${join(bits, ' + ')})::INTEGER AS ${identifier(`fit${word}`)}`;
  });
  return join(masks, '');
}

/** Without an id column leads are told apart by their address (S2.3). */
function keyedByAddress(files: readonly MappedFile[]): boolean {
  return files.some(({ mapping }) => mapping.column('key') === undefined);
}

function isDerived(field: string): boolean {
  return field.startsWith('email.');
}

async function countLeads(database: Database, files: readonly MappedFile[]): Promise<LeadCounts> {
  const [row] = await database.rows(
    raw(
      `SELECT (SELECT count(*) FROM lead_row)::INTEGER, (SELECT count(*) FROM lead_keyed)::INTEGER, (SELECT count(*) FROM lead_usable)::INTEGER, (SELECT count(*) FROM lead_duplicate)::INTEGER`,
    ),
  );
  const [rows, keyed, usable, duplicates] = (row ?? []).map(Number) as [number, number, number, number];
  const broken = files.reduce((sum, { file }) => sum + countBroken(file), 0);
  return {
    read: rows + broken,
    used: usable - duplicates,
    quarantined: rows - keyed + broken,
    duplicates,
    afterAsOf: keyed - usable,
  };
}

/** Which rows of `lead_row` can't be used, as SQL. */
export function unusableLead(files: readonly MappedFile[]): Sql {
  return raw(
    keyedByAddress(files) ? 'bad OR rowid NOT IN (SELECT place FROM lead_keyed)' : 'bad OR key IS NULL',
  );
}

async function quarantinedLeads(
  database: Database,
  files: readonly MappedFile[],
): Promise<LeadIngest['quarantined']> {
  const rows = await database.rows(
    sql`SELECT file, bad, count(*)::DOUBLE FROM lead_row WHERE ${unusableLead(files)} GROUP BY ALL ORDER BY ALL`,
  );
  return rows.map(([file, bad, count]) => ({
    file: Number(file),
    reason: bad === true ? 'broken_record' : 'no_key',
    rows: Number(count),
  }));
}

async function readFacts(database: Database, leads: number, words: number): Promise<LeadFacts> {
  const createdAt = new Float64Array(leads);
  const fitMasks = Array.from({ length: words }, () => new Int32Array(leads));
  const columns = [
    raw("coalesce(created::DOUBLE, 'nan'::DOUBLE)"),
    ...fitMasks.map((_, word) => identifier(`fit${word}`)),
  ];
  let next = 0;
  for await (const chunk of database.stream(sql`SELECT ${join(columns, ', ')} FROM lead ORDER BY ord`)) {
    copyFacts(chunk, next, createdAt, fitMasks);
    next += chunk.rowCount;
  }
  if (next !== leads)
    throw new Error(
      `The rows of the leads do not add up (S2.1): ${leads} by their counts, ${next} in the table.`,
    );
  return { leads, createdAt, fitMasks };
}

function copyFacts(
  chunk: DuckDBDataChunk,
  at: number,
  createdAt: Float64Array,
  fitMasks: readonly Int32Array[],
): void {
  createdAt.set(numbersOf<Float64Array>(chunk, 0), at);
  for (const [word, mask] of fitMasks.entries()) mask.set(numbersOf<Int32Array>(chunk, word + 1), at);
}

function unknownColumns(files: readonly MappedFile[], rules: readonly FitRule[]): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const { id, when } of rules) {
    for (const field of fieldsOf(when)) {
      const base = field.startsWith('email.') ? 'email' : field;
      if (files.some(({ mapping }) => mapping.column(base) !== undefined)) continue;
      problems.push(unknownColumn(`Fit rule ${id}`, field, files));
    }
  }
  return problems;
}

export function unknownColumn(reader: string, field: string, files: readonly MappedFile[]): Diagnostic {
  const [first] = files;
  const message = `${reader} reads ${field}, which ${first?.file.name ?? 'no file'} does not have.`;
  return diagnose(
    'input/unknown-column',
    message,
    first === undefined ? undefined : { file: first.file.name, line: 1 },
  );
}
