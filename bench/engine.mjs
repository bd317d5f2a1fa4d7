import { DuckDBInstance } from '@duckdb/node-api';

/** @typedef {import('@duckdb/node-api').DuckDBConnection} Connection */

/**
 * Does work with an engine that knows the dice of the generators: `draw(row, salt, n)` is a whole number below n,
 * `unit(row, salt)` a number in [0, 1), `pick(list, row, salt)` an entry of a list. All are functions of the row's
 * number, so two runs write the same bytes.
 *
 * @param {string} spillFolder where the engine puts what does not fit into 4 GB
 * @param {(connection: Connection) => Promise<void>} work
 */
export async function withEngine(spillFolder, work) {
  const options = { memory_limit: '4GB', temp_directory: spillFolder };
  const instance = await DuckDBInstance.create(':memory:', options);
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run('CREATE MACRO draw(r, salt, n) AS (hash(r, salt) % n)::BIGINT');
    await connection.run('CREATE MACRO unit(r, salt) AS (hash(r, salt) >> 11)::DOUBLE / 9007199254740992.0');
    await connection.run('CREATE MACRO pick(list, r, salt) AS list[1 + draw(r, salt, len(list))]');
    await connection.run('CREATE MACRO iso(t) AS strftime(t, $$%Y-%m-%dT%H:%M:%SZ$$)');
    await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/**
 * A word, number, list or structure of the vocabulary as SQL text.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function list(value) {
  if (value === null || typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(list).join(', ')}]`;
  const fields = Object.entries(/** @type {object} */ (value)).map(
    ([name, part]) => `${quoted(name)}: ${list(part)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

export function quoted(/** @type {string} */ text) {
  return `'${text.replaceAll("'", "''")}'`;
}
