import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import type { Path } from '../problem.js';

/** Start and end offset in the text. */
type Range = readonly [start: number, end: number];

/** Finds the range of a path: of the last key in it, or of the value. */
type RangeFinder = (path: Path, on: 'key' | 'value') => Range;

interface Child {
  readonly node: ParsedNode | null;
  /** Range of the key, for what stands in a mapping. */
  readonly keyRange?: Range;
}

/**
 * Where the paths of a document stand in its text. A path that leads nowhere (a missing key) stands where its
 * nearest existing parent stands.
 */
export function rangeFinder(contents: ParsedNode | null): RangeFinder {
  // Each mapping is indexed when first asked for: searching it again for each of 10,000 bad keys takes seconds.
  const indexes = new Map<YAMLMap.Parsed, ReadonlyMap<string, Child>>();

  function indexOf(map: YAMLMap.Parsed): ReadonlyMap<string, Child> {
    const index = indexes.get(map) ?? indexMap(map);
    indexes.set(map, index);
    return index;
  }

  function childOf(node: ParsedNode | null, step: string | number): Child | undefined {
    if (isMap(node)) return indexOf(node).get(String(step));
    const item = isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : { node: item };
  }

  return (path, on) => {
    let here: Child = { node: contents };
    for (const step of path) {
      const child = childOf(here.node, step);
      if (child === undefined) return here.keyRange ?? valueRange(here.node) ?? [0, 0];
      here = child;
    }
    const ofValue = valueRange(here.node);
    const isBlank = ofValue === undefined || ofValue[0] === ofValue[1];
    return (on === 'key' || isBlank ? here.keyRange : undefined) ?? ofValue ?? [0, 0];
  };
}

/** Whether there is a key, or an entry of a list, at the end of the path. */
export function leadsSomewhere(contents: ParsedNode | null, path: Path): boolean {
  let node = contents;
  for (const step of path) {
    const child = isMap(node)
      ? indexMap(node).get(String(step))
      : isSeq(node) && typeof step === 'number'
        ? { node: node.items[step] ?? null }
        : undefined;
    if (child === undefined) return false;
    node = child.node;
  }
  return true;
}

/** The pairs by key. Of a key that stands twice the last counts, as it does for the value. */
function indexMap(map: YAMLMap.Parsed): ReadonlyMap<string, Child> {
  return new Map(
    map.items.flatMap(({ key, value }): [string, Child][] =>
      isScalar(key) ? [[String(key.value), { node: value, keyRange: [key.range[0], key.range[1]] }]] : [],
    ),
  );
}

function valueRange(node: ParsedNode | null): Range | undefined {
  return node === null ? undefined : [node.range[0], node.range[1]];
}
