import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withdrawFromLists } from '../../src/cli/withdraw-from-lists.js';
import { Database } from '../../src/engine/database.js';
import { raw } from '../../src/sql/sql.js';
import { temporaryFolder } from './temporary-folder.js';

const [stopped, kept] = ['aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb'];

async function withdraw(name: string, write: string | ((database: Database, path: string) => Promise<void>)) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sends'));
  const path = join(folder, name);
  const database = await Database.open({
    ...{ memoryBytes: 2 ** 28, threads: 1, spillDirectory: join(folder, 'spill') },
  });
  try {
    await database.run(raw(`CREATE TABLE stopped_send AS SELECT '${stopped}' AS send_id`));
    if (typeof write === 'string') writeFileSync(path, write);
    else await write(database, path);
    const removed = await withdrawFromLists(database, folder, [name], new Set([stopped]));
    const rest = name.endsWith('.parquet')
      ? JSON.stringify(await database.rows(raw(`FROM read_parquet('${path}')`)))
      : readFileSync(path, 'utf8');
    return { removed: removed.get(name) ?? 0, rest };
  } finally {
    database.close();
  }
}

describe('S7.2 sends are taken out of lists, and other rows stay as they are', () => {
  const lists: readonly (readonly [string, string, string])[] = [
    [
      'sends/a.csv',
      `\ufeffsend_id,text\r\n${stopped},"one ""a""\nline ${kept.slice(1)}"\r\n${kept},"Grüße,\n\n""b"""\r\n`,
      `\ufeffsend_id,text\r\n${kept},"Grüße,\n\n""b"""\r\n`,
    ],
    // Somebody who writes the id of another send into a field takes nobody away.
    [
      'sends/b.csv',
      `text,send_id,x\n${stopped},${kept},\n"${stopped}, ""q""",${kept},1\n"a,b",${stopped},""\n`,
      `text,send_id,x\n${stopped},${kept},\n"${stopped}, ""q""",${kept},1\n`,
    ],
    ['sends/a.tsv', `send_id\n${kept}\n${stopped}`, `send_id\n${kept}\n`],
    [
      'sends/a.jsonl',
      `{"send_id":"${stopped}"}\n{"send_id":"${kept}","x":[1.50]}\n`,
      `{"send_id":"${kept}","x":[1.50]}\n`,
    ],
    [
      'sends/a.json',
      `{\n  "run": "r",\n  "sends": [\n\t{"send_id":"${kept}","x":30.0},\n\t{"send_id":"${stopped}"}\n]\n}\n`,
      `{\n  "run": "r",\n  "sends": [\n\t{"send_id":"${kept}","x":30.0}\n]\n}\n`,
    ],
    [
      'sends/b.json',
      `{\n  "sends": [\n\t{"send_id":"${stopped}"},\n\t{"send_id":"${kept}"},\n\t{"send_id":"${kept}"}\n]\n}\n`,
      `{\n  "sends": [\n\t{"send_id":"${kept}"},\n\t{"send_id":"${kept}"}\n]\n}\n`,
    ],
    ['sends/c.json', `{\n  "sends": [\n\t{"send_id":"${stopped}"}\n]\n}\n`, `{\n  "sends": [\n]\n}\n`],
  ];

  it.each(lists)('%s', async (name, text, rest) => {
    expect(await withdraw(name, text)).toEqual({ removed: 1, rest });
    expect(await withdraw(name, rest)).toEqual({ removed: 0, rest });
  });

  it('sends/a.parquet', async () => {
    const write = (database: Database, path: string) =>
      database.run(
        raw(
          `COPY (SELECT unnest(['${stopped}', '${kept}']) AS send_id, 1 AS x) TO '${path}' (FORMAT parquet)`,
        ),
      );
    expect(await withdraw('sends/a.parquet', write)).toEqual({ removed: 1, rest: `[["${kept}",1]]` });
  });

  it('no list of another kind is left with them', async () => {
    await expect(withdraw('sends/a.xlsx', stopped)).rejects.toThrow('sends/a.xlsx');
  });
});
