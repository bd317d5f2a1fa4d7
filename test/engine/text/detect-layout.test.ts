import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLayout } from '../../../src/engine/text/detect-layout.js';
import type { Dialect } from '../../../src/model/config.js';

interface Given {
  readonly mapped?: readonly string[];
  readonly declared?: Dialect;
  readonly name?: string;
  readonly complete?: boolean;
}

function detect(
  text: string,
  { mapped = [], declared = {}, name = 'leads.csv', complete = true }: Given = {},
) {
  return detectLayout(text, complete, declared, name, mapped);
}

/** The layout found, or the question instead of it. */
function layoutOf(text: string, given?: Given) {
  const found = detect(text, given);
  return found.kind === 'layout' ? found.layout : found;
}

const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

describe('burnt by 24: the delimiter', () => {
  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1,5;2\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['"a;b",c\n"1;2",3\n', ','],
    ['a,b\n', ','],
  ])('of %j is %j', (text, delimiter) => {
    expect(layoutOf(text)).toMatchObject({ delimiter });
  });

  it('is found in a small file with a broken row', () => {
    const rows = ['Q1,q@c.example,Sales', 'Q2,r@c.example,CEO', ',x@c.example,CEO', 'Q4,a,b,c'];
    const header = ['lead_id', 'email', 'title'];
    expect(layoutOf(lines(header.join(), ...rows))).toMatchObject({ delimiter: ',', header });
    expect(layoutOf('a,b\n1,2\n3,4,5\n')).toMatchObject({ delimiter: ',' });
  });

  it('gives the columns of the config rather than the most even rows', () => {
    const text = 'id,email;other\n1,a;b\n2,c;d\n3;e\n';
    expect(layoutOf(text)).toMatchObject({ delimiter: ';' });
    expect(layoutOf(text, { mapped: ['id'] })).toMatchObject({ delimiter: ',' });
    expect(layoutOf('id,email|x\n1,a|b\n', { mapped: ['ID'] })).toMatchObject({ delimiter: ',' });
  });

  it('is a question when two fit', () => {
    expect(detect('id,email;id2,email2\nL1,a;L2,b\nL3,c;L4,d\n')).toEqual({
      kind: 'ambiguous',
      delimiters: [',', ';'],
    });
  });

  it('is a tab in a .tsv, unless its header has none', () => {
    expect(layoutOf('a,1\tb,2\n1,1\t2,2\n', { name: 'x.tsv' })).toMatchObject({ delimiter: '\t' });
    expect(layoutOf('a,b\n1,2\n', { name: 'x.tsv.gz' })).toMatchObject({ delimiter: ',' });
  });

  it('may be declared as any character', () => {
    const declared = { delimiter: '\u0001' };
    expect(layoutOf('a\u0001b\n1,2\u00012,3\n', { declared })).toMatchObject({ header: ['a', 'b'] });
    expect(layoutOf('a😀b\n1😀2\n', { declared: { delimiter: '😀' } })).toMatchObject({ header: ['a', 'b'] });
    expect(layoutOf('a b\n"1 2" 3\n', { declared: { delimiter: ' ' } })).toMatchObject({
      header: ['a', 'b'],
    });
  });

  it('fits nothing when most rows have another number of values than the header', () => {
    const rows = Array.from({ length: 12 }, (_, index) => `L${index},Corp, Inc,CEO`);
    expect(detect(lines('id,company,title', ...rows))).toEqual({ kind: 'ragged', delimiter: ',', share: 0 });
  });
});

describe('burnt by 24: one column', () => {
  it('is all there is when no delimiter occurs in the header', () => {
    expect(layoutOf('email\na@b.example\n\nb@b.example\n')).toMatchObject({ header: ['email'] });
    expect(layoutOf('email\nx,y\n')).toMatchObject({ header: ['email'], delimiter: ';' });
  });

  it('may have a delimiter in its name, if the config has this name', () => {
    const text = 'company, or domain\nacme.example\nb.example\nc.example\n';
    expect(detect(text).kind).toBe('ragged');
    expect(layoutOf(text, { mapped: ['company, or domain'] })).toMatchObject({
      header: ['company, or domain'],
    });
  });

  it('of names with commas is a question that the place of the header answers', () => {
    const text = 'company\nAcme, Inc.\nFoo, Ltd.\n';
    expect(detect(text)).toEqual({ kind: 'title-lines', headerLine: 2 });
    expect(layoutOf(text, { declared: { skip_rows: 0 } })).toMatchObject({
      header: ['company'],
      headerLine: 1,
    });
    expect(layoutOf(text, { mapped: ['company'] })).toMatchObject({ header: ['company'] });
  });
});

