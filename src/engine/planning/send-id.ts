import { join, raw, type Sql, sql } from '../../sql/sql.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** 20 bits are five hexadecimal digits, and four characters of 32. */
const groups = 5;

/** The identity of a send (S6.10): the first 100 bits of SHA-256 of its parts, five to a character. */
export function sendId(parts: readonly Sql[]): Sql {
  const written = join(
    parts.map((part) => sql`(${part})::VARCHAR`),
    ', ',
  );
  const hash = sql`sha256(concat_ws(chr(31), ${written}))`;
  const characters = Array.from({ length: groups }, (_, group) => {
    const bits = raw(`('0x' || substr(digits, ${1 + group * 5}, 5))::INTEGER`);
    return [15, 10, 5, 0].map(
      (shift) => sql`substr('${raw(alphabet)}', 1 + ((${bits} >> ${raw(String(shift))}) & 31), 1)`,
    );
  }).flat();
  // The hash is named once, so that it is worked out once.
  return sql`list_transform([${hash}], lambda digits: concat(${join(characters, ', ')}))[1]`;
}
