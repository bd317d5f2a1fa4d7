import { isBlank } from './survey-lines.js';
import type { PlacedRecord, Visit } from './walk.js';

const lineFeed = 10;
const longestText = 4096;

/** Visits the lines that are not blank, in order. */
export async function walkLines(
  chunks: AsyncIterable<Buffer>,
  hasOffsets: boolean,
  visit: Visit,
): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let offset = 0;
  const take = (bytes: Buffer): 'enough' | undefined => {
    line++;
    const start = offset;
    offset += bytes.length + 1;
    if (isBlank(bytes, 0, bytes.length)) return undefined;
    const text = () => bytes.subarray(0, longestText).toString('utf8').replace(/\r$/, '');
    const place: PlacedRecord = { line, text };
    return visit(hasOffsets ? { ...place, offset: start } : place);
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(lineFeed, rest.length); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      if (take(bytes.subarray(start, end)) === 'enough') return;
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) take(rest);
}