describe('burnt by 24: exports as they come', () => {
  it('German Excel names its delimiter', () => {
    const text = 'sep=;\r\nKundennr;E-Mail;Umsatz\r\n1;anna@firma.example;1.234,56\r\n2;b@c.example;7,5\r\n';
    expect(detect(text)).toEqual({
      kind: 'layout',
      layout: {
        delimiter: ';',
        quote: '"',
        escape: '"',
        header: ['Kundennr', 'E-Mail', 'Umsatz'],
        headerLine: 2,
        headerRows: 1,
      },
      notes: ['delimiter ";"', 'delimiter named in line 1', 'header in line 2'],
    });
  });

  it.each(['sep=;\n', 'SEP=;\r\n', '"sep=;"\n', 'sep=;;;\n', 'Sep=; \n'])('%j is no header', (line) => {
    expect(layoutOf(`${line}id;email\n1;a@b.example\n`)).toMatchObject({ delimiter: ';', headerLine: 2 });
  });

  it('a declared delimiter goes before a named one', () => {
    expect(layoutOf('sep=;\na,b\n1,2\n', { declared: { delimiter: ',' } })).toMatchObject({
      delimiter: ',',
      header: ['a', 'b'],
      headerLine: 2,
    });
  });

  it('a Salesforce report has title lines and a footer', () => {
    const text = lines(
      '"All Leads, EMEA"',
      '"As of 2026-03-01, filtered by owner"',
      '',
      '"Lead ID","First Name","Email","Created Date"',
      '"00Q1","Anna","a@corp.example","01/03/2026"',
      '"00Q2","Bo ""B"" Li","b@corp.example","02/03/2026"',
      '"00Q3","Carla","c@corp.example","03/03/2026"',
      '"00Q4","Dan","d@corp.example","04/03/2026"',
      '',
      '"Confidential Information - Do Not Distribute"',
    );
    expect(layoutOf(text)).toMatchObject({ delimiter: ',', headerLine: 4, quote: '"' });
    expect(layoutOf(text, { mapped: ['Lead ID', 'Email'] })).toMatchObject({ headerLine: 4 });
    expect(detect(text, { mapped: ['Lead ID', 'Mail'] })).toEqual({ kind: 'title-lines', headerLine: 4 });
  });

  it('a report may have more lines around its table than in it', () => {
    const footer = ['', 'Confidential', 'Copyright (c) 2026 the vendor, inc.', 'Generated by: A', 'On: B'];
    const text = lines('Leads', '', 'Lead ID,Email,Company', 'L1,a@b.example,A', ...footer);
    expect(layoutOf(text)).toMatchObject({ delimiter: ',', headerLine: 3 });
  });

  it('a HubSpot export has quoted headers in one line', () => {
    const text = lines(
      '"Record ID","First Name","Email","Create Date","Lead Status"',
      '"1001","Ann","ann@corp.example","2026-01-05 10:11","Open"',
      '"1002","","bob@corp.example","2026-01-06 11:12",""',
    );
    expect(detect(text)).toMatchObject({ kind: 'layout', layout: { headerLine: 1 }, notes: [] });
  });

  it('a Brevo export has semicolons and headers in capitals', () => {
    const text = lines(
      'EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;ADDED_TIME',
      'a@corp.example;Roe;Ann;;No;12-04-2022 09:30',
      "b@corp.example;O'Neil;Bea;+49170123;Yes;13-04-2022 09:30",
    );
    expect(detect(text)).toMatchObject({ layout: { delimiter: ';', quote: '"' }, notes: ['delimiter ";"'] });
  });

  it('Mailchimp tags are quotes in quotes', () => {
    const text = lines(
      '"Email Address","First Name",TAGS',
      'a@corp.example,Ann,"""VIP"",""Blog"""',
      'b@corp.example,Bo,"""Blog"""',
    );
    expect(layoutOf(text)).toMatchObject({ delimiter: ',', quote: '"', escape: '"' });
  });

  it('headers are in any script', () => {
    const arabic = layoutOf('المعرف,البريد الإلكتروني,الاسم\n1,a@b.example,أحمد\n');
    expect(arabic).toMatchObject({ header: ['المعرف', 'البريد الإلكتروني', 'الاسم'] });
    const chinese = layoutOf(
      '导出,2026年3月\n\n编号;邮箱;公司\n1;a@b.example;甲\n2;b@b.example;乙\n3;c@b.example;丙\n',
    );
    expect(chinese).toMatchObject({ header: ['编号', '邮箱', '公司'], headerLine: 3 });
    expect(layoutOf(' Zu\u0308rich ,b\n1,2\n')).toMatchObject({ header: ['Z\u00fcrich', 'b'] });
  });

  it('old Mac lines end with CR alone', () => {
    const text = '\rid;email\r1;"a\r\ra"\r2;b@b.example\r';
    expect(layoutOf(text)).toMatchObject({ delimiter: ';', header: ['id', 'email'], headerLine: 2 });
  });

  it('line ends may be mixed', () => {
    expect(layoutOf('a,b\r\n1,"2\n3"\r\n4,5\n')).toMatchObject({ header: ['a', 'b'] });
  });

  it('each line may end with a delimiter', () => {
    const found = detect('id;email\n1;a@b.example;\n2;b@b.example;\n');
    expect(found).toMatchObject({ layout: { header: ['id', 'email', ''] } });
    expect(found).toMatchObject({ notes: ['delimiter ";"', 'each line ends with a delimiter'] });
    expect(layoutOf('id;email;\n1;a@b.example;\n')).toMatchObject({ header: ['id', 'email', ''] });
    expect(detect('id;email\n1;a;x\n2;b;y\n3;c;z\n').kind).toBe('ragged');
  });

  it('of blank lines has nothing to detect', () => {
    expect(detect('')).toEqual({ kind: 'empty' });
    expect(detect('\n \r\n\n')).toEqual({ kind: 'empty' });
    expect(detect(';;\n;;\n')).toEqual({ kind: 'empty' });
    expect(detect('a,b\n1,2\n', { declared: { skip_rows: 9 } })).toEqual({ kind: 'empty' });
  });
});

