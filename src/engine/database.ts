import { mkdirSync, rmSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import { join, literal, raw, type Sql } from '../sql/sql.js';

export interface DatabaseOptions {
  /** Upper limit of the engine's memory, in bytes; it spills to `spillDirectory` beyond. */
  readonly memoryBytes: number;
  readonly threads: number;
  readonly spillDirectory: string;
}

export type Row = readonly (string | number | boolean | bigint | null)[];

/**
 * The embedded engine, in memory, cut off from the network and, once `seal` was called, from every file that was
 * not named. Instants are UTC; nothing reads a clock.
 */
export class Database {
  readonly #instance: DuckDBInstance;
  #connection: DuckDBConnection;
  readonly #spillDirectory: string;
  #names = 0;
  /** The last chunk that was asked for by a stream. */
  #onItsWay: Promise<unknown> = Promise.resolve();
  /** What is open to the engine since `seal`; undefined before. */
  #open: { readonly files: ReadonlySet<string>; readonly directories: readonly string[] } | undefined;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, spillDirectory: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#spillDirectory = spillDirectory;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads),
      memory_limit: `${Math.floor(options.memoryBytes / 1_048_576)}MiB`,
      temp_directory: options.spillDirectory,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      // A file that was written anew under its name would be read from old blocks.
      enable_external_file_cache: 'false',
      // What a sort or a join has used goes back at once: it is the fold's turn then, in the same memory.
      allocator_background_threads: 'true',
      allocator_flush_threshold: '1MB',
      allocator_bulk_deallocation_flush_threshold: '1MB',
    });
    const database = new Database(instance, await instance.connect(), options.spillDirectory);
    await database.run(raw("SET GLOBAL TimeZone = 'UTC'"));
    // The size of a text file is a poor guess of its rows: left alone, the engine builds hash tables on the
    // millions of events instead of the leads. Joins here are written with the small side on the right.
    await database.run(raw("SET disabled_optimizers = 'build_side_probe_side'"));
    return database;
  }

  /**
   * Allows these files and directories and closes every other way out, for good. What is sealed can not be opened again: files that were not
   * allowed the first time are a mistake of the program.
   */
  async seal(files: readonly string[], directories: readonly string[]): Promise<void> {
    if (this.#open !== undefined) {
      const { files: known, directories: places } = this.#open;
      const closed = [...files, ...directories].filter(
        (path) => !known.has(path) && !places.some((place) => path.startsWith(`${place}/`)),
      );
      if (closed.length > 0)
        throw new Error(`The engine is sealed, and ${closed.join(', ')} is not open to it.`);
      return;
    }
    this.#open = { files: new Set(files), directories };
    const list = (paths: readonly string[]) => raw(`[${paths.map((path) => literal(path).text).join(', ')}]`);
    await this.run(join([raw('SET allowed_paths ='), list(files)], ' '));
    await this.run(
      join([raw('SET allowed_directories ='), list([...directories, this.#spillDirectory])], ' '),
    );
    await this.run(raw('SET enable_external_access = false'));
    await this.run(raw('SET lock_configuration = true'));
  }

  /** Drops every temporary table and view at once, so that another run can begin; settings and the seal stay. */
  async renew(): Promise<void> {
    this.#connection.closeSync();
    this.#connection = await this.#instance.connect();
  }

  async run(statement: Sql): Promise<void> {
    await this.#settled();
    await this.#connection.run(statement.text, [...statement.parameters]);
  }

  /** All rows of a small result, values as JavaScript has them. */
  async rows(query: Sql): Promise<readonly Row[]> {
    await this.#settled();
    const result = await this.#connection.run(query.text, [...query.parameters]);
    return (await result.getRowsJS()) as Row[];
  }

  /**
   * The chunks of a large result, in order. The next one is fetched while the caller works on this one. Whoever stops early, or is stopped, leaves
   * a fetch on its way: the next query waits for it, as it would come back without rows.
   */
  async *stream(query: Sql): AsyncGenerator<DuckDBDataChunk> {
    await this.#settled();
    const result = await this.#connection.stream(query.text, [...query.parameters]);
    const fetchNext = () => {
      const next = result.fetchChunk();
      this.#onItsWay = next.catch(() => undefined);
      return next;
    };
    let next = fetchNext();
    for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
      next = fetchNext();
      yield chunk;
    }
  }

  /** A stream that is being left may ask for one chunk more. */
  async #settled(): Promise<void> {
    for (let last: unknown; last !== this.#onItsWay; ) {
      last = this.#onItsWay;
      await last;
    }
  }

  /** A name no table of this database has. */
  freshName(prefix: string): string {
    this.#names++;
    return `${prefix}_${this.#names}`;
  }

  /** Path of a new file that goes with the engine; only the engine's owner may read its directory. */
  scratchFile(extension: string): string {
    mkdirSync(this.#spillDirectory, { recursive: true, mode: 0o700 });
    return joinPath(this.#spillDirectory, `${this.freshName('scratch')}.${extension}`);
  }

  async appender(table: string) {
    await this.#settled();
    return this.#connection.createAppender(table);
  }

  /** Share of the running statement that is done, 0 to 1, or undefined while it can't be told. */
  get progress(): number | undefined {
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? undefined : percentage / 100;
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.#spillDirectory, { recursive: true, force: true });
  }
}
