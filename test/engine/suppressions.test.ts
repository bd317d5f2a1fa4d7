import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppressionNames } from '../../src/engine/aliases.js';
import { loadLedger } from '../../src/engine/ledger.js';
import { mapColumns, missingSuppressionColumns } from '../../src/engine/mapping.js';
import { mapSource } from '../../src/engine/source.js';
import { stopKindSql } from '../../src/engine/suppression-reasons.js';
import { loadSuppressions, type Suppressions } from '../../src/engine/suppressions.js';
import type { Dialect } from '../../src/model/config.js';
import { everyPurpose, foreignPurpose, stopKinds } from '../../src/model/ledger.js';
import { raw, sql } from '../../src/sql/sql.js';
import { foldText } from '../../src/sql/values.js';
import { asOf, type LedgerCells, type MailboxWorld, withLeads } from './mailbox-world.js';
import { useEngine } from './use-engine.js';

const people = [
  ['a', 'anna@corp.example'],
  ['b', 'bob@mail.corp.example'],
  ['c', 'carla@müller.example'],
  ['d', "d'arc@other.example"],
  ['e', 'ANNA@Corp.example'],
  ['f', 'n/a'],
] as const;

const codes = { purposes: ['marketing', 'Product News', 'product news'] };

type Rows = readonly (readonly string[])[];

interface Given {
  readonly ledger?: readonly LedgerCells[];
  readonly dialect?: Dialect;
}

/** Loads suppressions from tables with a header each. */
async function load(world: MailboxWorld, tables: readonly Rows[], given: Given = {}): Promise<Suppressions> {
  const { database, bench, commit } = world;
  const texts = tables.map((rows) => stringify(rows.map((row) => [...row])));
  const inputs = texts.map((text, index) => {
    const name = `stop-${index}.csv`;
    return { path: bench.write(name, text), name };
  });
  const { files, problems } = await mapSource(
    {
      ...{ inputs, columns: {}, names: suppressionNames(), timezone: 'UTC', allowsHashes: true },
      dialect: { delimiter: ',', ...given.dialect },
      typed: { instants: ['at'], numbers: [] },
    },
    1,
    database,
  );
  expect(problems).toEqual([]);
  const runs = given.ledger === undefined ? [] : [await commit('run', given.ledger)];
  const ledger = await loadLedger(database, runs, { campaigns: [] }, { templates: [] });
  return loadSuppressions(database, files, ledger, codes, asOf);
}

/** The stops as text, `key kind instant purpose`, what is not said left out. */
function shown({ keys }: MailboxWorld, { stops }: Suppressions): readonly string[] {
  return Array.from({ length: stops.count }, (_, row) => {
    const at = stops.at[row] ?? Number.NaN;
    const purpose = stops.purpose[row] ?? 0;
    return [
      keys[stops.mailbox[row] ?? -1],
      stopKinds[stops.kind[row] ?? -1],
      ...(Number.isNaN(at) ? [] : [new Date(at).toISOString()]),
      ...(purpose === everyPurpose ? [] : [purpose === foreignPurpose ? 'foreign' : codes.purposes[purpose]]),
    ].join(' ');
  });
}

