/** Where a value stands in a record: keys of objects and positions in arrays, from the outside in. */
export type JsonPath = readonly string[];

/**
 * The paths that a header may mean, likeliest first: a key of exactly this name, then `a.b`, `items[0].sku`, `tags.0`. A header
 * that begins with `/` is a JSON pointer (RFC 6901) and means one path alone, for keys that hold dots themselves.
 */
export function pathsOfHeader(header: string): readonly JsonPath[] {
  if (header.startsWith('/')) return [header.slice(1).split('/').map(unescapeKey), [header]];
  const dotted = header
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/^\./, '')
    .split('.');
  return dotted.length === 1 && dotted[0] === header ? [[header]] : [[header], dotted];
}

/** The JSON pointer of a path. The engine's other notation knows no empty and no odd keys. */
export function pointerOf(path: JsonPath): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
