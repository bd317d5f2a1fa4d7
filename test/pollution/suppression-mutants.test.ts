import { describe, expect, it } from 'vitest';
import { suppressionNames } from '../../src/engine/aliases.js';
import { loadLedger } from '../../src/engine/ledger.js';
import { mapSource } from '../../src/engine/source.js';
import { loadSuppressions } from '../../src/engine/suppressions.js';
import { UnusableInput } from '../../src/engine/unusable-input.js';
import { identifier, raw, sql } from '../../src/sql/sql.js';
import { asOf, type MailboxWorld, withLeads } from '../engine/mailbox-world.js';
import { mutants } from './mutate.js';
import { plainWriting, type Table, type Writing } from './tables.js';

const mutantsPerTable = process.env.LONG === undefined ? 25 : 3000;

const people = Array.from(
  { length: 16 },
  (_, index) => [`p${index}`, `person${index}@corp.example`] as const,
);
const listed = people.slice(0, 12).map(([, email]) => email);

/** Some are dated, some have a note that needs quotes. */
function listOf(writing: Writing): Table {
  const reasons = ['unsubscribed', 'hard bounce', 'spam complaint', ''];
  const rows = listed.map((email, row) => [
    email,
    reasons[row % reasons.length] ?? '',
    row % 3 === 0 ? '' : `2026-02-${10 + row}`,
    row % 4 === 1 && writing.quoting !== 'never' ? 'said: "never, ever"' : 'by mail',
  ]);
  return { header: ['email', 'reason', 'at', 'note'], rows, writing, traces: ([email = '']) => [email] };
}

/** Addresses that may be sent to after a list was read; undefined where the plan is refused. */
async function sendable(world: MailboxWorld, bytes: Buffer, keeps: boolean) {
  const { database, bench, keys } = world;
  const before = await tableNames(world);
  try {
    const { files, problems } = await mapSource(
      {
        inputs: [{ path: bench.write('stops.csv', bytes), name: 'stops.csv' }],
        ...{ columns: {}, names: suppressionNames(), timezone: 'UTC', allowsHashes: true, dialect: {} },
        typed: { instants: ['at'], numbers: [] },
      },
      1,
      database,
    );
    if (problems.length > 0) return undefined;
    const ledger = await loadLedger(database, [], { campaigns: [] }, { templates: [] });
    const entries = listed.map((who) => ({
      who,
      kind: 'list' as const,
      at: '2026-03-01T08:00:00Z',
      purpose: null,
    }));
    const kept = { files: [], entries: keeps ? entries : [] };
    const found = await loadSuppressions(database, files, ledger, { purposes: ['marketing'] }, asOf, kept);
    if (found.problems.length > 0) return undefined;
    const stopped = new Set([...found.stops.mailbox].map((ord) => keys[ord]));
    return people.flatMap(([key, email]) => (stopped.has(key) ? [] : [email]));
  } catch (error) {
    if (error instanceof UnusableInput) return undefined;
    throw error;
  } finally {
    for (const name of await tableNames(world)) {
      if (!before.includes(name)) await database.run(sql`DROP TABLE ${identifier(name)}`);
    }
  }
}

async function tableNames({ database }: MailboxWorld): Promise<readonly string[]> {
  const rows = await database.rows(raw('SELECT table_name FROM duckdb_tables()'));
  return rows.map(([name]) => String(name));
}

describe('S6.3 damage to a suppression list only ever shrinks the list of sends', () => {
  const tables = [
    ['quotes where they are needed', listOf(plainWriting)],
    ['no quotes', listOf({ ...plainWriting, delimiter: ';', quoting: 'never', lineEnd: '\n' })],
    ['quotes everywhere', listOf({ ...plainWriting, quoting: 'always' })],
  ] as const;

  it.each(tables)('with %s', { timeout: 200 * mutantsPerTable + 60_000 }, async (_, table) => {
    await withLeads(people, async (world) => {
      await world.database.run(raw('SET threads = 1'));
      const counts = { read: 0, refused: 0 };
      for (const [index, { bytes, description }] of [...mutants(63, mutantsPerTable, table)].entries()) {
        // As the first run reads it, and after a run that has seen the sound list.
        const keeps = index % 5 === 0;
        const sends = await sendable(world, bytes, keeps);
        counts[sends === undefined ? 'refused' : 'read']++;
        const text = bytes.toString();
        // Of a row that has left the file altogether nobody can know but the state.
        const known = listed.filter((email) => keeps || text.includes(email));
        expect(
          sends?.filter((email) => known.includes(email)) ?? [],
          `${index}: ${description}\n${text}`,
        ).toEqual([]);
      }
      expect(counts.read).toBeGreaterThan(0);
      expect(counts.refused).toBeGreaterThan(mutantsPerTable / 3);
    });
  });
});
