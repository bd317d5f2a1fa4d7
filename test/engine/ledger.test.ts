import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alreadySent, loadLedger } from '../../src/engine/ledger.js';
import { writeLedger } from '../../src/engine/ledger-write.js';
import { UnusableInput } from '../../src/engine/unusable-input.js';
import { stepChannels } from '../../src/model/campaign.js';
import { type LedgerRows, ledgerKinds } from '../../src/model/ledger.js';
import { reasons } from '../../src/model/reason.js';
import { raw, sql } from '../../src/sql/sql.js';
import { type LedgerCells, type MailboxWorld, withLeads } from './mailbox-world.js';

const steps = (...ids: readonly string[]) => ids.map((id) => ({ id }));

const config = {
  campaigns: [
    { id: 'welcome', steps: steps('hello', 'tips'), moved: {} },
    {
      id: 'nurture',
      steps: steps('one', 'two', 'three'),
      moved: {
        ...{ old: 'two', older: 'old', gone: null, 'long gone': 'gone' },
        ...{ a: 'b', b: 'a', lost: 'nowhere', three: 'one' },
      },
    },
  ],
};
const codes = { templates: ['tpl-a', 'tpl-b'] };

const people = [
  ['a', 'anna@corp.example'],
  ['b', 'bob@corp.example'],
  ['c', 'carla@müller.example'],
] as const;

/** The ledger with names for numbers, row by row. */
function shown({ keys }: MailboxWorld, rows: LedgerRows) {
  const number = (value: number) => (Number.isNaN(value) ? null : value);
  return Array.from({ length: rows.count }, (_, row) => ({
    mailbox: keys[rows.mailbox[row] ?? -1],
    lead: keys[rows.lead[row] ?? -1] ?? null,
    campaign: config.campaigns[rows.campaign[row] ?? -1]?.id ?? null,
    occurrence: rows.occurrence[row],
    kind: ledgerKinds[rows.kind[row] ?? -1],
    at: new Date(rows.at[row] ?? Number.NaN).toISOString(),
    step: rows.step[row],
    attempt: rows.attempt[row],
    reason: reasons[rows.reason[row] ?? -1] ?? null,
    channel: stepChannels[rows.channel[row] ?? -1] ?? null,
    send: number(rows.send[row] ?? Number.NaN),
    template: rows.template[row],
  }));
}

async function load(world: MailboxWorld, ...runs: readonly (readonly LedgerCells[])[]) {
  const files: string[] = [];
  for (const [index, rows] of runs.entries()) files.push(await world.commit(`run ${index}`, rows));
  return loadLedger(world.database, files, config, codes);
}

/** The rows of one run in a world, a few columns of each. */
async function loadShown(
  leads: readonly (readonly [string, string])[],
  rows: readonly LedgerCells[],
  columns: readonly (keyof ReturnType<typeof shown>[number])[],
) {
  return withLeads(leads, async (world) => {
    const found = shown(world, await load(world, rows));
    return found.map((row) => columns.map((column) => row[column]));
  });
}

const first = '2026-03-01T08:00:00Z';

function send(lead: string, cells: LedgerCells = {}): LedgerCells {
  return { lead_id: lead, campaign: 'welcome', at: first, step: 'hello', channel: 'email', ...cells };
}