describe('burnt by 24: the quote', () => {
  const inches = lines(
    'sku\tname\temail',
    '1\t17" monitor\ta@b.example',
    '2\t3.5" disk, 5" drive\tb@b.example',
  );

  it('is none where quotes are inch marks', () => {
    expect(detect(inches)).toMatchObject({
      layout: { delimiter: '\t', quote: '', escape: '' },
      notes: ['delimiter tab', 'no quotes around cells'],
    });
    expect(layoutOf(inches, { complete: false })).toMatchObject({ quote: '' });
    expect(layoutOf(lines('name\temail', '"Bee" Inc\ta@b.example', 'Cee\tc@b.example'))).toMatchObject({
      quote: '',
    });
    expect(layoutOf('id,size\n1,17"\n2,24"\n')).toMatchObject({ quote: '' });
  });

  it('is the usual one where nothing tells', () => {
    expect(layoutOf('id,size\n1,17\n')).toMatchObject({ quote: '"' });
    expect(layoutOf('id,size\n1,17\n', { complete: false })).toMatchObject({ quote: '"' });
  });

  it('is the usual one where a cell is quoted, or was meant to be', () => {
    expect(layoutOf('id,size\n1,17"\n2,"24"\n')).toMatchObject({ quote: '"' });
    expect(layoutOf('id,name\n1,"Ann\n2,Bo\n3,Cy\n')).toMatchObject({ quote: '"' });
  });

  it.each([
    ['around a column', "'id','name'\n'1','Ann'\n'2','Bo'\n"],
    ['around values of a column', "id,name\n1,'Ann'\n2,'Bo'\n3,\n"],
    ['around cells with the delimiter', "id,name\n1,'Roe, Ann'\n2,Bo\n3,Cy\n"],
    ['around double quotes', "id,name\n1,'Ann \"A, B\" Roe'\n2,'Bo'\n3,'Cy'\n"],
    ['doubled inside', "id,name\n1,'O''Neil, Ann'\n2,'Bo'\n"],
  ])('is a single one %s', (_, text) => {
    expect(layoutOf(text)).toMatchObject({ quote: "'", escape: "'", header: ['id', 'name'] });
  });

  it.each([
    ['an apostrophe', "id,name\n1,O'Neil\n2,'t Hooft\n3,Rock 'n' Roll\n"],
    ['a nickname', "id,name\n1,'Bo'\n2,Ann\n3,Cy\n"],
    ['a text mark of Excel', "id,zip\n1,'01234\n2,'04109\n"],
    ['a text in double quotes', 'id,name\n1,"\'Roe, Ann\'"\n2,"Bo"\n'],
    ['a lone cell beside double quotes', 'id,name,x\n1,"a","b"\n2,"c","d"\n3,\'Roe, Ann\',"e"\n4,"f","g"\n'],
  ])('is not %s', (_, text) => {
    expect(layoutOf(text)).toMatchObject({ quote: '"' });
  });

  it('may be escaped with a backslash', () => {
    const text = lines('id,note', '1,"say \\"hi\\", then go"', '2,"b"', '3,"a \\\\"');
    expect(layoutOf(text)).toMatchObject({ quote: '"', escape: '\\', header: ['id', 'note'] });
    expect(detect(text)).toMatchObject({ notes: ['escape \\'] });
    expect(layoutOf("id,note\n1,'it\\'s, well'\n2,'b'\n")).toMatchObject({ quote: "'", escape: '\\' });
  });

  it('is doubled where a backslash is only a character', () => {
    expect(layoutOf('id,path\n1,"C:\\"\n2,"D:\\dir\\"\n')).toMatchObject({ escape: '"' });
    expect(layoutOf('id,path\n1,"C:\\"\n2,"x" y\n3,"D:\\"\n')).toMatchObject({ escape: '"' });
  });

  it('is kept when declared', () => {
    expect(layoutOf(inches, { declared: { quote: '"' } })).toMatchObject({ quote: '"' });
    expect(layoutOf('a,b\n~1,5~,2\n', { declared: { quote: '~' } })).toMatchObject({
      quote: '~',
      escape: '~',
    });
    expect(layoutOf('a,b\n"1,2\n', { declared: { quote: '' } })).toMatchObject({ quote: '' });
    expect(layoutOf('a,b\n"1",2\n', { declared: { escape: '\\' } })).toMatchObject({ escape: '\\' });
  });

  it('in a wrong place of the header is named', () => {
    expect(detect('\n"id" x,email\n1,a\n2,b\n')).toEqual({ kind: 'open-quote', line: 2 });
  });
});

