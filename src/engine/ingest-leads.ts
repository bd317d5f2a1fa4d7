import type { DuckDBDataChunk } from '@duckdb/node-api';
import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { fieldsOf } from '../model/condition.js';
import type { FitRule } from '../model/config.js';
import { rulesPerMask } from '../model/event-batch.js';
import type { FieldConflicts } from '../model/field-conflicts.js';
import type { LeadFacts } from '../model/lead-facts.js';
import type { TypedFields } from '../model/typed-fields.js';
import { compileCondition } from '../sql/conditions.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import { mailDomainSql, prepareAddresses } from './address-tables.js';
import { numbersOf } from './columns.js';
import type { Database } from './database.js';
import { conflictQuery, countConflicts } from './lead-conflicts.js';
import { isDerived, type LeadFields, leadFieldSql, leadFields } from './lead-fields.js';
import { keyRows, readRows } from './lead-rows.js';
import { keyedByAddress, type LeadSourceFiles, sharedFields } from './lead-source.js';
import { joinedLeads, type MergedLeads, mergeLeads } from './merge-leads.js';
import { countBroken } from './records.js';
import type { MappedFile } from './source.js';

/** How the rows of the lead files were used; the four add up to `read` (S2.1). */
export interface LeadCounts {
  readonly read: number;
  readonly used: number;
  /** Part of `used`: rows that went into a lead that another source has, too. */
  readonly joined: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly afterAsOf: number;
}

export interface LeadIngest {
  readonly facts: LeadFacts;
  /** Rows that could not be used, of those the engine has read. */
  readonly quarantined: readonly { readonly file: number; readonly reason: string; readonly rows: number }[];
  readonly counts: LeadCounts;
  /** The text fields that `lead_value` holds. */
  readonly fields: LeadFields;
  /** Fields for which sources have different values; empty for one source. */
  readonly conflicts: readonly FieldConflicts[];
  /** Query for each of them, see `conflictQuery`; undefined for one source. */
  readonly conflictRows?: Sql;
  readonly problems: readonly Diagnostic[];
}

export interface MatchContext {
  readonly asOf: number;
  readonly timezone: string;
  /** Query that yields the folded values of a list. */
  readonly list: (name: string) => Sql;
}

/** What is asked of the leads besides who they are. */
export interface LeadsWanted {
  readonly rules: readonly FitRule[];
  /** Further fields to keep as text in `lead_value`. */
  readonly fields: readonly string[];
  /** Events name leads by e-mail. */
  readonly matchKeys: boolean;
  /** Something besides the rules reads `email.kind` or `email.domain`. */
  readonly mailDomains: boolean;
  /** How fields are compared in which sources differ. */
  readonly typed: TypedFields;
  /** Ordinals are to follow the keys, so that nothing that goes by them depends on the order of the rows. */
  readonly inOrderOfKeys: boolean;
}

/**
 * Reads the lead files into the table `lead`, one row per lead (S2.3), with the fit rules that hold as bits.
 * Columns: ord (from 0), place, file, key, email, match_key, created, fit0, fit1, ...
 *
 * First every row goes into `lead_row` as text, in file order: its `rowid` is what "the last row" means, and where to find
 * the row again. Nothing is joined on the way, because a join may change the order. `lead_value` (place, file, email,
 * created, f0, ...) holds the values of the leads: a view of the rows themselves, or what several sources say of a lead.
 * `lead_part` (place, source, key) tells which rows a lead is made of.
 */
