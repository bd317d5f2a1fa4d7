import type { Dialect } from '../../model/config.js';
import { literal, raw, type Sql, sql } from '../../sql/sql.js';
import { unpackedBytes } from '../compression.js';
import type { Database } from '../database.js';
import { fileProblem } from '../file-problem.js';
import type { InspectedFile, Opened } from '../source-file.js';
import type { FoundArray } from './array-finder.js';
import { type JsonText, openJsonText } from './json-text.js';
import { openRecords } from './open-records.js';
import { pointerOf } from './paths.js';
import { scanDocument } from './scan-document.js';
import { longestLine } from './survey-lines.js';
import { walkElements } from './walk-elements.js';

/** The engine holds a document whose records are inside of it as a whole. */
const largestDocument = 256 * 1_048_576;

/**
 * A JSON document that is an array of records, or has one at the declared path. All of it is checked here: an error in its
 * middle would end the run later, and one behind the last record would not be noticed.
 */
export async function openJsonDocument(
  file: InspectedFile,
  dialect: Dialect,
  mapped: readonly string[],
  database: Database,
): Promise<Opened> {
  const text = await openJsonText(file, dialect.encoding, database);
  if ('problem' in text) return text;
  const bytes = () => unpackedBytes(text.path, text.compression, database);
  const scan = await scanDocument(bytes(), dialect.records);
  if (scan.kind === 'fault') {
    return fileProblem(file, { kind: 'broken-json', fault: scan.fault, beginning: text.beginning });
  }
  if (scan.kind === 'elsewhere') {
    return fileProblem(file, { kind: 'not-json-records', declared: dialect.records, offered: scan.offered });
  }
  const { found } = scan;
  const tooLarge = limitOf(found, scan.bytes);
  if (tooLarge !== undefined) return fileProblem(file, { kind: 'unreadable', reason: tooLarge });
  return openRecords(
    { ...file, format: 'json', readsFrom: text.path },
    {
      records: found.path.length === 0 ? elements(text, found) : elementsAt(text, found, scan.bytes),
      // The text of an envelope hides its brackets from the scan.
      mayBeDeep: found.mayBeDeep || dialect.envelope !== undefined,
      count: found.records,
    },
    (visit) => walkElements(bytes(), found.path, text.hasOffsets, visit),
    dialect,
    mapped,
    database,
  );
}

function limitOf({ path, longest }: FoundArray, bytes: number): string | undefined {
  if (longest > longestLine) return `a record is longer than ${longestLine / 1_048_576} MiB`;
  if (path.length > 0 && bytes > largestDocument) {
    const filter = `.${path.map((key) => `[${JSON.stringify(key)}]`).join('')}[]`;
    return `records inside of a document are read up to ${largestDocument / 1_048_576} MiB. Take them out: jq -c '${filter}' FILE > FILE.jsonl`;
  }
  return undefined;
}

function elements({ path, compression }: JsonText, { longest }: FoundArray): Sql {
  return sql`SELECT json::VARCHAR AS record FROM read_json_objects(${path}, format = 'array', compression = ${compression},
    maximum_object_size = ${raw(String(Math.max(longestLine, longest + 1)))})`;
}

function elementsAt({ path, compression }: JsonText, found: FoundArray, bytes: number): Sql {
  const array = sql`json_extract(json, ${literal(pointerOf(found.path))})`;
  return sql`SELECT unnest(json_extract(${array}, '$[*]'))::VARCHAR AS record
    FROM read_json_objects(${path}, format = 'unstructured', compression = ${compression},
      maximum_object_size = ${raw(String(Math.max(longestLine, bytes + 1)))})`;
}
