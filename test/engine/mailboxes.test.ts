import { describe, expect, it } from 'vitest';
import { raw } from '../../src/sql/sql.js';
import { withLeads } from './mailbox-world.js';

describe('S6.7 the mailbox of a lead', () => {
  it('is the first of the leads with its address, however that is written', async () => {
    await withLeads(
      [
        ['a', 'anna@corp.example'],
        ['b', 'info@müller.example'],
        ['c', 'Anna@Corp.Example'],
        ['d', 'bob@corp.example'],
        ['e', 'INFO@xn--mller-kva.example'],
        ['f', 'ａnna@corp.example'],
      ],
      async ({ mailbox, keys }) => {
        expect(keys).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
        expect([...mailbox]).toEqual([0, 1, 0, 3, 1, 0]);
      },
    );
  });

  it('is its own without a usable address: two cells that say n/a are no mailbox', async () => {
    await withLeads(
      [
        ['a', 'n/a'],
        ['b', 'n/a'],
        ['c', ''],
        ['d', ''],
      ],
      async ({ mailbox, database }) => {
        expect([...mailbox]).toEqual([0, 1, 2, 3]);
        expect(await database.rows(raw('FROM mailbox_of_address'))).toEqual([]);
      },
    );
  });

  it('stands in the tables that ledger and suppressions are joined to', async () => {
    await withLeads(
      [
        ['a', 'anna@corp.example'],
        ['b', ''],
        ['c', 'ANNA@corp.example'],
      ],
      async ({ database }) => {
        expect(await database.rows(raw('FROM lead_mailbox ORDER BY ord'))).toEqual([
          [0, 0],
          [1, 1],
          [2, 0],
        ]);
        expect(await database.rows(raw('FROM mailbox_of_address'))).toEqual([['anna@corp.example', 0]]);
      },
    );
  });
});
