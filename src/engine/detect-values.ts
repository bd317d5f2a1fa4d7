import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { TypedFields } from '../model/typed-fields.js';
import type { Reading } from '../sql/values.js';
import type { Database } from './database.js';
import { dateOrderShownBy } from './values/date-order.js';
import { decimalShownBy } from './values/decimal-mark.js';
import { epochUnitsOf } from './values/epoch-unit.js';
import { type Witness, weigh } from './values/evidence.js';
import { type FieldSample, type SampledFile, sampleFields } from './values/value-sample.js';
import { type ZoneQuestion, zoneQuestionOf } from './values/zone-question.js';

/** How the values of a source are to be read, as far as they show it. */
export interface DetectedValues {
  /** What was declared, completed by what the values prove. */
  readonly reading: Reading;
  /** What was found beyond the plainest, one sentence each, with the YAML that says the same. */
  readonly notes: readonly string[];
  /** What has to be asked (S2.2): nothing is guessed. */
  readonly problems: readonly Diagnostic[];
  readonly zone: ZoneQuestion;
}

const sampledRows = 10_000;
const fewestRowsOfFile = 500;

/**
 * Looks at the first values of all files of one source, which share one dialect and so are weighed together: decimal mark,
 * order of day and month, unit of plain numbers. What `declared` says is not asked again.
 */
export async function detectValues(
  database: Database,
  files: readonly SampledFile[],
  fields: TypedFields,
  declared: Reading,
): Promise<DetectedValues> {
  const rows = Math.max(fewestRowsOfFile, Math.floor(sampledRows / Math.max(1, files.length)));
  const instants: FieldSample[] = [];
  const numbers: FieldSample[] = [];
  for (const file of files) {
    const names = [...new Set([...fields.instants, ...fields.numbers])];
    const samples = await sampleFields(database, file, names, rows);
    instants.push(...samples.filter(({ field }) => fields.instants.includes(field)));
    numbers.push(...samples.filter(({ field }) => fields.numbers.includes(field)));
  }
  const found = [
    ...(declared.date_order === undefined ? [dateOrderOf(instants)] : []),
    ...(declared.decimal === undefined ? [decimalOf(numbers)] : []),
    ...(declared.epoch === undefined ? [epochOf(instants)] : []),
  ];
  return {
    reading: Object.assign({}, declared, ...found.map(({ reading }) => reading ?? {})),
    notes: found.flatMap(({ note }) => note ?? []),
    problems: found.flatMap(({ problem }) => problem ?? []),
    zone: zoneQuestionOf(instants),
  };
}

interface Finding {
  readonly reading?: Pick<Reading, 'date_order' | 'decimal'>;
  readonly note?: string;
  readonly problem?: Diagnostic;
}

function dateOrderOf(samples: readonly FieldSample[]): Finding {
  const verdict = weigh(samples, (text) => dateOrderShownBy(text));
  switch (verdict.kind) {
    case 'open':
      return {};
    case 'proved': {
      const { choice, by } = verdict;
      const order = choice === 'dmy' ? 'day/month/year' : 'month/day/year';
      const note = `${by.file}: dates are read as ${order}, because ${by.header} has ${day(by)}. dialect: { date_order: ${choice} }`;
      return { reading: { date_order: choice }, note };
    }
    case 'ambiguous': {
      const { by } = verdict;
      const message = `${by.file} does not show whether day or month comes first: ${by.header} has ${day(by)}, and no date has a day above 12.`;
      return { problem: diagnose('input/ambiguous-dates', message, { file: by.file }) };
    }
    case 'mixed': {
      const [{ file }] = verdict.by;
      const message = `Day and month of the dates come in both orders: ${both(verdict.by, day)}.`;
      return { problem: diagnose('input/mixed-date-orders', message, { file }) };
    }
  }
}

function decimalOf(samples: readonly FieldSample[]): Finding {
  const verdict = weigh(samples, (text, { isText }) => {
    const shown = decimalShownBy(text);
    return shown === 'either' && !isText && text.includes('.') ? '.' : shown;
  });
  switch (verdict.kind) {
    case 'open':
      return {};
    case 'proved': {
      const { choice, by, matters } = verdict;
      const mark = choice === ',' ? 'a comma' : 'a point';
      const note = `${by.file}: numbers are read with ${mark} as decimal mark, because ${by.header} has values of the form ${masked(by)}. dialect: { decimal: "${choice}" }`;
      // A point is what everybody expects, unless some value would have meant something else.
      return { reading: { decimal: choice }, ...(choice === ',' || matters ? { note } : {}) };
    }
    case 'ambiguous': {
      const { by } = verdict;
      const message = `${by.file} does not show its decimal mark: ${by.header} has values of the form ${masked(by)}, which can be thousands or a fraction.`;
      return { problem: diagnose('input/ambiguous-numbers', message, { file: by.file }) };
    }
    case 'mixed': {
      const [{ file }] = verdict.by;
      const message = `The numbers have both decimal marks: ${both(verdict.by, masked)}.`;
      return { problem: diagnose('input/mixed-decimals', message, { file }) };
    }
  }
}

function epochOf(samples: readonly FieldSample[]): Finding {
  for (const { file, header, texts } of samples) {
    const units = epochUnitsOf(texts);
    const [first, ...others] = units ?? [];
    if (first === undefined) continue;
    const digits = [first, ...others].map((found) => found.digits).join(' and of ');
    const message = `${file} has plain numbers of ${digits} digits in ${header}, and the config names no unit of time.`;
    const [from, to] = first.years;
    const years = from === to ? `${from}` : `${from} to ${to}`;
    const help =
      others.length === 0
        ? `Add dialect: { epoch: ${first.unit} } to the source; read so, the values lie in ${years}.`
        : 'One unit can not read them all. Export the column in one unit.';
    return { problem: diagnose('input/undeclared-epoch', message, { file }, { help }) };
  }
  return {};
}

/** Without what follows the date. */
function day({ text }: Witness): string {
  return /^[\d/-]+/.exec(text)?.[0] ?? '';
}

/** Numbers may be personal, so only their form is shown. */
function masked({ text }: Witness): string {
  return text.replace(/\d/g, '9');
}

function both([a, b]: readonly [Witness, Witness], show: (witness: Witness) => string): string {
  if (a.file === b.file && a.header === b.header)
    return `${a.header} of ${a.file} has ${show(a)} and ${show(b)}`;
  const second = a.file === b.file ? b.header : `${b.header} of ${b.file}`;
  return `${a.header} of ${a.file} has ${show(a)}, ${second} has ${show(b)}`;
}