describe('S5.2 the ledger', () => {
  it('says of what runs as of the same instant have ended that it ends now', async () => {
    const exit = { lead_id: 'anna', campaign: 'welcome', kind: 'exit', at: first, reason: 'goal_reached' };
    const asOf = Date.parse('2026-03-02T08:00:00Z');
    await withLeads([['anna', 'anna@corp.example']], async (world) => {
      const rowsOfRun = [exit, send('anna')];
      const files = [await world.commit('one', rowsOfRun), await world.commit('two', rowsOfRun)];
      const rows = await loadLedger(world.database, files, config, codes, { asOf, from: 1 });
      const found = shown(world, rows).map(({ kind, at }) => `${kind} ${at}`);
      const [then, now] = ['2026-03-01T08:00:00.000Z', '2026-03-02T08:00:00.000Z'];
      expect(found).toEqual([`exit ${then}`, `send ${then}`, `send ${then}`, `exit ${now}`]);
    });
  });

  it('is empty before the first run, and after runs that did nothing', async () => {
    await withLeads(people, async (world) => {
      expect((await loadLedger(world.database, [], config, codes)).count).toBe(0);
      const rows = await load(world, [], []);
      expect(rows.count).toBe(0);
      expect(rows.send).toHaveLength(0);
    });
  });

  it('has each row as numbers', async () => {
    await withLeads(people, async (world) => {
      const rows = await load(world, [
        {
          lead_id: 'b',
          email: 'bob@corp.example',
          campaign: 'nurture',
          kind: 'start',
          at: first,
          attempt: '',
        },
        send('b', {
          ...{ email: 'bob@corp.example', campaign: 'nurture', step: 'three', attempt: 2, occurrence: 4 },
          ...{ variant: 'x', template: 'tpl-b', send_id: 'abcdefgh', channel: 'sms' },
          ...{ at: '2026-03-01T10:30:00.123+01:00', reason: 'sent_planned' },
        }),
        {
          ...{ lead_id: 'b', campaign: 'nurture', kind: 'exit', at: '2026-03-02T00:00:00Z' },
          reason: 'goal_reached',
        },
      ]);
      const [[hash] = []] = await world.database.rows(raw("SELECT (hash('abcdefgh') >> 11)::DOUBLE"));
      const common = { mailbox: 'b', lead: 'b', campaign: 'nurture' };
      const none = { step: -1, reason: null, channel: null, send: null, template: -1 };
      expect(shown(world, rows)).toEqual([
        { ...common, ...none, kind: 'start', at: '2026-03-01T08:00:00.000Z', occurrence: 1, attempt: 0 },
        {
          ...{ ...common, kind: 'send', at: '2026-03-01T09:30:00.123Z', occurrence: 4, step: 2, attempt: 2 },
          ...{ reason: null, channel: 'sms', send: hash, template: 1 },
        },
        {
          ...{ ...common, ...none, kind: 'exit', at: '2026-03-02T00:00:00.000Z', occurrence: 1, attempt: 1 },
          reason: 'goal_reached',
        },
      ]);
    });
  });

  it('is ordered by mailbox, instant, run, campaign, step and attempt', async () => {
    await withLeads(people, async (world) => {
      const later = { at: '2026-03-05T08:00:00Z' };
      const rows = await load(
        world,
        [
          send('b', later),
          send('a', { campaign: 'nurture', step: 'two' }),
          send('a', { campaign: 'nurture', step: 'one', attempt: 2 }),
          send('a', { campaign: 'nurture', step: 'one' }),
          send('a', { step: 'tips' }),
        ],
        [send('a', { step: 'hello' }), send('b', { at: '2026-02-01T00:00:00Z' }), send('a', later)],
      );
      const told = shown(world, rows).map(
        ({ mailbox, campaign, step, attempt, at }) =>
          `${mailbox} ${at.slice(5, 10)} ${campaign} ${step} ${attempt}`,
      );
      expect(told).toEqual([
        'a 03-01 welcome 1 1',
        'a 03-01 nurture 0 1',
        'a 03-01 nurture 0 2',
        'a 03-01 nurture 1 1',
        'a 03-01 welcome 0 1',
        'a 03-05 welcome 0 1',
        'b 02-01 welcome 0 1',
        'b 03-05 welcome 0 1',
      ]);
    });
  });

  it('S5.7 finds where a lead stands by a step that is there, has moved, or is gone', async () => {
    const known: readonly (readonly [string, string, number])[] = [
      ['that is there', 'two', 1],
      ['that moved', 'old', 1],
      ['that moved twice', 'older', 1],
      ['whose leads leave', 'gone', -2],
      ['that moved to one whose leads leave', 'long gone', -2],
      ['that is gone', 'never heard of', -1],
      ['that moved to one that is gone', 'lost', -1],
      ['that moves in a circle', 'a', -1],
      ['that is there, whatever is said of its like', 'three', 2],
      ['of another campaign', 'hello', -1],
      ['called like something of JavaScript', '__proto__', -1],
    ];
    const rows = known.map(([, step], index) => send('a', { campaign: 'nurture', step, occurrence: index }));
    const places = await loadShown(people, rows, ['occurrence', 'step']);
    expect(places.sort(([a], [b]) => Number(a) - Number(b))).toEqual(
      known.map(([, , place], index) => [index, place]),
    );
  });

  it('S6.5 keeps of a campaign that is gone what was sent and whom it suppressed', async () => {
    const kinds = ['start', 'send', 'skip', 'exit', 'suppress'];
    const rows = kinds.map((kind) =>
      send('a', { campaign: 'retired', step: 'hello', kind, template: 'tpl-c' }),
    );
    expect(await loadShown(people, rows, ['kind', 'campaign', 'step', 'template'])).toEqual([
      ['suppress', null, -1, -1],
      ['send', null, -1, -1],
    ]);
  });

  it('loads without any campaign', async () => {
    await withLeads(people, async ({ commit, database }) => {
      const file = await commit('run', [send('a', { template: 'tpl-a' }), send('b', { kind: 'start' })]);
      const rows = await loadLedger(database, [file], { campaigns: [] }, { templates: [] });
      expect([rows.count, rows.campaign[0], rows.step[0], rows.template[0]]).toEqual([1, -1, -1, -1]);
    });
  });
});

