import type { Diagnostic } from '../diagnostics/diagnostic.js';
import {
  everyPurpose,
  foreignPurpose,
  type LedgerRows,
  ledgerKinds,
  type StopRows,
  stopKinds,
} from '../model/ledger.js';
import type { MailCodes } from '../model/mail-codes.js';
import { join, raw, type Sql, sql } from '../sql/sql.js';
import { foldText } from '../sql/values.js';
import { appendColumns } from './append.js';
import type { Database } from './database.js';
import { type KeptStops, keptSuppressions, nothingKept, scanKeptStops } from './kept-stops.js';
import { readColumns } from './read-columns.js';
import { refuseEngineFailure } from './reconcile.js';
import { countBroken } from './records.js';
import type { MappedFile } from './source.js';
import { suppressionProblems, type UnusableRows, unusableSuppressions } from './suppression-problems.js';
import { readSuppressions } from './suppression-rows.js';

/** How the rows of suppression files were used; `used`, `quarantined`, `duplicates` and `afterAsOf` add up to `read` (S2.1). */
export interface SuppressionCounts {
  readonly read: number;
  readonly used: number;
  /** Part of `used`: rows that are about no mailbox of the leads. */
  readonly orphans: number;
  readonly quarantined: number;
  /** Rows that say what another one says. */
  readonly duplicates: number;
  readonly afterAsOf: number;
}

export interface Suppressions {
  readonly stops: StopRows;
  readonly counts: SuppressionCounts;
  readonly quarantined: readonly UnusableRows[];
  /** Errors for rows that can not be used: nothing may be planned then (S6.3). */
  readonly problems: readonly Diagnostic[];
}

/**
 * Who must not be mailed: by files, by what the state keeps, and because a campaign has put an address on the suppression list (S5.5). A
 * domain stands for its subdomains, too. Needs the tables of `prepareMailboxes`.
 */
export async function loadSuppressions(
  database: Database,
  files: readonly MappedFile[],
  ledger: LedgerRows,
  codes: Pick<MailCodes, 'purposes'>,
  asOf: number,
  kept: KeptStops = nothingKept,
): Promise<Suppressions> {
  await putOnList(database, ledger);
  if (files.length > 0) await refuseEngineFailure(files, () => readSuppressions(database, files));
  const read =
    files.length === 0
      ? raw('')
      : raw(`SELECT DISTINCT FALSE AS kept, match_key, hash, domain, kind, "at", purpose
      FROM suppression WHERE fault IS NULL AND ("at" IS NULL OR "at" <= ${asOf}) UNION ALL `);
  await database.run(
    sql`CREATE TEMP TABLE suppression_entry AS ${read}SELECT TRUE AS kept, * FROM (${keptSuppressions(scanKeptStops(kept))})`,
  );
  await database.run(suppressionMatches);
  const stops = await readStops(database, sql`${byEntries(codes)} UNION ${byCampaigns}`);
  if (files.length === 0) return { stops, ...nothingRead };
  const quarantined = await unusableSuppressions(database);
  return {
    stops,
    counts: await countRows(database, files, asOf),
    quarantined,
    problems: await suppressionProblems(database, files, quarantined),
  };
}

const nothingRead = {
  counts: { read: 0, used: 0, orphans: 0, quarantined: 0, duplicates: 0, afterAsOf: 0 },
  quarantined: [],
  problems: [],
};

/** `suppressed_by_campaign`: the suppressions of the ledger. */
async function putOnList(database: Database, { kind, mailbox, at }: LedgerRows): Promise<void> {
  const suppresses = ledgerKinds.indexOf('suppress');
  const isSuppression = (_: number, row: number) => kind[row] === suppresses;
  await appendColumns(database, 'suppressed_by_campaign', {
    mailbox: mailbox.filter(isSuppression),
    at: at.filter(isSuppression),
  });
}

const byCampaigns =
  raw(`SELECT DISTINCT mailbox, ${stopKinds.indexOf('list')} AS kind, "at", ${everyPurpose} AS purpose
  FROM suppressed_by_campaign`);

