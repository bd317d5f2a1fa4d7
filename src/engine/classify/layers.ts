import { identifier, join, type Sql, sql } from '../../sql/sql.js';

/** Layers that are evaluated in one statement; the engine's binder gets slow when it must look through many more. */
const layersPerTable = 24;

/**
 * Columns that read each other, in layers. What a column reads must be asked for while it is being written, because that
 * is how its layer is found. Each stands in the first layer after all that it reads, is written once, and is
 * evaluated once for each lead, however many others read it. Only what is asked for is ever written.
 *
 * Example: `segment a` reads `persona`, which reads a field. The field is in layer 0, which sees the tables themselves, the
 * persona in layer 1 and the segment in layer 2, next to everything else that reads personas and no segments.
 */
export class Layers {
  readonly #columns = new Map<
    string,
    { readonly place: number; readonly layer: number; readonly text: Sql }
  >();
  /** The deepest layer that what is being written has read so far. */
  #deepest = -1;

  /** The column called `name`; `write` says what it is when it is asked for first, and asks for those it reads. */
  column(name: string, write: () => Sql): Sql {
    const known = this.#columns.get(name) ?? this.#add(name, write);
    this.#deepest = Math.max(this.#deepest, known.layer);
    return placed(known.place);
  }

  /** The query that selects `outputs`, and the tables that must be made for it before, called `table_0`, `table_1`, ... */
  statements(
    table: string,
    from: Sql,
    outputs: readonly { readonly name: string; readonly text: Sql }[],
  ): { readonly tables: readonly { readonly table: string; readonly query: Sql }[]; readonly query: Sql } {
    const layers: Sql[][] = [];
    for (const { place, layer, text } of this.#columns.values()) {
      layers[layer] ??= [];
      layers[layer].push(sql`${text} AS ${placed(place)}`);
    }
    const tables: { readonly table: string; readonly query: Sql }[] = [];
    let source = from;
    for (const [index, columns] of layers.entries()) {
      const earlier = index === 0 ? sql`lead.ord` : sql`*`;
      const query = sql`SELECT ${join([earlier, ...columns], ', ')} FROM ${source}`;
      if (index % layersPerTable === layersPerTable - 1) {
        const name = `${table}_${tables.length}`;
        tables.push({ table: name, query });
        source = identifier(name);
      } else source = sql`(${query}) AS ${identifier(`layer${index}`)}`;
    }
    if (layers.length === 0) source = sql`(SELECT lead.ord FROM ${from})`;
    const selected = outputs.map(({ name, text }) => sql`${text} AS ${identifier(name)}`);
    return { tables, query: sql`SELECT ${join([sql`ord`, ...selected], ', ')} FROM ${source}` };
  }

  #add(name: string, write: () => Sql) {
    const outer = this.#deepest;
    this.#deepest = -1;
    const text = write();
    const added = { place: this.#columns.size, layer: this.#deepest + 1, text };
    this.#columns.set(name, added);
    this.#deepest = outer;
    return added;
  }
}

function placed(place: number): Sql {
  return identifier(`c${place}`);
}