describe('S6.7 whose a row of the ledger is', () => {
  const columns = ['mailbox', 'lead', 'kind'] as const;
  const shared = [
    ['a', 'anna@corp.example'],
    ['b', 'ANNA@corp.example'],
    ['c', 'carla@müller.example'],
  ] as const;

  it('that of the mailbox of its lead', async () => {
    const rows = [send('b', { email: 'ANNA@corp.example' }), send('a', { email: 'anna@corp.example' })];
    expect(await loadShown(shared, rows, columns)).toEqual([
      ['a', 'a', 'send'],
      ['a', 'b', 'send'],
    ]);
  });

  it('that of its address when the lead goes by another key now', async () => {
    const rows = [
      send('old key', { email: 'Anna@Corp.example' }),
      send('other old key', { email: 'CARLA@xn--mller-kva.example', kind: 'start' }),
    ];
    expect(await loadShown(shared, rows, columns)).toEqual([
      ['a', null, 'send'],
      ['c', null, 'start'],
    ]);
  });

  it('nobody’s when neither is there any more', async () => {
    const rows = [send('x', { email: 'x@corp.example' }), send('y', { email: 'n/a' }), send('z')];
    expect(await loadShown(shared, rows, columns)).toEqual([]);
  });

  it('also that of who has the address of a send now; a suppression is that of its address alone', async () => {
    const rows = ledgerKinds.map((kind) => send('c', { kind, email: 'anna@corp.example' }));
    expect(await loadShown(shared, rows, columns)).toEqual([
      ['a', null, 'send'],
      ['a', null, 'suppress'],
      ...['start', 'send', 'skip', 'exit'].map((kind) => ['c', 'c', kind]),
    ]);
  });

  it('that of the address of its lead for a suppression without one', async () => {
    const rows = [send('c', { kind: 'suppress' }), send('x', { kind: 'suppress' })];
    expect(await loadShown(shared, rows, columns)).toEqual([['c', null, 'suppress']]);
  });

  it('once when the address is written in another way, or is nobody’s', async () => {
    const rows = [
      send('c', { email: 'Carla@Xn--Mller-Kva.example' }),
      send('c', { email: 'carla@former.example', step: 'tips' }),
      send('a', { email: '' }),
    ];
    expect(await loadShown(shared, rows, columns)).toEqual([
      ['a', 'a', 'send'],
      ['c', 'c', 'send'],
      ['c', 'c', 'send'],
    ]);
  });
});

