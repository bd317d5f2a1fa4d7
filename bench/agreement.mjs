import { DuckDBInstance } from '@duckdb/node-api';

/** Scores that differ by more than this are different scores. */
export const tolerance = 1e-6;

/**
 * @typedef {object} Agreement
 * @property {number} leads in both files
 * @property {number} missing leads that only one of the files has
 * @property {number} differing leads whose scores differ by more than the tolerance
 * @property {number} largest difference of two scores
 * @property {boolean} ranked whether the file is ordered by score, the highest first
 */

/**
 * Compares the scores of every lead in two output files.
 *
 * @param {string} reference
 * @param {string} other
 * @returns {Promise<Agreement>}
 */
export async function compareScores(reference, other) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      `WITH reference AS (${scores('$reference')}), other AS (${scores('$other')}),
       ranking AS (SELECT score > lag(score) OVER (ORDER BY place) AS rises FROM other)
       SELECT
         count(*) FILTER (WHERE r.lead_id IS NOT NULL AND o.lead_id IS NOT NULL)::INTEGER,
         count(*) FILTER (WHERE r.lead_id IS NULL OR o.lead_id IS NULL)::INTEGER,
         count(*) FILTER (WHERE abs(r.score - o.score) > ${tolerance})::INTEGER,
         coalesce(max(abs(r.score - o.score)), 0),
         (SELECT NOT coalesce(bool_or(rises), false) FROM ranking)
       FROM reference AS r FULL JOIN other AS o USING (lead_id)`,
      { reference, other },
    );
    const [leads, missing, differing, largest, ranked] = /** @type {any[]} */ (reader.getRows()[0]);
    return { leads, missing, differing, largest, ranked };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows of an output file with their place in it. */
function scores(/** @type {string} */ parameter) {
  return `SELECT lead_id, score::DOUBLE AS score, row_number() OVER () AS place
    FROM read_csv(${parameter}, header = true, delim = ',', quote = '"', all_varchar = true)`;
}