describe('burnt by 24: a sample', () => {
  it('that ends inside a quoted cell still tells', () => {
    const text = `id,note\n1,x\n2,y\n3,"${'a line, and another\n'.repeat(50)}`;
    expect(layoutOf(text, { complete: false })).toMatchObject({ delimiter: ',', header: ['id', 'note'] });
  });

  it('may end in the middle of a line', () => {
    expect(layoutOf('id,email,name\n1,a@b.example,Ann\n2,b@b', { complete: false })).toMatchObject({
      header: ['id', 'email', 'name'],
    });
  });

  it('has its header after blank lines', () => {
    const found = detect('\r\n ; ;\r\n\r\nid;email\r\n1;a\r\n');
    expect(found).toMatchObject({ layout: { header: ['id', 'email'], headerLine: 4 } });
  });

  it('with nothing but quotes is read in time', () => {
    const text = `a,b\n${'"x"y,""\n'.repeat(30_000)}`.slice(0, 1 << 18);
    expect(['layout', 'ragged', 'open-quote']).toContain(detect(text).kind);
    expect(detect(`a,b\n"${'""\n'.repeat(80_000)}`, { complete: false }).kind).toBeDefined();
  });
});

describe('burnt by 24: title lines', () => {
  const records = ['L1,2,a', 'L2,3,b', 'L3,4,c', 'L4,5,d'];

  it('are passed over when the header below them is certain', () => {
    const text = lines('Export of 30 June, all', 'leads', 'lead_id,size,name', ...records);
    expect(layoutOf(text)).toMatchObject({ headerLine: 3 });
    expect(layoutOf(text, { mapped: ['Lead-ID'] })).toMatchObject({ headerLine: 3 });
  });

  it('are asked about when it is not', () => {
    const text = lines('Export of 30 June, all', '', 'nr,size,name', ...records);
    expect(detect(text)).toEqual({ kind: 'title-lines', headerLine: 3 });
    expect(layoutOf(text, { mapped: ['name'] })).toMatchObject({ headerLine: 3 });
    expect(layoutOf(text, { declared: { skip_rows: 2 } })).toMatchObject({ headerLine: 3 });
  });

  it('may be filled up by a spreadsheet', () => {
    const text = 'Leads Q1;;\n;;\nLead-ID;Name;Ort\nL1;a;\nL2;b;x\n';
    expect(layoutOf(text)).toMatchObject({ headerLine: 3, header: ['Lead-ID', 'Name', 'Ort'] });
  });

  it('may hold quotes that nothing closes when they are declared', () => {
    const text = 'The "best leads\nof "all\nid,email\n1,a@b.example\n';
    expect(layoutOf(text, { declared: { skip_rows: 2 } })).toMatchObject({
      headerLine: 3,
      header: ['id', 'email'],
    });
  });

  it('are no more than twenty', () => {
    const titled = (count: number) => lines(...Array(count).fill('a title'), 'email,size,name', ...records);
    expect(layoutOf(titled(20))).toMatchObject({ headerLine: 21 });
    expect(layoutOf(titled(21))).toMatchObject({ header: ['a title'] });
  });

  it('are not seen in a header that is one name short', () => {
    expect(detect('name,size\n1,a,2\n2,b,3\n3,c,4\n')).toMatchObject({ kind: 'ragged' });
  });
});

