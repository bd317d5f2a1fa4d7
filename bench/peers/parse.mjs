#!/usr/bin/env node
/**
 * The two halves of reading a clean file: `parse FILE` is the engine's bare parse of every cell as text, `check FILE` the
 * pass over the bytes that proves the file regular before. What the check costs beside the parse is a target.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { RecordCheck } from '../../dist/engine/text/record-check.js';
import { readText } from '../../dist/engine/text/text-file.js';

const [what, file = ''] = process.argv.slice(2);
const columns = 5;

if (what === 'check') {
  const check = new RecordCheck({ delimiter: ',', quote: '"', columns });
  const text = /** @type {const} */ ({ path: file, compression: 'uncompressed', encoding: 'utf-8' });
  await readText(text, /** @type {any} */ (undefined), (bytes) => {
    check.push(bytes);
    return 'more';
  });
  check.end();
  if (!check.regular) throw new Error(`${file} is not regular.`);
} else {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const types = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  // The longest text of each cell, so that no column is skipped.
  const lengths = names.map((name) => `max(strlen(${name}))`).join(', ');
  await connection.run(
    `SELECT ${lengths} FROM read_csv($1, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${types}})`,
    [file],
  );
}
