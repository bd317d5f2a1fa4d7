import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByDependency } from '../../src/config/dependency-order.js';

const runs = { numRuns: 300 };

type Graph = ReadonlyMap<string, readonly string[]>;

const nodes = 12;
const edges = fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 30 });
/** Names do not follow the order, so that nothing comes out right by accident. */
const names = fc.shuffledSubarray(
  Array.from({ length: nodes }, (_, n) => `s${n}`),
  { minLength: nodes },
);

function graphOf(order: readonly string[], pairs: readonly (readonly [number, number])[]): Graph {
  const nameOf = (n: number) => `s${n}`;
  return new Map(
    order.map((name) => [name, pairs.filter(([a]) => nameOf(a) === name).map(([, b]) => nameOf(b))]),
  );
}

describe('an order by dependency', () => {
  it('has every name of a graph without circles once, after all it depends on', () => {
    fc.assert(
      fc.property(names, edges, (order, pairs) => {
        const graph = graphOf(
          order,
          pairs.filter(([a, b]) => a > b),
        );
        const found = orderByDependency(graph);
        expect(found.cycles).toEqual([]);
        expect(found.order.toSorted()).toEqual([...graph.keys()].toSorted());
        for (const [name, dependencies] of graph) {
          for (const other of dependencies) {
            expect(found.order.indexOf(other)).toBeLessThan(found.order.indexOf(name));
          }
        }
      }),
      runs,
    );
  });

  it('keeps the order of the map where nothing is in the way', () => {
    fc.assert(
      fc.property(names, (order) => {
        expect(orderByDependency(graphOf(order, [])).order).toEqual(order);
      }),
      runs,
    );
  });

  it('finds a circle exactly where there is one, and every path it tells is true', () => {
    fc.assert(
      fc.property(names, edges, (order, pairs) => {
        const graph = graphOf(order, pairs);
        const { cycles } = orderByDependency(graph);
        expect(cycles.length > 0).toBe([...graph.keys()].some((name) => reaches(graph, name, name)));
        for (const cycle of cycles) {
          expect(cycle.length).toBeGreaterThan(1);
          expect(cycle.at(-1)).toBe(cycle[0]);
          for (const [index, name] of cycle.slice(0, -1).entries()) {
            expect(graph.get(name)).toContain(cycle[index + 1]);
          }
        }
        const told = cycles.flatMap((cycle) => cycle.slice(1));
        expect(new Set(told).size).toBe(told.length);
      }),
      runs,
    );
  });

  it('leaves out names that are not there', () => {
    expect(orderByDependency(new Map([['a', ['gone']]]))).toEqual({ order: ['a'], cycles: [] });
  });

  it('goes along a chain of any length', () => {
    const chain = new Map(Array.from({ length: 50_000 }, (_, n) => [`s${n}`, [`s${n + 1}`]]));
    expect(orderByDependency(chain).order[0]).toBe('s49999');
  });
});

/** Whether one name depends on another, over one or more steps; the naive way. */
function reaches(graph: Graph, from: string, to: string): boolean {
  const seen = new Set<string>();
  let open = [...(graph.get(from) ?? [])];
  while (open.length > 0) {
    if (open.includes(to)) return true;
    open.forEach((name) => {
      seen.add(name);
    });
    open = open.flatMap((name) => graph.get(name) ?? []).filter((name) => !seen.has(name));
  }
  return false;
}
