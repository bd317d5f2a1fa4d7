import { readAddress } from './addresses.js';
import type { Counts, LeadRow, ReadCell } from './inputs.js';
import { foldText, readNumber, readText, trim } from './values.js';
import type { LeadTable, TextRow, World } from './world.js';

export interface ReadLeads {
  readonly used: readonly LeadRow[];
  readonly conflicts: Readonly<Record<string, number>>;
  readonly counts: Counts & { readonly joined: number };
}

interface SourceRow {
  readonly source: number;
  /** What the row says itself; undefined in a row without a key. */
  readonly key: string | undefined;
  readonly matchKey: string | undefined;
  readonly row: TextRow;
  /** The cells as they are written in their source. */
  readonly written: TextRow;
  readonly decimal: '.' | ',';
  readonly createdAt: number | undefined;
  readonly updatedAt: number;
}

/** The leads of all sources (S2.3, A8), and where their rows went (S2.1). */
export function readLeads(world: World, asOf: number, readCell: ReadCell): ReadLeads {
  const tables = world.sources ?? [{ columns: Object.keys(world.leads[0] ?? {}), rows: world.leads }];
  const rows = tables.flatMap((table, source) => rowsOf(table, source, world, readCell));
  const keyed = rows.filter(
    ({ key, matchKey, source }) => key !== undefined || (isKeyless(tables[source]) && matchKey !== undefined),
  );
  const known = keyed.filter(({ createdAt }) => createdAt === undefined || createdAt <= asOf);

  const withKeys = latestEach(
    known.filter(({ key }) => key !== undefined),
    ({ key }) => key ?? '',
  );
  const resolved = known.map((row) => ({ ...row, key: row.key ?? keyByAddress(row, withKeys) }));
  const parts = latestEach(resolved, ({ key }) => key);
  const keys = [...new Set(parts.map(({ key }) => key))];
  const groups = keys.map((key) =>
    parts.filter((part) => part.key === key).sort((a, b) => a.source - b.source),
  );
  return {
    used: groups.map(mergeParts),
    conflicts: tables.length < 2 ? {} : countConflicts(world, tables, groups, readCell),
    counts: {
      read: rows.length,
      used: parts.length,
      joined: parts.length - groups.length,
      quarantined: rows.length - keyed.length,
      duplicates: known.length - parts.length,
      afterAsOf: keyed.length - known.length,
    },
  };
}

function rowsOf(
  { columns, rows, decimal }: LeadTable,
  source: number,
  world: World,
  readCell: ReadCell,
): readonly SourceRow[] {
  return rows.map((cells) => {
    const row = Object.fromEntries(Object.entries(cells).filter(([column]) => columns.includes(column)));
    const key = trim(row.lead_id ?? '');
    return {
      source,
      key: key === '' ? undefined : key,
      matchKey: readAddress(row.email)?.matchKey,
      row: decimal === undefined ? row : { ...row, employees: rewritten(row.employees, decimal, world) },
      written: row,
      decimal: decimal ?? world.reading?.decimal ?? '.',
      createdAt: readCell(row.created_at),
      updatedAt: readCell(row.updated_at) ?? Number.NEGATIVE_INFINITY,
    };
  });
}

/** A number as the other sources write it, because conditions of the oracle know one decimal mark. */
function rewritten(cell: string | undefined, decimal: '.' | ',', { reading = {} }: World): string {
  const text = readText(cell);
  if (text === undefined) return '';
  const number = readNumber(text, { decimal });
  return number === undefined ? `unreadable ${text}` : String(number).replace('.', reading.decimal ?? '.');
}

function isKeyless(table: LeadTable | undefined): boolean {
  return table?.columns.includes('lead_id') === false;
}

/** Of the rows of a source with one key the one with the latest `updated_at`, else the last. */
function latestEach<R extends SourceRow>(rows: readonly R[], keyOf: (row: R) => string): readonly R[] {
  const latest = new Map<string, R>();
  for (const row of rows) {
    const place = JSON.stringify([row.source, keyOf(row)]);
    const rival = latest.get(place);
    if (rival === undefined || row.updatedAt >= rival.updatedAt) latest.set(place, row);
  }
  return [...latest.values()];
}

/** The only lead with this address among those with keys, else the address itself. */
function keyByAddress({ matchKey = '' }: SourceRow, withKeys: readonly SourceRow[]): string {
  const keys = new Set(withKeys.filter((row) => row.matchKey === matchKey).map(({ key }) => key));
  const [only = matchKey] = keys;
  return keys.size === 1 ? only : matchKey;
}

function mergeParts(parts: readonly (SourceRow & { readonly key: string })[]): LeadRow {
  const row: Record<string, string> = {};
  for (const part of parts) {
    for (const [column, cell] of Object.entries(part.row)) {
      if (readText(row[column]) === undefined) row[column] = cell;
    }
  }
  return {
    key: parts[0]?.key ?? '',
    row,
    createdAt: parts.find(({ createdAt }) => createdAt !== undefined)?.createdAt,
    otherAddresses: parts.flatMap((part) => part.row.email ?? []),
  };
}

/** Fields of more than one source with the leads of which two sources say different things. */
function countConflicts(
  world: World,
  tables: readonly LeadTable[],
  groups: readonly (readonly SourceRow[])[],
  readCell: ReadCell,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  // Only what a rule reads as a number is compared as one.
  const asNumber = JSON.stringify(world.config.score.fit ?? {}).includes('"employees"');
  const isSame = (field: string, a: SourceRow, b: SourceRow): boolean => {
    const [one, other] = [a.written[field] ?? '', b.written[field] ?? ''];
    if (foldText(trim(one)) === foldText(trim(other))) return true;
    if (field === 'created_at') return isEqual(readCell(one), readCell(other));
    if (field !== 'employees' || !asNumber) return false;
    return isEqual(readNumber(one, { decimal: a.decimal }), readNumber(other, { decimal: b.decimal }));
  };
  const shared = [...new Set(tables.flatMap(({ columns }) => columns))].filter(
    (column) =>
      !['lead_id', 'updated_at'].includes(column) &&
      tables.filter(({ columns }) => columns.includes(column)).length > 1,
  );
  for (const field of shared) {
    const differing = groups.filter((parts) => {
      const [kept, ...others] = parts.filter(({ written }) => readText(written[field]) !== undefined);
      return others.some((other) => kept !== undefined && !isSame(field, kept, other));
    });
    if (differing.length > 0) counts[field] = differing.length;
  }
  return counts;
}

function isEqual(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && a === b;
}
