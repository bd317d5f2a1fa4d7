import type { FieldSql } from '../sql/conditions.js';
import { readingsOf } from '../sql/conditions.js';
import { identifier, join, raw, type Sql, sql } from '../sql/sql.js';
import type { Reading } from '../sql/values.js';
import { mailKindSql } from './address-tables.js';
import { type LeadSourceFiles, readingOf } from './lead-source.js';

/** Fields of leads that are kept as text: where their values stand in `lead_value`, and how they are read. */
export interface LeadFields {
  readonly names: readonly string[];
  /** Distinct readings of the sources; more than one when their dialects differ. */
  readonly readings: readonly Reading[];
  /** Index into `readings`, by source. */
  readonly readingOfSource: readonly number[];
}

export function leadFields(
  names: readonly string[],
  sources: readonly LeadSourceFiles[],
  timezone: string,
): LeadFields {
  const own = sources.map((source) => readingOf(source, timezone));
  const forms = own.map((reading) => JSON.stringify(Object.entries(reading).sort()));
  const distinct = [...new Set(forms)];
  return {
    names: [...new Set(names)].filter((name) => !isDerived(name)),
    readings: distinct.map((form) => own[forms.indexOf(form)] ?? { timezone }),
    readingOfSource: forms.map((form) => distinct.indexOf(form)),
  };
}

/** What is worked out from the address, and so needs `mail_domain` to be joined. */
export function isDerived(field: string): boolean {
  return field.startsWith('email.');
}

/** Column of a field in `lead_row` and `lead_value`. */
export function fieldColumn({ names }: LeadFields, field: string): Sql {
  return identifier(`f${names.indexOf(field)}`);
}

/** Column of `lead_value` with the reading of a field, where readings differ. */
export function readingColumn({ names }: LeadFields, field: string): Sql {
  return identifier(`reading${names.indexOf(field)}`);
}

/**
 * The readings of a field of `lead_value`. Where the dialects of the sources differ, a value is read as its source
 * writes it, so that 1.234 of one may be larger than 999 of another.
 */
export function leadFieldSql(fields: LeadFields, field: string): FieldSql {
  const { readings } = fields;
  const [first = { timezone: 'UTC' }] = readings;
  if (field === 'email.kind') return readingsOf(mailKindSql(raw('lead_value.email')), first);
  if (field === 'email.domain') return readingsOf(raw('mail_domain.display'), first);
  const text = sql`lead_value.${fieldColumn(fields, field)}`;
  const plain = readingsOf(text, first);
  if (readings.length < 2) return plain;
  const written = readings.map((reading) => readingsOf(text, reading));
  const bySource = (readAs: 'number' | 'instant') =>
    sql`CASE lead_value.${readingColumn(fields, field)} ${join(
      written.map((one, index) => sql`WHEN ${raw(String(index))} THEN ${one[readAs]}`),
      ' ',
    )} END`;
  return {
    text,
    folded: plain.folded,
    boolean: plain.boolean,
    get number() {
      return bySource('number');
    },
    get instant() {
      return bySource('instant');
    },
  };
}