describe('S1.2 neither order nor split changes the ledger', () => {
  const texts = fc.constantFrom('a', 'b', 'c', "x'; DROP TABLE lead; --", '键', '"quoted"', 'new\nline', 'é');
  const cells = fc.record({
    lead_id: texts,
    email: fc.constantFrom(
      'anna@corp.example',
      'BOB@corp.example',
      'carla@müller.example',
      "o'x@corp.example",
      '',
    ),
    campaign: fc.constantFrom('welcome', 'nurture', 'retired', "w'"),
    occurrence: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom(...ledgerKinds),
    at: fc.integer({ min: 0, max: 5 }).map((day) => new Date(Date.UTC(2026, 1, 1 + day)).toISOString()),
    step: fc.constantFrom('hello', 'tips', 'one', 'two', 'old', 'gone', ''),
    attempt: fc.integer({ min: 1, max: 2 }),
    template: fc.constantFrom('tpl-a', 'tpl-b', 'none', ''),
    channel: fc.constantFrom(...stepChannels, ''),
    reason: fc.constantFrom('goal_reached', 'expired', ''),
    send_id: fc.constantFrom('', 'aaaa', 'bbbb'),
  });
  // No run writes two rows about one thing, and moved steps are one step.
  const rows = fc.uniqueArray(cells, {
    maxLength: 25,
    selector: ({ lead_id, campaign, occurrence, kind, at, step, attempt }) =>
      [
        lead_id,
        campaign,
        occurrence,
        kind,
        at,
        step === 'old' ? 'two' : step === 'gone' ? '' : step,
        attempt,
      ].join(),
  });
  const strangers = [...people, ["x'; DROP TABLE lead; --", "o'x@corp.example"]] as const;

  it('as long as the runs come in their order', async () => {
    await withLeads(strangers, async (world) => {
      await fc.assert(
        fc.asyncProperty(rows, fc.infiniteStream(fc.nat()), fc.nat(25), async (drawn, chance, cut) => {
          const shuffled = drawn
            .map((row) => ({ row, by: chance.next().value }))
            .sort((a, b) => a.by - b.by)
            .map(({ row }) => row);
          const whole = await reload(world, [drawn]);
          expect(await reload(world, [shuffled])).toEqual(whole);
          const inTime = [...drawn].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
          // A day is not split, because of two rows of one instant the one of the earlier run comes first.
          const day = inTime[cut]?.at ?? '';
          const split = [inTime.filter(({ at }) => at < day), [], inTime.filter(({ at }) => at >= day)];
          expect(await reload(world, split)).toEqual(whole);
        }),
        { numRuns: 25 },
      );
    });
  });

  async function reload(world: MailboxWorld, runs: readonly (readonly LedgerCells[])[]) {
    await world.database.run(raw('DROP TABLE IF EXISTS ledger_by_address'));
    return shown(world, await load(world, ...runs));
  }
});

describe('writeLedger', () => {
  it('S1.2 writes the same bytes for the same rows in any order', async () => {
    await withLeads(people, async ({ commit }) => {
      const rows = Array.from({ length: 500 }, (_, row) =>
        send(`lead ${row % 97}`, { occurrence: row, email: `${row}@corp.example`, step: '' }),
      );
      const one = readFileSync(await commit('one', rows));
      const other = readFileSync(await commit('other', rows.toReversed()));
      expect(other.equals(one)).toBe(true);
    });
  });

  it('says how many rows it has written', async () => {
    await withLeads(people, async ({ commit, bench, database }) => {
      const from = await commit('run', [send('a'), send('b'), send('c')]);
      const rows = sql`FROM read_parquet(${from})`;
      expect(await writeLedger(database, bench.write('again.parquet', ''), rows)).toBe(3);
    });
  });

  it('keeps hostile texts as they are, and takes an empty one for a missing one', async () => {
    await withLeads(people, async ({ commit, database }) => {
      const text = `'"\\; -- 键 \u{1F600}\n\r\t`;
      const file = await commit('run', [send(text, { variant: text, template: '', send_id: text })]);
      const read = sql`SELECT lead_id, variant, template, send_id FROM read_parquet(${file})`;
      expect(await database.rows(read)).toEqual([[text, text, null, text]]);
    });
  });
});

