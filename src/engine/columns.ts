/** Numbers of a result's column as the engine holds them, without a copy. Valid until the next chunk is used. */
import type { DuckDBDataChunk } from '@duckdb/node-api';

export function numbersOf<T extends Int32Array | Float64Array>(chunk: DuckDBDataChunk, column: number): T {
  const vector = chunk.getColumnVector(column) as unknown as { readonly items: T };
  return vector.items;
}