function byEntries({ purposes }: Pick<MailCodes, 'purposes'>): Sql {
  const names = join(
    purposes.map((name) => sql`${name}`),
    ', ',
  );
  const known = sql`SELECT ${foldText(raw('name'))} AS name, code FROM
    (SELECT unnest([${names}]::VARCHAR[]) AS name, unnest(range(${raw(String(purposes.length))})) AS code)`;
  return sql`SELECT DISTINCT match.mailbox, entry.kind, coalesce(entry."at"::DOUBLE, 'nan'::DOUBLE) AS "at",
      CASE WHEN entry.purpose IS NULL THEN ${raw(String(everyPurpose))}
        ELSE coalesce(known.code, ${raw(String(foreignPurpose))}) END AS purpose
    FROM suppression_match AS match JOIN suppression_entry AS entry ON entry.rowid = match.entry
    LEFT JOIN (${known}) AS known ON known.name = entry.purpose`;
}

// The entries stand on the right of the joins: where there are none of a form, nothing is computed for it.
const byAddress = `SELECT entry.rowid AS entry, address.mailbox FROM mailbox_of_address AS address
  JOIN suppression_entry AS entry ON entry.match_key = address.match_key`;

const byHash = `SELECT entry.rowid AS entry, address.mailbox
  FROM (SELECT sha256(match_key) AS hash, mailbox FROM mailbox_of_address) AS address
  JOIN suppression_entry AS entry ON entry.hash = address.hash`;

/** Each host once: `a.b.example` is asked for as `a.b.example`, `b.example` and `example`. */
const byDomain = `SELECT found.entry, address.mailbox
  FROM (SELECT split_part(match_key, '@', 2) AS host, mailbox FROM mailbox_of_address) AS address
  JOIN (SELECT entry.rowid AS entry, host FROM
      (SELECT host, unnest(list_transform(range(len(labels)), lambda i: array_to_string(labels[i + 1:], '.'))) AS domain
        FROM (SELECT host, string_split(host, '.') AS labels
          FROM (SELECT DISTINCT split_part(match_key, '@', 2) AS host FROM mailbox_of_address))) AS host
      JOIN suppression_entry AS entry ON entry.domain = host.domain) AS found
  ON found.host = address.host`;

/** Finds the mailboxes (table `suppression_match`: entry, mailbox) that the entries of `suppression_entry` are about. */
export const suppressionMatches = raw(
  `CREATE TEMP TABLE suppression_match AS ${byAddress} UNION ALL ${byHash} UNION ALL ${byDomain}`,
);

async function readStops(database: Database, query: Sql): Promise<StopRows> {
  await database.run(sql`CREATE TEMP TABLE stop AS ${query}`);
  const [[rows] = []] = await database.rows(raw('SELECT count(*)::DOUBLE FROM stop'));
  const count = Number(rows);
  const numbers = () => new Int32Array(count);
  const stops = { mailbox: numbers(), kind: numbers(), at: new Float64Array(count), purpose: numbers() };
  await readColumns(database, raw('FROM stop'), raw('mailbox, "at", kind, purpose'), stops);
  return { count, ...stops };
}

async function countRows(
  database: Database,
  files: readonly MappedFile[],
  asOf: number,
): Promise<SuppressionCounts> {
  const [row = []] = await database.rows(
    raw(`SELECT count(*), count(fault), count(*) FILTER (fault IS NULL AND "at" > ${asOf}),
      (SELECT count(*) FROM suppression_entry WHERE NOT kept),
      (SELECT count(DISTINCT entry) FROM suppression_match JOIN suppression_entry ON suppression_entry.rowid = entry
        WHERE NOT kept) FROM suppression`),
  );
  const [rows, faults, afterAsOf, used, matched] = row.map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const broken = files.reduce((sum, { file }) => sum + countBroken(file), 0);
  return {
    read: rows + broken,
    used,
    orphans: used - matched,
    quarantined: faults + broken,
    duplicates: rows - faults - afterAsOf - used,
    afterAsOf,
  };
}
