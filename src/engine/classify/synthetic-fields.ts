import { type FieldSql, readingsOf } from '../../sql/conditions.js';
import { raw, type Sql, sql } from '../../sql/sql.js';

/*
 * Readings of facts that the tool itself has worked out. They are numbers, instants and truth values by nature and are only
 * turned into text where a condition asks for text.
 */

const noNumber = raw('CAST(NULL AS DOUBLE)');
const noInstant = raw('CAST(NULL AS BIGINT)');
const noBoolean = raw('CAST(NULL AS BOOLEAN)');

/** A DOUBLE; NULL where it is missing. */
export function numberField(number: Sql): FieldSql {
  return { ...asText(number), number, instant: noInstant, boolean: noBoolean };
}

/** A BIGINT of UTC milliseconds; NULL where it is missing. */
export function instantField(instant: Sql): FieldSql {
  return { ...asText(instant), number: noNumber, instant, boolean: noBoolean };
}

/** A BOOLEAN that is never NULL. */
export function booleanField(boolean: Sql): FieldSql {
  return { ...asText(boolean), number: noNumber, instant: noInstant, boolean };
}

/** A set of which is only asked whether it has a member. */
export function existenceField(hasMember: Sql): FieldSql {
  return booleanField(sql`nullif(${hasMember}, FALSE)`);
}

/** A VARCHAR of the tool's own words; `folded` is what comparisons of texts compare. */
export function wordField(text: Sql, folded: () => Sql, timezone: string): FieldSql {
  const { number, instant, boolean } = readingsOf(text, { timezone });
  return {
    text,
    get folded() {
      return folded();
    },
    number,
    instant,
    boolean,
  };
}

function asText(value: Sql): Pick<FieldSql, 'text' | 'folded'> {
  const text = sql`CAST(${value} AS VARCHAR)`;
  return { text, folded: text };
}