describe('S6.10 alreadySent', () => {
  it('counts the planned ids that any run has', async () => {
    await withLeads(people, async ({ commit, database }) => {
      const files = [
        await commit('one', [send('a', { send_id: 'aaaa' }), send('b', { send_id: 'bbbb' })]),
        await commit('two', [send('a', { send_id: 'cccc', step: 'tips' }), send('x', { send_id: '' })]),
      ];
      const planned = (...ids: readonly string[]) =>
        sql`SELECT unnest([${ids[0] ?? null}, ${ids[1] ?? null}, ${ids[2] ?? null}]::VARCHAR[]) AS send_id`;
      expect(await alreadySent(database, files, planned('dddd', 'eeee'))).toBe(0);
      expect(await alreadySent(database, files, planned('cccc', 'aaaa', 'dddd'))).toBe(2);
      expect(await alreadySent(database, [], planned('aaaa'))).toBe(0);
    });
  });
});

describe('S7.1 a ledger that is damaged', () => {
  async function problems(file: (world: MailboxWorld) => Promise<string>): Promise<readonly string[]> {
    return withLeads(people, async (world) => {
      const sound = await world.commit('sound', [send('a')]);
      const damaged = await file(world);
      try {
        await loadLedger(world.database, [sound, damaged], config, codes);
      } catch (error) {
        if (!(error instanceof UnusableInput)) throw error;
        return error.diagnostics.map(({ code, message }) => `${code} ${message.replace(damaged, 'FILE')}`);
      }
      return [];
    });
  }

  async function copy({ bench, database }: MailboxWorld, select: string): Promise<string> {
    const path = bench.write('other.parquet', '');
    const from = join(bench.folder, 'sound.parquet');
    await database.run(
      raw(`COPY (SELECT ${select} FROM read_parquet('${from}')) TO '${path}' (FORMAT parquet)`),
    );
    return path;
  }

  const others = 'state/unreadable-run FILE is no ledger: its columns are others.';
  const unreadable = 'state/unreadable-run FILE can not be read to its end.';
  const rowsLack = 'state/unreadable-run FILE is a damaged ledger: rows lack their kind or their instant.';

  it.each([
    ['a column less', '* EXCLUDE (send_id)', others],
    ['a column more', '*, 1 AS further', others],
    ['the columns in another order', 'email, * EXCLUDE (email)', others],
    ['a number as text', '* REPLACE (occurrence::VARCHAR AS occurrence)', others],
    ['a wider number', '* REPLACE (attempt::BIGINT AS attempt)', others],
    ['an instant without a zone', '* REPLACE ("at"::TIMESTAMP AS "at")', others],
    ['a kind that nobody knows', "* REPLACE ('sent' AS kind)", rowsLack],
    ['no kind', '* REPLACE (NULL::VARCHAR AS kind)', rowsLack],
    ['no instant', '* REPLACE (NULL::TIMESTAMPTZ AS "at")', rowsLack],
  ])('with %s is refused', async (_, select, problem) => {
    expect(await problems((world) => copy(world, select))).toEqual([problem]);
  });

  it('is refused when it is cut off, empty or something else', async () => {
    const cut = ({ bench }: MailboxWorld) =>
      bench.write('cut.parquet', readFileSync(join(bench.folder, 'sound.parquet')).subarray(0, -9));
    expect(await problems(async (world) => cut(world))).toEqual([unreadable]);
    expect(await problems(async ({ bench }) => bench.write('empty.parquet', ''))).toEqual([unreadable]);
    expect(await problems(async ({ bench }) => bench.write('text.parquet', 'a,b\n1,2\n'))).toEqual([
      unreadable,
    ]);
  });

  it('is refused when its pages are', async () => {
    const scratch = ({ bench }: MailboxWorld) => {
      const bytes = readFileSync(join(bench.folder, 'sound.parquet'));
      return bench.write('scratched.parquet', bytes.fill(0x41, 4, 200));
    };
    expect(await problems(async (world) => scratch(world))).toEqual([unreadable]);
  });

  it('and the sound one is read', async () => {
    expect(await problems((world) => copy(world, '*'))).toEqual([]);
  });
});
