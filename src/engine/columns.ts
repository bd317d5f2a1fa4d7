/** Numbers of a result's column as the engine holds them, without a copy. Valid until the next chunk is used. */
import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { Numbers } from './append.js';

export function numbersOf<T extends Numbers>(chunk: DuckDBDataChunk, column: number): T {
  const vector = chunk.getColumnVector(column) as unknown as { readonly items: T };
  return vector.items;
}
