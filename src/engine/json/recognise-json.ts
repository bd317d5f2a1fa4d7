import { isObject } from './columns.js';

/** The form of JSON that a text is, by its beginning; undefined when it may as well be delimited text. */
export function recogniseJson(text: string): '.json' | '.jsonl' | undefined {
  const beginning = text.trimStart();
  if (/^\[\s*(?:\{|\])/.test(beginning)) return '.json';
  if (!beginning.startsWith('{')) return undefined;
  const [line = ''] = beginning.split('\n', 1);
  if (isRecord(line)) return '.jsonl';
  return /^\{\s*"(?:[^"\\]|\\.)*"\s*:/.test(beginning) ? '.json' : undefined;
}

function isRecord(line: string): boolean {
  try {
    return isObject(JSON.parse(line));
  } catch {
    return false;
  }
}
