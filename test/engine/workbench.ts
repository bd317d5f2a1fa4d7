import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/engine/database.js';
import { openSourceFile } from '../../src/engine/open-source-file.js';
import type { SourceFile } from '../../src/engine/source-file.js';
import type { Dialect } from '../../src/model/config.js';

/** An engine and a folder for the files of one test. */
export interface Workbench {
  readonly database: Database;
  readonly folder: string;
  /** Writes a file into the folder and returns its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  /** Opens a file of the folder as a source would; the code of the problem when it can not be. */
  readonly open: (
    name: string,
    dialect?: Dialect,
    mapped?: readonly string[],
  ) => Promise<SourceFile | string>;
  readonly close: () => void;
}

export async function openWorkbench(): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'nurture-engine-'));
  const database = await Database.open({
    memoryBytes: 2 ** 29,
    threads: 2,
    spillDirectory: join(folder, 'spill'),
  });
  return {
    database,
    folder,
    write: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    open: async (name, dialect = {}, mapped = []) => {
      const opened = await openSourceFile({ path: join(folder, name), name }, dialect, database, mapped);
      return 'file' in opened ? opened.file : opened.problem.code;
    },
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the engine makes of a file: the cells of its rows. */
export async function readThrough(
  database: Database,
  file: SourceFile,
): Promise<readonly (readonly (string | null)[])[]> {
  const rows = await database.rows(file.scan());
  return rows.filter(([bad]) => bad === false).map(([, ...cells]) => cells as (string | null)[]);
}
