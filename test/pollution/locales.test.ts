import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenRecords } from '../../src/engine/records.js';
import type { Dialect } from '../../src/model/config.js';
import { openWorkbench, type Workbench } from '../engine/workbench.js';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.close());

const mapped = ['id', 'email', 'name'];
const leads = 'id,email,name\n1,a@b.example,Ada\n2,c@d.example,Bo\n';
const both = { rows: ['1|a@b.example|Ada', '2|c@d.example|Bo'] };
const bo = ['2|c@d.example|Bo'];

/** Rows with their cells joined by `|`, a missing value as `-`; records that were left out by line and reason; remarks. */
interface Read {
  readonly columns?: readonly string[];
  readonly rows: readonly string[];
  readonly broken?: readonly string[];
  readonly notes?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly content: string | Buffer;
  readonly dialect?: Dialect;
  /** Headers the config names; those of a lead file unless given. */
  readonly mapped?: readonly string[];
  /** The reading, or the code of the refusal. */
  readonly expected: Read | string;
}

async function check({ content, dialect = {}, mapped: names = mapped, expected }: Case) {
  bench.write('case.csv', content);
  const file = await bench.open('case.csv', dialect, names);
  if (typeof file === 'string' || typeof expected === 'string') {
    expect(file).toBe(expected);
    return;
  }
  const rows = await bench.database.rows(file.scan());
  const broken = await brokenRecords(file);
  expect({
    columns: file.columns,
    rows: rows.map(([, ...cells]) => cells.map((cell) => cell ?? '-').join('|')),
    broken: broken.map(({ line, reason }) => `${line} ${reason}`),
    notes: file.notes,
  }).toEqual({ columns: mapped, broken: [], notes: [], ...expected });
  expect(file.records).toBe(rows.length);
}