describe('burnt by 24: further headers', () => {
  const data = Array.from(
    { length: 6 },
    (_, day) => `L${day},2026-01-0${day + 1},${day * 10},u${day}@corp.example`,
  );
  const header = 'nr,opened,size,address';

  it.each([
    ['labels', ['Number,Date opened,Size of company,Address'], { line: 2, headerRows: 2 }],
    ['gaps', [',Date opened,,Address'], { line: 2, headerRows: 2 }],
    ['two lines', ['Number,Date,Size,Address', '"{""id"":1}",x,y,"z\nz"'], { line: 2, headerRows: 4 }],
  ])('in the second line are asked about: %s', (_, further, place) => {
    const text = lines(header, ...further, ...data);
    expect(detect(text)).toEqual({ kind: 'second-header', ...place });
    expect(layoutOf(text, { declared: { header_rows: place.headerRows } })).toMatchObject({
      header: header.split(','),
      headerLine: 1,
      headerRows: place.headerRows,
    });
    expect(layoutOf(text, { declared: { header_rows: 1 } })).toMatchObject({ headerRows: 1 });
  });

  it.each([
    ['with a value of a shape', 'L9,unknown date,12,who knows'],
    ['with placeholders', 'L9,n/a,-,#N/A'],
    ['whose value is usual', 'L3,some day,some,nobody'],
    ['with one odd value', 'L9,soon,,'],
  ])('are no records %s', (_, record) => {
    expect(detect(lines(header, record, ...data)).kind).toBe('layout');
  });

  it('need five values to speak against', () => {
    expect(detect(lines('a,b', 'c,d', ...Array(4).fill('1,2'))).kind).toBe('layout');
    expect(detect(lines('a,b', 'c,d', ...Array(5).fill('1,2'))).kind).toBe('second-header');
  });

  it('below a blank line begin another table', () => {
    const again = lines(header, ...data, '', header, ...data);
    expect(detect(again)).toEqual({ kind: 'second-table', line: 9 });
    const other = lines(header, ...data, '', 'no,closed,value,owner', ...data);
    expect(detect(other)).toEqual({ kind: 'second-table', line: 9 });
    expect(detect(other, { declared: { header_rows: 1 } }).kind).toBe('layout');
    expect(detect(lines(header, ...data, '', ...data)).kind).toBe('layout');
    expect(detect(lines(header, ...data, header, ...data)).kind).toBe('layout');
  });
});

