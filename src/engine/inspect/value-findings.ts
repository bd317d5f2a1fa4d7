import type { Dialect } from '../../model/config.js';
import type { ColumnInspection } from '../../model/file-inspection.js';
import type { DetectedValues } from '../detect-values.js';
import type { GuessedColumn } from './guess-kind.js';

/** How the values of a file are to be read, as far as they show it. */
export interface ValueFindings {
  readonly notes: readonly string[];
  readonly questions: readonly string[];
  readonly warnings: readonly string[];
  /** Keys of the dialect: those that hold for all columns, and those of columns that count time, by header. */
  readonly keys: {
    readonly always: readonly string[];
    readonly ofInstants: ReadonlyMap<string, string>;
  };
}

export function findingsOf(
  guesses: readonly GuessedColumn[],
  columns: readonly ColumnInspection[],
  detected: DetectedValues,
  dialect: Dialect,
): ValueFindings {
  return {
    notes: detected.notes,
    questions: [
      ...detected.problems.map(({ message, help }) => (help === undefined ? message : `${message} ${help}`)),
      ...guesses
        .filter(({ epochs }) => epochs.length > 1)
        .map(({ header }) => `${header} counts time in several units, and one can not read them all.`),
      ...zoneQuestion(detected, dialect),
    ],
    warnings: [
      ...columns
        .filter(({ kind, misfits }) => (kind === 'date' || kind === 'instant') && misfits > 0)
        .map(
          ({ header, misfits, filled }) =>
            `${misfits} of ${filled} values of ${header} are no dates that can be read.`,
        ),
      ...columns
        .filter(({ header }) => header === '')
        .map(() => 'A column without a name can not be mapped.')
        .slice(0, 1),
    ],
    keys: { always: keysForAll(detected, dialect), ofInstants: unitsOf(guesses, dialect) },
  };
}

function zoneQuestion({ zone }: DetectedValues, { timezone }: Dialect): readonly string[] {
  if (timezone !== undefined || zone.withoutOffset === 0) return [];
  const share = `${zone.withoutOffset} of the first ${zone.timestamps} dates`;
  return [
    `In which time zone? ${share} name no offset. Add dialect: { timezone: Europe/Berlin } or the like, else the zone of the project counts.`,
  ];
}

function keysForAll({ reading }: DetectedValues, dialect: Dialect): readonly string[] {
  const { decimal, date_order: order } = reading;
  const saysDecimal = decimal !== undefined && (decimal === ',' || dialect.decimal !== undefined);
  return [
    ...(saysDecimal ? [`decimal: "${decimal}"`] : []),
    ...(order === undefined ? [] : [`date_order: ${order}`]),
    ...(dialect.timezone === undefined ? [] : [`timezone: ${dialect.timezone}`]),
  ];
}

function unitsOf(guesses: readonly GuessedColumn[], { epoch }: Dialect): ReadonlyMap<string, string> {
  return new Map(
    guesses.flatMap(({ header, epochs: [unit, ...others] }) =>
      unit === undefined || others.length > 0 ? [] : [[header, `epoch: ${epoch ?? unit.unit}`] as const],
    ),
  );
}