describe('burnt by 24: exports are imported badly and quietly', () => {
  const german =
    'id;E-Mail;Name;Betrag\r\n007;jörg@firma.example;"Müller ""Groß"" GmbH; Köln";1.234,56 €\r\n008;a@b.example;„Ähre“;\r\n';
  const germanExcel = iconv.encode(german, 'windows-1252');
  const readGerman = {
    columns: ['id', 'E-Mail', 'Name', 'Betrag'],
    rows: ['007|jörg@firma.example|Müller "Groß" GmbH; Köln|1.234,56 €', '008|a@b.example|„Ähre“|-'],
    notes: ['delimiter ";"'],
  };
  const chinese = 'id,email,姓名\n1,wang@corp.example,王小明\n2,li@corp.example,李四\n';
  const readChinese = {
    columns: ['id', 'email', '姓名'],
    rows: ['1|wang@corp.example|王小明', '2|li@corp.example|李四'],
  };

  describe('encodings', () => {
    const encoded: readonly Omit<Case, 'mapped'>[] = [
      {
        name: 'German Excel as declared',
        content: germanExcel,
        dialect: { encoding: 'windows-1252' },
        expected: readGerman,
      },
      {
        name: 'German Excel by alias',
        content: germanExcel,
        dialect: { encoding: 'excel-de' },
        expected: readGerman,
      },
      {
        name: 'German Excel called Latin-1, with its euro sign',
        content: germanExcel,
        dialect: { encoding: 'latin1' },
        expected: readGerman,
      },
      { name: 'German Excel undeclared', content: germanExcel, expected: 'input/not-utf8' },
      {
        name: 'Chinese Excel as declared',
        content: iconv.encode(chinese, 'gb18030'),
        dialect: { encoding: 'gb18030' },
        expected: readChinese,
      },
      {
        name: 'Chinese Excel undeclared',
        content: iconv.encode(chinese, 'gb18030'),
        expected: 'input/not-utf8',
      },
      {
        name: 'Chinese Excel declared as something else',
        content: iconv.encode(chinese, 'gb18030'),
        dialect: { encoding: 'utf-16le' },
        expected: 'input/wrong-encoding',
      },
      {
        name: 'UTF-8 declared as windows-1252',
        content: chinese,
        dialect: { encoding: 'windows-1252' },
        expected: 'input/wrong-encoding',
      },
      {
        name: 'UTF-16, little endian',
        content: iconv.encode(chinese, 'utf-16le', { addBOM: true }),
        expected: readChinese,
      },
      {
        name: 'UTF-16, big endian',
        content: iconv.encode(chinese, 'utf-16be', { addBOM: true }),
        expected: readChinese,
      },
      { name: 'UTF-16 without a mark', content: iconv.encode(leads, 'utf-16le'), expected: 'input/not-utf8' },
      { name: 'UTF-8 with a mark', content: `\ufeff${chinese}`, expected: readChinese },
      {
        name: 'a cut UTF-8 sequence',
        content: Buffer.from(leads.replace('Ada', 'J\xc3rgen'), 'latin1'),
        expected: 'input/not-utf8',
      },
      {
        name: 'Arabic headers',
        content: 'البريد,الاسم\na@b.example,سارة\n',
        expected: { columns: ['البريد', 'الاسم'], rows: ['a@b.example|سارة'] },
      },
      {
        name: 'Hindi headers',
        content: 'ईमेल,नाम\na@b.example,राम\n',
        expected: { columns: ['ईमेल', 'नाम'], rows: ['a@b.example|राम'] },
      },
    ];
    it.each(encoded)('$name', (one) => check({ ...one, mapped: [] }));
  });

  describe('lines', () => {
    const cases: readonly Case[] = [
      { name: 'end with CR alone', content: leads.replaceAll('\n', '\r'), expected: both },
      { name: 'end with CR LF', content: leads.replaceAll('\n', '\r\n'), expected: both },
      {
        name: 'end in both ways',
        content: leads.replaceAll('\n', '\r\n').replace('Ada\r', 'Ada'),
        expected: both,
      },
      {
        name: 'end in another way below the header',
        content: leads.replaceAll('\n', '\r\n').replace('name\r', 'name'),
        expected: both,
      },
      {
        name: 'end with CR in one row',
        content: leads.replace('Ada', 'A\rda'),
        expected: { rows: bo, broken: ['2 stray_return'] },
      },
      {
        name: 'have a lone CR in the header',
        content: leads.replace('email', 'em\rail'),
        mapped: [],
        expected: 'input/mixed-line-ends',
      },
      {
        name: 'hold NUL',
        content: leads.replace('Ada', 'A\0da'),
        expected: { rows: bo, broken: ['2 nul_byte'] },
      },
      {
        name: 'are over-long',
        content: leads.replace('Ada', 'x'.repeat(1_000_001)),
        expected: { rows: bo, broken: ['2 too_long'] },
      },
      {
        name: 'are longer than the engine reads',
        content: leads.replace('Ada', 'x'.repeat(2_100_000)),
        expected: { rows: bo, broken: ['2 too_long'] },
      },
      { name: 'have no end in the last one', content: leads.trimEnd(), expected: both },
      {
        name: 'have an embedded end',
        content: leads.replace('Ada', '"Ada\nLovelace"').replace('Bo', '"Bo\r\nDerek"'),
        expected: { rows: ['1|a@b.example|Ada\nLovelace', '2|c@d.example|Bo\r\nDerek'] },
      },
    ];
    it.each(cases)('$name', check);
  });

  describe('quotes and delimiters', () => {
    const cases: readonly Case[] = [
      {
        name: 'a quote that nothing closes costs one record',
        content: leads.replace('Ada', '"Ada'),
        expected: { rows: bo, broken: ['2 broken_quote'] },
      },
      {
        name: 'a quote that nothing closes among cells of several lines stops',
        content: leads.replace('Ada', '"A\nda"').replace('Bo', '"Bo'),
        expected: 'input/open-quote',
      },
      {
        name: 'text behind a closing quote',
        content: leads.replace('Ada', '"A"da').replace('Bo', '"Bo"'),
        expected: { rows: bo, broken: ['2 broken_quote'] },
      },
      {
        name: 'an extra delimiter before an empty last cell',
        content: leads.replace('Ada', ','),
        expected: { rows: bo, broken: ['2 too_many_cells'] },
      },
      {
        name: 'a row with a cell less',
        content: leads.replace(',Ada', ''),
        expected: { rows: bo, broken: ['2 too_few_cells'] },
      },
      {
        name: 'sep= in the first line',
        content: `sep=;\r\n${leads.replaceAll(',', ';')}`,
        expected: { ...both, notes: ['delimiter ";"', 'delimiter named in line 1', 'header in line 2'] },
      },
      {
        name: 'two delimiters that fit',
        content: 'a;b,c;d\n1;2,3;4\n',
        mapped: [],
        expected: 'input/ambiguous-delimiter',
      },
      {
        name: 'quotes inside quotes',
        content: 'email,tags\na@b.example,"""VIP"",""Blog"""\n',
        mapped: ['email'],
        expected: { columns: ['email', 'tags'], rows: ['a@b.example|"VIP","Blog"'] },
      },
      {
        name: 'other separators inside cells',
        content: 'email,tags\na@b.example,a;b\nc@d.example,"Hot, VIP"\n',
        mapped: ['email'],
        expected: { columns: ['email', 'tags'], rows: ['a@b.example|a;b', 'c@d.example|Hot, VIP'] },
      },
      {
        name: 'quotes in an unquoted TSV',
        content: leads.replaceAll(',', '\t').replace('Ada', '5" screen').replace('Bo', 'The "Bo"'),
        expected: {
          rows: ['1|a@b.example|5" screen', '2|c@d.example|The "Bo"'],
          notes: ['delimiter tab', 'no quotes around cells'],
        },
      },
      {
        name: 'a backslash before quotes',
        content: leads.replace('Ada', '"Ada \\"the\\" one"').replace('Bo', '"B, o"'),
        dialect: { escape: '\\' },
        expected: { rows: ['1|a@b.example|Ada "the" one', '2|c@d.example|B, o'], notes: ['escape \\'] },
      },
      { name: 'gzip under a .csv name', content: gzipSync(leads), expected: both },
      {
        name: 'a login page under a .csv name',
        content: '<!doctype html><html><body>Sign in</body></html>',
        expected: 'input/not-text',
      },
    ];
    it.each(cases)('$name', check);
  });

  describe('header', () => {
    const days = Array.from({ length: 8 }, (_, day) => `2026-03-0${day + 1},${day * 7},0.${day}\n`).join('');
    const cases: readonly Case[] = [
      {
        name: 'in two lines, as declared',
        content: leads.replace('\n', '\n(number),(text),(text)\n'),
        dialect: { header_rows: 2 },
        expected: { ...both, notes: ['2 header lines'] },
      },
      {
        name: 'in two lines, undeclared',
        content: `day,sends,rate\n(date),(number),(percent)\n${days}`,
        mapped: [],
        expected: 'input/second-header',
      },
      { name: 'forgotten', content: days, mapped: [], expected: 'input/no-header' },
      {
        name: 'of a second table',
        content: `day,sends,rate\n${days}\nweek,opens,clicks\n${days}`,
        mapped: [],
        expected: 'input/second-table',
      },
      { name: 'alone', content: 'id,email,name\n', expected: { rows: [] } },
      {
        name: 'behind blank lines',
        content: `\n\n${leads}`,
        expected: { ...both, notes: ['header in line 3'] },
      },
      {
        name: 'behind title lines',
        content: `Lead report\nexported 2026-03-01\n\n${leads}`,
        expected: { ...both, notes: ['header in line 4'] },
      },
      {
        name: 'behind declared title lines',
        content: `Lead, report, all\n${leads}`,
        dialect: { skip_rows: 1 },
        expected: { ...both, notes: ['header in line 2'] },
      },
      {
        name: 'with names that differ by case only',
        content: 'email,Email,EMAIL\na,b,c\n',
        mapped: [],
        expected: 'input/duplicate-header',
      },
      {
        name: 'with a name twice',
        content: 'id,email,email,name\n1,a,b,c\n',
        expected: 'input/duplicate-header',
      },
      {
        name: 'in the middle once more',
        content: leads.replace('\n2', '\nid,email,name\n2'),
        expected: { ...both, broken: ['3 repeated_header'] },
      },
      {
        name: 'with a column __proto__',
        content: '__proto__,email,constructor\n1,a@b.example,x\n',
        mapped: [],
        expected: { columns: ['__proto__', 'email', 'constructor'], rows: ['1|a@b.example|x'] },
      },
      {
        name: 'with a blank name',
        content: 'id,,name\n1,a@b.example,x\n',
        mapped: [],
        expected: { columns: ['id', '', 'name'], rows: ['1|a@b.example|x'] },
      },
      { name: 'missing', content: '', expected: 'input/empty-file' },
      { name: 'missing behind a byte order mark', content: '\ufeff', expected: 'input/empty-file' },
      { name: 'missing among blank lines', content: '\n \n\n', expected: 'input/empty-file' },
    ];
    it.each(cases)('$name', check);
  });

  describe('footer', () => {
    const cases: readonly Case[] = [
      {
        name: 'behind a blank line',
        content: `${leads}\nTotal: 2\n`,
        expected: { ...both, notes: ['footer in line 5 skipped'] },
      },
      {
        name: 'of several lines',
        content: `${leads}\nTotal: 2\nPage 1 of 1\n`,
        expected: { ...both, notes: ['footer of 2 lines from line 5 skipped'] },
      },
      {
        name: 'that follows at once',
        content: `${leads}Total: 2\n`,
        expected: { ...both, broken: ['4 too_few_cells'] },
      },
    ];
    it.each(cases)('$name', check);
  });
});

describe('A1 lead = provable contact', () => {
  const cases: readonly Case[] = [
    {
      name: 'an e-mail that is missing, and one in mixed case with blanks',
      content: leads.replace('a@b.example', '').replace('c@d.example', ' C@D.Example '),
      expected: { rows: ['1|-|Ada', '2| C@D.Example |Bo'] },
    },
    {
      name: 'two values in one cell',
      content: leads.replace('a@b.example', 'jean@x.example / 987654'),
      expected: { rows: ['1|jean@x.example / 987654|Ada', ...bo] },
    },
  ];
  it.each(cases)('$name', check);
});

describe('A8 merging sources', () => {
  it.each([
    '007',
    '12345678901234567890',
    '1e5',
    '+4930123456',
    '0x1F',
    '1_000',
    'true',
    'NULL',
    '-0',
    '1,0',
  ])('keeps the id %s as it is', (id) =>
    check({
      name: id,
      content: `id,email,name\n"${id}",a@b.example,Ada\n`,
      expected: { rows: [`${id}|a@b.example|Ada`] },
    }),
  );
});
