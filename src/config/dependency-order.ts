/** Names in an order in which each comes after what it depends on, or the circles that make that impossible. */
export interface DependencyOrder {
  readonly order: readonly string[];
  /** Each begins and ends with the same name: `a`, `b`, `a`. No name is in two of them. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Orders names by what they depend on; where there is a choice, the order of the map stands. Dependencies on names that are
 * not in the map are left out. Within a circle the order means nothing.
 *
 * The search goes along one dependency at a time and keeps the way it came, without recursion: a config may hold a chain of
 * thousands. A name that is met again on the way closes a circle.
 */
export function orderByDependency(dependencies: ReadonlyMap<string, readonly string[]>): DependencyOrder {
  const order: string[] = [];
  const done = new Set<string>();
  const way = new Way();
  const cycles: string[][] = [];
  for (const start of dependencies.keys()) {
    if (!done.has(start)) way.enter(start, dependencies.get(start) ?? []);
    for (let here = way.last; here !== undefined; here = way.last) {
      const next = here.dependencies[here.followed++];
      if (next === undefined) {
        way.leave();
        order.push(here.name);
        done.add(here.name);
      } else if (way.has(next)) {
        const cycle = way.closeAt(next);
        if (cycle !== undefined) cycles.push(cycle);
      } else if (!done.has(next) && dependencies.has(next)) {
        way.enter(next, dependencies.get(next) ?? []);
      }
    }
  }
  return { order, cycles };
}

interface WayPoint {
  readonly name: string;
  readonly dependencies: readonly string[];
  followed: number;
}

/** How the search came to where it is. */
class Way {
  readonly #points: WayPoint[] = [];
  readonly #places = new Map<string, number>();
  /** The last place that lies on a circle which has been told. */
  #told = -1;

  get last(): WayPoint | undefined {
    return this.#points.at(-1);
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  enter(name: string, dependencies: readonly string[]): void {
    this.#places.set(name, this.#points.push({ name, dependencies, followed: 0 }) - 1);
  }

  leave(): void {
    const left = this.#points.pop();
    if (left !== undefined) this.#places.delete(left.name);
    this.#told = Math.min(this.#told, this.#points.length - 1);
  }

  /** The circle from this name on, unless it touches one that has been told. */
  closeAt(name: string): string[] | undefined {
    const place = this.#places.get(name) ?? 0;
    if (place <= this.#told) return undefined;
    this.#told = this.#points.length - 1;
    return [...this.#points.slice(place).map((point) => point.name), name];
  }
}