async function stopsOf(rows: Rows, given: Given = {}): Promise<readonly string[]> {
  return withLeads(people, async (world) => shown(world, await load(world, [rows], given)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('S6.3 a suppression names', () => {
  const named: readonly (readonly [string, string, readonly string[]])[] = [
    ['an address', 'anna@corp.example', ['a']],
    ['an address in another form', ' ANNA@CORP.EXAMPLE ', ['a']],
    ['an address in full width', 'ａnna@corp.example', ['a']],
    ['a domain of another alphabet', 'Carla@Müller.example', ['c']],
    ['the same in its A-label form', 'carla@xn--mller-kva.example', ['c']],
    ['an address with a quote', "d'arc@other.example", ['d']],
    ['nobody of the leads', 'nobody@corp.example', []],
    ['nobody that begins alike', 'anna@corp.example.org', []],
    ['the SHA-256 of an address', sha256('anna@corp.example'), ['a']],
    ['the same in upper case', sha256('anna@corp.example').toUpperCase(), ['a']],
    ['the SHA-256 of the match key', sha256('carla@xn--mller-kva.example'), ['c']],
    ['the SHA-256 of another form, which can not be found', sha256('ANNA@corp.example'), []],
    ['a domain and its subdomains', '@corp.example', ['a', 'b']],
    ['a subdomain', '@mail.corp.example', ['b']],
    ['a domain with a wildcard', '*@Corp.Example', ['a', 'b']],
    ['a domain with a wildcard for subdomains', '@*.corp.example', ['a', 'b']],
    ['a domain of another alphabet as a whole', '@MÜLLER.example', ['c']],
    ['a domain that others end with', '@orp.example', []],
    ['a domain below theirs', '@x.mail.corp.example', []],
  ];

  it('an address, the SHA-256 of one, or a domain', async () => {
    // Each has an instant of its own, by which its stops are known.
    const dayOf = (index: number) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString();
    const rows = named.map(([, who], index) => [who, dayOf(index)]);
    const stops = await stopsOf([['email', 'at'], ...rows]);
    const found = named.map(([what, who], index) => {
      const mailboxes = stops.filter((stop) => stop.endsWith(dayOf(index))).map((stop) => stop[0]);
      return [what, who, mailboxes];
    });
    expect(found).toEqual(named);
  });

  it('a domain in a column of its own, with or without a mark', async () => {
    const domains = ['corp.example', '@corp.example', '*@corp.example', '*.corp.example', '.CORP.example.'];
    await withLeads(people, async (world) => {
      const found = await load(world, [[['domain'], ...domains.map((domain) => [domain])]]);
      expect(shown(world, found)).toEqual(['a list', 'b list']);
      expect(found.counts).toMatchObject({ used: 1, duplicates: 4 });
    });
  });

  it('with an address that address alone, whatever domain stands beside it', async () => {
    const header = ['email', 'email_sha256', 'domain'];
    const rows = [
      ['anna@corp.example', sha256("d'arc@other.example"), 'corp.example'],
      ['', sha256("d'arc@other.example"), 'other.example'],
      ['', '', 'müller.example'],
    ];
    expect(await stopsOf([header, ...rows])).toEqual(['a list', 'c list', 'd list']);
  });

  it('by hashes alone, without being taken for a file whose headers stand over the wrong columns', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => [sha256(`${row}`), `${row}@corp.example`]);
    expect(await stopsOf([['email', 'operator'], ...rows, [sha256('anna@corp.example'), '']])).toEqual([
      'a list',
    ]);
  });

  it('in one of its columns, else its file is refused', () => {
    const problems = (...columns: readonly string[]) => {
      const file = { name: 'stop.csv', columns };
      return missingSuppressionColumns({ file, mapping: mapColumns(file, {}, suppressionNames()) });
    };
    for (const header of ['E-Mail', '邮箱', 'Hashed Email', 'Domain'])
      expect(problems('x', header)).toEqual([]);
    expect(problems('name', 'reason')).toMatchObject([
      {
        code: 'input/unusable-suppression',
        message: 'stop.csv has no column for email or domain. It has: name, reason.',
        at: { file: 'stop.csv', line: 1 },
      },
    ]);
  });

  it('all leads of a mailbox, which are one', async () => {
    await withLeads(people, async (world) => {
      const { stops } = await load(world, [[['email'], ['Anna@corp.example'], ['anna@corp.example']]]);
      expect([...stops.mailbox]).toEqual([world.mailbox[4]]);
    });
  });
});

describe('S6.3 a suppression says', () => {
  const header = ['email', 'reason', 'date', 'purpose'];
  const who = 'anna@corp.example';

  it('why, since when and for what', async () => {
    const rows = [
      [who, 'Hard Bounce', '2026-02-01T10:00:00+01:00', ''],
      [who, 'Abgemeldet', '2026-02-03', 'marketing'],
    ];
    expect(await stopsOf([header, ...rows])).toEqual([
      'a bounced 2026-02-01T09:00:00.000Z',
      'a unsubscribed 2026-02-03T00:00:00.000Z marketing',
    ]);
  });

  it('a purpose in any case, also one that two purposes differ in, or one of no campaign', async () => {
    const rows = ['MARKETING', 'PRODUCT NEWS', 'events', ''].map((purpose) => [who, '', '', purpose]);
    expect(await stopsOf([header, ...rows])).toEqual([
      'a list foreign',
      'a list',
      'a list marketing',
      'a list Product News',
      'a list product news',
    ]);
  });

  it('a stop for good where the instant is missing or can not be read', async () => {
    expect(
      await stopsOf([header, [who, '', '', ''], ['bob@mail.corp.example', 'spam', 'last year', '']]),
    ).toEqual(['a list', 'b complaint']);
  });

  it('an instant in the zone and form of its source', async () => {
    const dialect: Dialect = { timezone: 'Europe/Berlin', date_order: 'dmy' };
    expect(await stopsOf([header, [who, '', '03/02/2026 08:00', '']], { dialect })).toEqual([
      'a list 2026-02-03T07:00:00.000Z',
    ]);
  });

  it('S1.1 nothing before its time', async () => {
    const rows = [
      [who, '', '2026-03-02T08:00:00Z', ''],
      [who, '', '2026-03-02T08:00:00.001Z', ''],
    ];
    expect(await stopsOf([header, ...rows])).toEqual(['a list 2026-03-02T08:00:00.000Z']);
  });

  it.each([
    [['E-Mail-Adresse', 'Grund', 'Datum', 'Zweck']],
    [['邮箱', '原因', '日期', '用途']],
    [['Email Address', 'UNSUB_REASON', 'UNSUB_TIME', 'PURPOSE']],
    [['Recipient', 'Status', 'Timestamp', 'purpose']],
  ])('S2.7 under the usual headers: %j', async (headers) => {
    const row = [who, 'unsubscribed', '2026-02-01 00:00:00', 'marketing'];
    expect(await stopsOf([headers, row])).toEqual(['a unsubscribed 2026-02-01T00:00:00.000Z marketing']);
  });

  it('nothing by the creation date of a contact, which would make it too weak', async () => {
    expect(
      await stopsOf([
        ['email', 'created_at'],
        [who, '2019-01-01'],
      ]),
    ).toEqual(['a list']);
  });
});

describe('S6.3 words of reasons', () => {
  const engine = useEngine();

  it.each<[(typeof stopKinds)[number], readonly string[]]>([
    [
      'bounced',
      [
        ...[
          'bounce',
          'Bounced',
          'HARD_BOUNCE',
          'hardbounce',
          'Hard bounced - spam filter',
          'suppress-bounce',
        ],
        ...['cleaned', 'INVALID_EMAIL', 'Invalid', 'BadEmailAddress', 'bad email', 'undeliverable'],
        ...['550 5.1.1 The account does not exist', '554 5.7.1 rejected as spam', 'User unknown'],
        ...['unzustellbar', 'Ungültige Adresse', 'UNGU\u0308LTIG', 'Rückläufer', '退信', '无效地址'],
      ],
    ],
    [
      'complaint',
      [
        ...['complaint', 'Complained', 'SPAM_COMPLAINT', 'spamreport', 'Marked as spam', 'abuse', 'junk'],
        ...['Unsubscribed: spam', 'feedback-loop', 'Beschwerde', '投诉', '垃圾邮件'],
      ],
    ],
    [
      'objection',
      [
        ...['objection', 'Objected to processing', 'GDPR', 'Art. 21', 'art 21 GDPR', 'Article 21'],
        ...['Widerspruch', 'hat widersprochen', 'Artikel 21 DSGVO', '反对'],
      ],
    ],
    [
      'unsubscribed',
      [
        ...['unsubscribed', 'Unsubscribe', 'group_unsubscribe', 'UNSUB', 'opt-out', 'opted out', 'OPTOUT'],
        ...['opt_out', 'withdrawn', 'abgemeldet', 'Abmeldung', 'ausgetragen', 'Widerruf', '退订', '取消订阅'],
      ],
    ],
    [
      'list',
      [
        ...['', 'manual', 'USER_SUPPRESSED', 'do not contact', 'competitor', 'DNC', 'employee', 'party 2021'],
        ...['subscribed', 'Kunde', '黑名单', "x' OR 1=1 --", '1'],
      ],
    ],
  ])('%s', async (kind, reasons) => {
    for (const reason of reasons) {
      const folded = foldText(sql`${reason}::VARCHAR`);
      const [[found] = []] = await engine().rows(sql`SELECT ${stopKindSql(folded)}`);
      expect(`${reason}: ${stopKinds[Number(found)]}`).toBe(`${reason}: ${kind}`);
    }
  });
});

describe('S2.1 the rows of suppressions', () => {
  it('add up, and those of nobody are counted', async () => {
    await withLeads(people, async (world) => {
      const { counts, problems, quarantined } = await load(world, [
        [
          ['email', 'reason', 'date'],
          ['anna@corp.example', 'bounce', ''],
          ['ANNA@corp.example', 'Bounced', ''],
          ['anna@corp.example', 'unsubscribed', ''],
          ['nobody@corp.example', '', ''],
          ['bob@mail.corp.example', '', '2026-03-03'],
        ],
        [
          ['email', 'domain'],
          ['', 'other.example'],
          [sha256('nobody@nowhere.example'), ''],
        ],
      ]);
      expect(counts).toEqual({ read: 7, used: 5, orphans: 2, quarantined: 0, duplicates: 1, afterAsOf: 1 });
      expect([problems, quarantined]).toEqual([[], []]);
    });
  });

  it('say the same whatever their order and the split over files', async () => {
    const row = fc.tuple(
      fc.constantFrom(
        ...people.slice(0, 4).map(([, email]) => email),
        '@corp.example',
        sha256('anna@corp.example'),
      ),
      fc.constantFrom('', 'bounce', 'spam', 'opt-out', "it's"),
      fc.constantFrom('', '2026-01-01', '2026-02-01T08:00:00Z', '2026-04-01', 'soon'),
      fc.constantFrom('', 'marketing', 'product news', 'events'),
    );
    const header = ['email', 'reason', 'at', 'purpose'];
    const read = (tables: readonly Rows[]) =>
      withLeads(people, async (world) => {
        const { counts, ...found } = await load(
          world,
          tables.map((rows) => [header, ...rows]),
        );
        return { counts, stops: shown(world, { counts, ...found }) };
      });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), fc.nat(12), async (rows, cut) => {
        const whole = await read([rows]);
        const { used, duplicates, afterAsOf, quarantined } = whole.counts;
        expect(used + duplicates + afterAsOf + quarantined).toBe(rows.length);
        expect(await read([rows.slice(cut).toReversed(), rows.slice(0, cut)])).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });
});

describe('S6.3 a row that does not say whom it is about', () => {
  async function problemsOf(...tables: readonly Rows[]) {
    return withLeads(people, async (world) => {
      const { problems, quarantined, counts, ...found } = await load(world, tables);
      const reasons = quarantined.map(({ file, reason, rows }) => `${file} ${reason} ${rows}`);
      return { problems, reasons, counts, stops: shown(world, { problems, quarantined, counts, ...found }) };
    });
  }

  it('is an error, for whatever would suppress nobody without a word', async () => {
    const unusable = [
      ['no address', 'n/a'],
      ['a domain that may be meant', 'corp.example'],
      ['two addresses', 'anna@corp.example;bob@mail.corp.example'],
      ['an address in brackets', '<anna@corp.example>'],
      ['an address with a name', 'Anna <anna@corp.example>'],
      ['a link', 'mailto:anna@corp.example'],
      ['an address in quotes', '"anna"@corp.example'],
      ['a pattern', 'anna*@corp.example'],
      ['a character that nobody sees', 'anna\u200b@corp.example'],
      ['an address at the end of a sentence', 'anna@corp.example.'],
      ['an address that was cut off', 'anna@corp'],
      ['a hash of another kind', createHash('md5').update('anna@corp.example').digest('hex')],
      ['half a hash', sha256('anna@corp.example').slice(1)],
      ['everybody', '@'],
      ['everybody, in other words', '*@*'],
      ['a whole country', '@de'],
      ['a domain with a blank', '@corp example.org'],
    ] as const;
    await withLeads(people, async (world) => {
      const rows = [["d'arc@other.example"], ...unusable.map(([, who]) => [who])];
      const found = await load(world, [[['email'], ...rows]]);
      const passed = await world.database.rows(
        raw(
          `SELECT who FROM suppression_row JOIN suppression ON place = suppression_row.rowid WHERE fault IS NULL`,
        ),
      );
      expect(passed).toEqual([["d'arc@other.example"]]);
      expect(shown(world, found)).toEqual(['d list']);
      const reason = 'unusable_address';
      expect(found.quarantined).toEqual([{ file: 1, reason, rows: unusable.length }]);
      expect(found.problems).toMatchObject([
        {
          code: 'input/unusable-suppression',
          severity: 'error',
          message: `stop-0.csv: ${unusable.length} of ${rows.length} rows can not be used (${unusable.length} ${reason}).`,
          at: { file: 'stop-0.csv', line: 3 },
        },
      ]);
    });
  });

  it('is an error in the column of domains, too', async () => {
    const domains = ['anna@corp.example', 'https://corp.example/', 'de', sha256('corp.example')];
    const { reasons } = await problemsOf([['email', 'domain'], ...domains.map((domain) => ['', domain])]);
    expect(reasons).toEqual(['1 unusable_address 4']);
  });

  it('is an error when it names nobody, also with a domain beside an address that can not be used', async () => {
    const { reasons, counts } = await problemsOf([
      ['email', 'reason', 'domain'],
      ['', 'bounce', ''],
      ['n/a', '', 'corp.example'],
    ]);
    expect(reasons).toEqual(['1 no_address 1', '1 unusable_address 1']);
    expect(counts).toEqual({ read: 2, used: 0, orphans: 0, quarantined: 2, duplicates: 0, afterAsOf: 0 });
  });

  it('is told once for each file, with the first places and damaged records among them', async () => {
    const long = ['email', 'reason'];
    const { problems, counts } = await problemsOf(
      [long, ['x', ''], ['anna@corp.example', ''], ['cut off'], ['y', ''], ['z', ''], ['', 'w']],
      [['email'], ['anna@corp.example']],
      [['email'], ['oops']],
    );
    expect(problems).toMatchObject([
      {
        message:
          'stop-0.csv: 5 of 6 rows can not be used (1 too_few_cells, 3 unusable_address, 1 no_address).',
        at: { file: 'stop-0.csv', line: 2 },
        also: {
          count: 5,
          places: [
            { file: 'stop-0.csv', line: 4 },
            { file: 'stop-0.csv', line: 5 },
          ],
        },
      },
      { message: 'stop-2.csv: 1 of 1 rows can not be used (1 unusable_address).' },
    ]);
    expect(counts).toEqual({ read: 8, used: 1, orphans: 0, quarantined: 6, duplicates: 1, afterAsOf: 0 });
  });
});

describe('S5.5 what a campaign puts on the suppression list', () => {
  const suppress = (lead: string, email: string): LedgerCells => ({
    ...{
      lead_id: lead,
      email,
      campaign: 'wake-up',
      kind: 'suppress',
      at: '2026-02-20T08:00:00Z',
      step: 'last',
    },
  });

  it('is a stop like one of a file, also when the campaign is gone', async () => {
    const ledger = [
      suppress('a', 'anna@corp.example'),
      { ...suppress('b', 'bob@mail.corp.example'), kind: 'send' },
      suppress('gone', 'Carla@müller.example'),
    ];
    expect(
      await stopsOf(
        [
          ['email', 'reason'],
          ["d'arc@other.example", 'spam'],
        ],
        { ledger },
      ),
    ).toEqual(['a list 2026-02-20T08:00:00.000Z', 'c list 2026-02-20T08:00:00.000Z', 'd complaint']);
  });

  it('holds without any file', async () => {
    await withLeads(people, async (world) => {
      const found = await load(world, [], { ledger: [suppress('a', ''), suppress('e', '')] });
      expect(shown(world, found)).toEqual(['a list 2026-02-20T08:00:00.000Z']);
      expect(found.counts.read).toBe(0);
    });
  });
});
