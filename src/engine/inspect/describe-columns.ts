import type { Dialect } from '../../model/config.js';
import type { ColumnInspection, ColumnKind } from '../../model/file-inspection.js';
import type { Reading } from '../../sql/values.js';
import { visibleHeader } from '../aliases.js';
import type { Database } from '../database.js';
import { detectValues } from '../detect-values.js';
import { readDifferently } from '../reconcile.js';
import type { SourceFile } from '../source-file.js';
import { UnusableInput } from '../unusable-input.js';
import { epochUnitsOf } from '../values/epoch-unit.js';
import { type ColumnCounts, countColumns, type KindCount } from './count-columns.js';
import { everyColumn } from './every-column.js';
import { type FirstRows, valuesOf } from './first-rows.js';
import { type GuessedColumn, guessKinds, namesAnId, nearlyAll } from './guess-kind.js';
import { mask } from './mask.js';
import { findingsOf, type ValueFindings } from './value-findings.js';

/** What each column holds, over all rows; how its values are written is asked of the first ones. */
export async function describeColumns(
  database: Database,
  file: SourceFile,
  rows: FirstRows,
  dialect: Dialect,
): Promise<{ readonly columns: readonly ColumnInspection[]; readonly values: ValueFindings }> {
  const whole = rows.length === file.records;
  const guesses = file.columns.map((name, index): GuessedColumn => {
    const header = visibleHeader(name);
    const values = valuesOf(rows, index);
    const kinds = guessKinds(header, values, whole);
    return { header, values, kinds, epochs: kinds[0] === 'epoch' ? (epochUnitsOf(values) ?? []) : [] };
  });
  const { timezone = 'UTC', decimal, date_order, epoch } = dialect;
  const declared: Reading = {
    timezone,
    ...(decimal === undefined ? {} : { decimal }),
    ...(date_order === undefined ? {} : { date_order }),
  };
  const fieldsOf = (wanted: readonly ColumnKind[]) =>
    guesses.flatMap(({ kinds }, index) => (kinds.some((kind) => wanted.includes(kind)) ? [`c${index}`] : []));
  const every = everyColumn(file);
  const detected = await detectValues(
    database,
    [every],
    { instants: fieldsOf(['date', 'instant']), numbers: fieldsOf(['number', 'integer']) },
    declared,
  );
  const order = detected.reading.date_order;
  const questions = guesses.map(({ kinds, values, epochs, header }) => {
    const [unit] = epochs;
    const timed = epoch ?? unit?.unit;
    return {
      kinds,
      mayBeUnique: values.length > 1 && new Set(values).size === values.length && isKeyLike(header, kinds),
      // Without a proved order all dates fit both; which one is taken makes no difference to their number.
      reading: {
        ...detected.reading,
        ...(order === undefined ? { date_order: 'dmy' as const } : {}),
        ...(kinds.includes('epoch') && timed !== undefined ? { epoch: timed } : {}),
      },
    };
  });
  const counted = await countColumns(database, file, questions);
  if (counted.rows !== file.records) {
    throw new UnusableInput([readDifferently([every], file.records, counted.rows)]);
  }
  const asksOrder = detected.problems.some(({ code }) => /date/.test(code));
  const hasZone = dialect.timezone !== undefined || detected.zone.withoutOffset === 0;
  const columns = guesses.map((guess, index) =>
    describe(guess, counted.columns[index], file.records, { asksOrder, hasZone, whole }),
  );
  return { columns, values: findingsOf(guesses, columns, detected, dialect) };
}

/** Amounts, dates and words may differ by chance in few rows. */
function isKeyLike(header: string, [kind]: readonly ColumnKind[]): boolean {
  return kind === 'id' || kind === 'email' || kind === 'integer' || kind === 'phone' || namesAnId(header);
}

/** Where the first rows were empty, dates were looked for with their times. */
function isDays(count: KindCount | undefined, values: readonly string[]): boolean {
  const isMidnight = (at: number | undefined) => at !== undefined && at % 86_400_000 === 0;
  return isMidnight(count?.from) && isMidnight(count?.to) && !values.some((text) => text.includes(':'));
}

interface Circumstances {
  readonly asksOrder: boolean;
  readonly hasZone: boolean;
  /** Whether the first rows are all. */
  readonly whole: boolean;
}

function describe(
  { header, values, kinds }: GuessedColumn,
  counts: ColumnCounts | undefined,
  rows: number,
  circumstances: Circumstances,
): ColumnInspection {
  const { filled = 0, exact = false } = counts ?? {};
  // An estimate of few values may be off by some of them, which looks wrong.
  const distinct = circumstances.whole && !exact ? new Set(values).size : (counts?.distinct ?? 0);
  const found = kinds.find((kind) => isOf(kind, counts, kinds[0]));
  const count = found === undefined ? undefined : counts?.kinds.get(found);
  const kind =
    filled === 0 ? 'empty' : found === 'instant' && isDays(count, values) ? 'date' : (found ?? 'text');
  return {
    header,
    kind,
    filled,
    misfits: count === undefined ? 0 : filled - count.fits,
    distinct,
    exact: exact || circumstances.whole,
    unique: exact && rows > 1 && filled === rows && distinct === rows,
    range: count === undefined ? null : rangeOf(kind, count, circumstances, values),
    examples: [...new Set(values.map(mask))].slice(0, 2),
  };
}

/** A column that looked like dates is one of dates, however many of them can not be read: that is what has to be said. */
function isOf(kind: ColumnKind, counts: ColumnCounts | undefined, first: ColumnKind | undefined): boolean {
  if (counts === undefined || counts.filled === 0) return false;
  if (kind === first && (kind === 'date' || kind === 'instant' || kind === 'id')) return true;
  return (counts.kinds.get(kind)?.fits ?? 0) >= nearlyAll * counts.filled;
}

function rangeOf(
  kind: ColumnKind,
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
  { asksOrder, hasZone }: Circumstances,
  values: readonly string[],
): ColumnInspection['range'] {
  if (from === undefined || to === undefined) return null;
  switch (kind) {
    case 'integer':
    case 'number':
      // Numbers of many digits that hardly repeat are likely to name somebody.
      return values.some((text) => text.replace(/\D/g, '').length >= 7) &&
        new Set(values).size > values.length / 2
        ? null
        : { from: String(from), to: String(to) };
    case 'date':
      return asksOrder ? null : { from: isoOf(from).slice(0, 10), to: isoOf(to).slice(0, 10) };
    case 'instant': {
      const end = hasZone ? 'Z' : '';
      return asksOrder ? null : { from: `${isoOf(from)}${end}`, to: `${isoOf(to)}${end}` };
    }
    case 'epoch':
      return { from: `${isoOf(from)}Z`, to: `${isoOf(to)}Z` };
    default:
      return null;
  }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(/(?:\.000)?Z$/, '');
}
