import type { MappedFile } from './source.js';

/** How many rows of each file could not be used, and why (S2.1). */
export class Quarantine {
  readonly #files = new Map<number, Map<string, number>>();
  readonly #broken = new Map<number, number>();

  /** Begins with the damaged records, which are known when a file has been looked at. */
  constructor(files: readonly MappedFile[]) {
    for (const { index, file } of files) {
      this.#files.set(index, new Map(file.broken));
      this.#broken.set(index, sumOf(file.broken));
    }
  }

  add(file: number, reason: string, rows: number): void {
    const reasons = this.#files.get(file) ?? new Map<string, number>();
    reasons.set(reason, (reasons.get(reason) ?? 0) + rows);
    this.#files.set(file, reasons);
  }

  /** Quarantined rows of these files. */
  rowsOf(files: readonly MappedFile[]): number {
    return files.reduce((sum, { index }) => sum + sumOf(this.#files.get(index) ?? new Map()), 0);
  }

  /** Those among them that the engine never saw. */
  brokenRowsOf(files: readonly MappedFile[]): number {
    return files.reduce((sum, { index }) => sum + (this.#broken.get(index) ?? 0), 0);
  }

  /** Quarantined rows of these files by reason, most frequent first, then by name. */
  reasonsOf(files: readonly MappedFile[]): readonly (readonly [reason: string, rows: number])[] {
    const sums = new Map<string, number>();
    for (const { index } of files) {
      for (const [reason, rows] of this.#files.get(index) ?? [])
        sums.set(reason, (sums.get(reason) ?? 0) + rows);
    }
    return [...sums].sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1));
  }
}

function sumOf(reasons: ReadonlyMap<string, number>): number {
  return [...reasons.values()].reduce((sum, rows) => sum + rows, 0);
}