describe('burnt by 24: a missing header', () => {
  it.each([
    ['an address', 'a@b.example,Ann,Berlin\nb@b.example,Bo,Bonn\n', 3],
    ['addresses alone', 'a@b.example\nb@b.example\n', 1],
    ['a date and a number', 'L1,2026-01-01,12\nL2,2026-01-02,13\n', 3],
    ['numbers alone', '17,200\n18,300\n', 2],
  ])('is asked about: %s', (_, text, columns) => {
    expect(detect(text)).toEqual({ kind: 'no-header', line: 1, columns });
    expect(detect(text, { declared: { header_rows: 1 } }).kind).toBe('layout');
  });

  it.each([
    ['years', 'region,2024,2025\nEMEA,12,13\n', {}],
    ['days over numbers', 'x,2024-01-01,2024-02-01\na,12,13\n', {}],
    ['a number alone', 'a,1\nb,2\n', {}],
    ['what the config names', '1,2\n3,4\n', { mapped: ['2'] }],
  ])('is not seen in names such as %s', (_, text, given) => {
    expect(detect(text, given).kind).toBe('layout');
  });
});

describe('any table that csv-parse reads', () => {
  const name = fc.stringMatching(/^[a-zäß公司]{1,6}$/u);
  const word = fc.stringMatching(/^[A-Za-zäß公司 ,;|"\n\r\\']{0,8}$/u);
  const tables = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    header: fc.uniqueArray(name, { minLength: 2, maxLength: 5 }),
    cells: fc.array(fc.array(word, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 }),
    blankLines: fc.nat(3),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  });

  it('has the header and the place that it was written with', () => {
    fc.assert(
      fc.property(tables, ({ delimiter, header, cells, blankLines, lineEnd }) => {
        const rows = [header, ...cells.map((row) => row.slice(0, header.length))];
        const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
        const text =
          lineEnd.repeat(blankLines) + rows.map((row) => row.map(quote).join(delimiter) + lineEnd).join('');
        const found = layoutOf(text);
        expect(found).toEqual({
          delimiter,
          quote: '"',
          escape: '"',
          header,
          headerLine: blankLines + 1,
          headerRows: 1,
        });
        expect(parse(text, { delimiter, skip_empty_lines: true })[0]).toEqual(header);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text at all', () => {
  it('gives a layout or a question, whatever is declared', () => {
    const character = fc.constantFrom(
      'a',
      '1',
      ',',
      ';',
      '\t',
      '"',
      "'",
      '\\',
      '\n',
      '\r',
      ' ',
      '\0',
      '公',
      '@',
      '.',
    );
    const text = fc.array(character, { maxLength: 120 }).map((characters) => characters.join(''));
    const declared = fc.record(
      {
        delimiter: fc.constantFrom(',', ';', ' ', '"'),
        quote: fc.constantFrom('"', "'", ''),
        escape: fc.constantFrom('\\', '"'),
        skip_rows: fc.nat(3),
        header_rows: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(text, declared, fc.boolean(), (sample, dialect, complete) => {
        const found = detect(sample, { declared: dialect, complete });
        if (found.kind !== 'layout') return;
        const { header, headerLine, ...layout } = found.layout;
        expect(header.length).toBeGreaterThan(0);
        expect(headerLine).toBeGreaterThan(dialect.skip_rows ?? 0);
        const { skip_rows: _, ...kept } = dialect;
        expect(layout).toMatchObject({
          ...(kept.delimiter === undefined ? {} : { delimiter: kept.delimiter }),
          ...(kept.quote === undefined ? {} : { quote: kept.quote }),
          ...(kept.escape === undefined ? {} : { escape: kept.escape }),
          ...(kept.header_rows === undefined ? {} : { headerRows: kept.header_rows }),
        });
      }),
      { numRuns: 2000 },
    );
  });
});
