import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { Database } from '../../src/engine/database.js';

/** An engine without files, for the tests of one file or group. It removes its folder when it closes. */
export function useEngine(): () => Database {
  let database: Database | undefined;
  beforeAll(async () => {
    const spillDirectory = mkdtempSync(join(tmpdir(), 'nurture-engine-'));
    database = await Database.open({ memoryBytes: 2 ** 29, threads: 2, spillDirectory });
  });
  afterAll(() => database?.close());
  return () => {
    if (database === undefined) throw new Error('The engine is open while tests run.');
    return database;
  };
}
