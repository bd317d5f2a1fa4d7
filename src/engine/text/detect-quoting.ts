import type { Dialect } from '../../model/config.js';
import { cutSample, type Quoting, type SampledRecord, type SampleText } from './detect-records.js';

/** A sample cut into records in one way. */
export interface Reading extends Quoting {
  readonly records: readonly SampledRecord[];
}

/** Of the values of a column, those that must stand in the quote before it is believed to be one. */
const wrappedShare = 0.8;

/**
 * The records of a sample with one delimiter, and with the quote and the escape that make sense of it: double quotes that
 * are doubled inside a cell, unless another way leaves clearly fewer damaged records. What is declared is kept.
 */
export function readWith(delimiter: string, sample: SampleText, declared: Dialect): Reading {
  const read = (quote: string, mark: string): Judged => judge(sample, { delimiter, quote, escape: mark });
  const withBestEscape = (quote: string): Judged => {
    if (declared.escape !== undefined) return read(quote, declared.escape);
    const doubled = read(quote, quote);
    if (quote === '' || doubled.broken === 0 || !sample.text.includes(`\\${quote}`)) return doubled;
    const escaped = read(quote, '\\');
    return escaped.damaged * 2 <= doubled.damaged ? escaped : doubled;
  };
  if (declared.quote !== undefined) return withBestEscape(declared.quote);
  const usual = withBestEscape('"');
  const single = sample.text.includes("'") ? withBestEscape("'") : undefined;
  if (single !== undefined && isQuotedWith(single, usual)) return single;
  if (declared.escape !== undefined || !isNeverQuoted(usual, sample.text)) return usual;
  const bare = read('', '');
  return usual.broken === 0 || bare.damaged === 0 ? bare : usual;
}

interface Judged extends Reading {
  /** Number of quoted cells in records that are not broken. */
  readonly quoted: number;
  readonly broken: number;
  /** Records that are broken, hold a quote inside an unquoted cell although cells are quoted, or are not as wide as most. */
  readonly damaged: number;
}

function judge(sample: SampleText, quoting: Quoting): Judged {
  const records = cutSample(sample, quoting);
  const sound = records.filter(({ broken }) => !broken);
  const quoted = sound.flatMap(({ cells }) => cells).filter((cell) => cell.quoted).length;
  const hasStray = ({ cells }: SampledRecord) =>
    quoted > 0 && cells.some((cell) => !cell.quoted && cell.text.includes(quoting.quote));
  const width = usualWidth(sound);
  const regular = sound.filter((record) => record.cells.length === width && !hasStray(record));
  return {
    ...quoting,
    records,
    quoted,
    broken: records.length - sound.length,
    damaged: records.length - regular.length,
  };
}

/** The number of cells that most records have; of several the largest. */
function usualWidth(records: readonly SampledRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || b - a)[0]?.[0] ?? 0;
}

/**
 * Apostrophes are letters far more often than quotes: they need a whole column that stands in them, or cells in them
 * that hold the delimiter, and must explain the sample better than double quotes that are in use.
 */
function isQuotedWith(single: Judged, double: Judged): boolean {
  if (single.quoted < double.quoted || !(hasWrappedColumn(single) || hasDelimiterInQuotes(single)))
    return false;
  return double.quoted > 0 ? single.damaged < double.damaged : single.damaged <= double.damaged;
}

function hasWrappedColumn({ records }: Judged): boolean {
  const [header, ...rows] = records;
  return Array.from({ length: usualWidth(records) }, (_, column) => column).some((column) => {
    const values = rows
      .flatMap(({ cells }) => cells[column] ?? [])
      .filter(({ text, quoted }) => quoted || text.trim() !== '');
    const wrapped = values.filter(({ quoted }) => quoted).length;
    const named = header?.cells[column]?.quoted === true ? 1 : 0;
    return wrapped + named >= 2 && wrapped >= wrappedShare * values.length;
  });
}

function hasDelimiterInQuotes({ records, delimiter }: Judged): boolean {
  const width = usualWidth(records);
  return records.some(
    ({ cells, broken }) =>
      !broken &&
      cells.length === width &&
      cells.some(({ text, quoted }) => quoted && text.includes(delimiter)),
  );
}

/**
 * Whether quotes occur and none is around a cell: then they are inch marks and the like. A quote that opens a cell and is
 * in a wrong place later may be damage; only a text with tabs, which needs no quotes, is trusted to mean it so.
 */
function isNeverQuoted({ quoted, broken, delimiter }: Judged, text: string): boolean {
  return text.includes('"') && quoted === 0 && (broken === 0 || delimiter === '\t');
}
