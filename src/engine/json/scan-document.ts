import { isUtf8 } from 'node:buffer';
import { sequenceLength } from '../text/utf8.js';
import { ArrayFinder, type FoundArray } from './array-finder.js';
import { type Fault, JsonScanner } from './json-scanner.js';
import { type JsonPath, pathsOfHeader } from './paths.js';
import { wholeCharacters } from './whole-characters.js';

/** What a pass over the bytes of a JSON document shows. */
export type DocumentScan =
  | { readonly kind: 'records'; readonly found: FoundArray; readonly bytes: number }
  /** A sound document without an array where one is looked for. `offered` are the arrays of objects it has. */
  | { readonly kind: 'elsewhere'; readonly offered: readonly JsonPath[] }
  | { readonly kind: 'fault'; readonly fault: Fault };

/**
 * Reads a document from its first to its last byte and keeps none of it, so that what is broken at its end is known before a
 * record is used. `records` is the declared path of the array of records.
 */
export async function scanDocument(
  chunks: AsyncIterable<Buffer>,
  records: string | undefined,
): Promise<DocumentScan> {
  const finder = new ArrayFinder(records === undefined ? [[]] : pathsOfHeader(records));
  const scanner = new JsonScanner(finder);
  let bytes = 0;
  for await (const piece of wholeCharacters(chunks)) {
    bytes += piece.length;
    const fault = scanText(scanner, piece);
    if (fault !== undefined) return { kind: 'fault', fault };
  }
  const fault = scanner.end();
  if (fault !== undefined) return { kind: 'fault', fault };
  const { found } = finder;
  if (found !== undefined) return { kind: 'records', found, bytes };
  return { kind: 'elsewhere', offered: [...finder.offered.values()] };
}

function scanText(scanner: JsonScanner, bytes: Buffer): Fault | undefined {
  if (isUtf8(bytes)) return scanner.scan(bytes);
  let sound = 0;
  for (let length = 1; length > 0; sound += length) length = sequenceLength(bytes, sound, bytes.length);
  return scanner.scan(bytes.subarray(0, sound)) ?? scanner.fault('bytes that are not UTF-8');
}
