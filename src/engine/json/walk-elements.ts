import { ArrayFinder } from './array-finder.js';
import { JsonScanner } from './json-scanner.js';
import type { JsonPath } from './paths.js';
import type { Visit } from './walk.js';
import { wholeCharacters } from './whole-characters.js';

const longestText = 4096;

/** Visits the elements of the array at a path of a sound document, in order. */
export async function walkElements(
  chunks: AsyncIterable<Buffer>,
  path: JsonPath,
  hasOffsets: boolean,
  visit: Visit,
): Promise<void> {
  const ended: { readonly start: number; readonly end: number; readonly line: number }[] = [];
  const finder = new ArrayFinder([path], (start, end, line) => ended.push({ start, end, line }));
  const scanner = new JsonScanner(finder);
  let offset = 0;
  /** The beginning of a record that goes on in the next piece. */
  let earlier: Buffer = Buffer.alloc(0);
  for await (const bytes of wholeCharacters(chunks)) {
    scanner.scan(bytes);
    for (const { start, end, line } of ended.splice(0)) {
      const here = bytes.subarray(Math.max(0, start - offset), Math.max(0, end - offset));
      const whole = start < offset ? Buffer.concat([earlier, here]) : here;
      const text = () => whole.subarray(0, longestText).toString('utf8');
      if (visit(hasOffsets ? { line, text, offset: start } : { line, text }) === 'enough') return;
      earlier = Buffer.alloc(0);
    }
    const from = finder.recordStart - offset;
    const begun = from >= 0 ? bytes.subarray(from, from + longestText) : Buffer.concat([earlier, bytes]);
    earlier = Buffer.from(begun.subarray(0, longestText));
    offset += bytes.length;
  }
}