export async function ingestLeads(
  database: Database,
  sources: readonly LeadSourceFiles[],
  wanted: LeadsWanted,
  context: MatchContext,
): Promise<LeadIngest> {
  const { rules } = wanted;
  const files = sources.flatMap((source) => source.files);
  const several = sources.length > 1;
  const shared = several ? sharedFields(sources) : [];
  const read = [...rules.flatMap(({ when }) => fieldsOf(when)), ...wanted.fields];
  const fields = leadFields([...read, ...shared], sources, context.timezone);
  const derives = wanted.mailDomains || read.some(isDerived);
  await readRows(database, sources, fields);
  const withKeys = wanted.matchKeys || several || sources.some(keyedByAddress);
  await prepareAddresses(database, { domains: derives, keys: withKeys });
  await keyRows(database, sources, withKeys, context.asOf);
  const merged = several ? await mergeLeads(database, sources, fields) : await oneSource(database);

  const words = Math.ceil(rules.length / rulesPerMask);
  const chosen = several
    ? sql`${joinedLeads} AS chosen JOIN lead_value ON lead_value.place = chosen.place`
    : raw(`lead_usable AS chosen JOIN lead_value ON lead_value.place = chosen.place
      ANTI JOIN lead_duplicate ON lead_duplicate.place = chosen.place`);
  await database.run(sql`CREATE TEMP TABLE lead_matched AS
    SELECT chosen.place, lead_value.file, chosen.key, lead_value.email, chosen.match_key,
      lead_value.created${fitMasks(rules, words, fields, context)}
    FROM ${chosen}
    ${derives ? sql`LEFT JOIN mail_domain ON mail_domain.domain = ${mailDomainSql(raw('lead_value.email'))}` : raw('')}`);
  await database.run(
    raw(
      `CREATE TEMP TABLE lead AS SELECT (row_number() OVER (${wanted.inOrderOfKeys ? 'ORDER BY key' : ''}) - 1)::INTEGER AS ord, * FROM lead_matched`,
    ),
  );
  await database.run(raw('DROP TABLE lead_matched'));
  if (!several)
    await database.run(raw('CREATE TEMP VIEW lead_part AS SELECT place, 0 AS source, key FROM lead'));
  const conflictRows = several ? conflictQuery(sources, shared, fields, wanted.typed) : undefined;
  const counts = await countLeads(database, files, merged);
  const quarantined = await quarantinedLeads(database, sources);
  // Of several sources, events ask it for addresses; of rows without a key, their quarantine asks it.
  if (!several && !sources.some(keyedByAddress)) await database.run(raw('DROP TABLE lead_keyed'));
  return {
    facts: await readFacts(database, counts.used - counts.joined, words),
    counts,
    quarantined,
    fields,
    conflicts: conflictRows === undefined ? [] : await countConflicts(database, sources, conflictRows),
    ...(conflictRows === undefined ? {} : { conflictRows }),
    problems: [...unknownColumns(files, rules), ...sharedAddresses(merged)],
  };
}

/** The values of a lead are those of its row; of several rows with one key the latest counts (S2.3). */
async function oneSource(database: Database): Promise<MergedLeads> {
  await database.run(raw('CREATE TEMP VIEW lead_value AS SELECT rowid AS place, * FROM lead_row'));
  await database.run(
    raw(`CREATE TEMP TABLE lead_duplicate AS SELECT place FROM (
    SELECT place, row_number() OVER (PARTITION BY key ORDER BY updated DESC NULLS LAST, place DESC) AS rank
    FROM lead_usable WHERE key IN (SELECT key FROM lead_usable GROUP BY key HAVING count(*) > 1)) WHERE rank > 1`),
  );
  return { joined: 0, shared: 0 };
}

/** One INTEGER column per 31 rules. */
function fitMasks(rules: readonly FitRule[], words: number, fields: LeadFields, context: MatchContext): Sql {
  const field = (name: string) => leadFieldSql(fields, name);
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

async function countLeads(
  database: Database,
  files: readonly MappedFile[],
  { joined }: MergedLeads,
): Promise<LeadCounts> {
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
    joined,
    quarantined: rows - keyed + broken,
    duplicates,
    afterAsOf: keyed - usable,
  };
}

/** Which rows of `lead_row` can't be used, as SQL. */
export function unusableLead(sources: readonly LeadSourceFiles[]): Sql {
  const byAddress = sources.some(keyedByAddress);
  return raw(byAddress ? 'bad OR rowid NOT IN (SELECT place FROM lead_keyed)' : 'bad OR key IS NULL');
}

async function quarantinedLeads(
  database: Database,
  sources: readonly LeadSourceFiles[],
): Promise<LeadIngest['quarantined']> {
  const rows = await database.rows(
    sql`SELECT file, bad, count(*)::DOUBLE FROM lead_row WHERE ${unusableLead(sources)} GROUP BY ALL ORDER BY ALL`,
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

function sharedAddresses({ shared }: MergedLeads): readonly Diagnostic[] {
  if (shared === 0) return [];
  const message = `${shared === 1 ? '1 row without a key names' : `${shared} rows without a key name`} an address that several leads share.`;
  return [diagnose('input/shared-address', message, undefined)];
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
