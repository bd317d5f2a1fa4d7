import { describe, expect, it } from 'vitest';
import { eventNames, headerKey, leadNames, noNames, visibleHeader } from '../../src/engine/aliases.js';
import { checkMappedValues } from '../../src/engine/check-mapped-values.js';
import {
  columnName,
  type HeadedFile,
  mapColumns,
  missingEventColumns,
  missingExpectedColumns,
  missingKey,
  repeatedHeader,
} from '../../src/engine/mapping.js';
import { sampledFile } from './sampled-file.js';
import { useEngine } from './use-engine.js';

const traps = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('a mapped column is found by its name', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['as it is', 'Email', 'Email'],
    ['in another case', 'EMAIL', 'email'],
    ['with blanks around it', 'Email', '  Email '],
    ['with no-break spaces around it', 'Email', '\u00a0Email\u202f'],
    ['with a no-break space inside', 'Email Address', 'Email\u00a0Address'],
    ['with a byte order mark', 'Email', '\ufeffEmail'],
    ['with zero-width characters', 'Email', 'E\u200bma\u2060il\u200e'],
    ['with a soft hyphen', 'Firmenname', 'Firmen\u00adname'],
    ['with another dash', 'E-Mail', 'E\u2011Mail'],
    ['with other separators', 'first_name', 'First Name'],
    ['composed or decomposed', 'Größe', 'Gro\u0308ße'],
    ['in Chinese', '电子邮件', ' 电子邮件 '],
    ['in Arabic', 'البريد الإلكتروني', '\u200fالبريد الإلكتروني'],
    ['in Hindi', 'ईमेल', 'ईमेल'],
    ['in Greek', 'ΗΛΕΚΤΡΟΝΙΚΌ', 'ηλεκτρονικό'],
    ['that is all punctuation', '--', '--'],
    ...traps.map((name) => [name, name, name] as const),
  ];

  it.each(table)('%s', (_, asked, written) => {
    const mapping = mapColumns(fileOf('id', written), { wanted: asked }, noNames);
    expect(mapping.problems).toEqual([]);
    expect(mapping.header('wanted')).toBe(written);
    expect(mapping.column('wanted')?.text).toBe('"c1"');
  });

  it.each(traps)('and %s is a field like any other', (field) => {
    const file = fileOf('id', 'x');
    expect(mapColumns(file, { [field]: 'x' }, noNames).header(field)).toBe('x');
    for (const names of [noNames, leadNames(field), eventNames()]) {
      expect(mapColumns(file, {}, names).column(field)).toBeUndefined();
      expect(mapColumns(fileOf('id', field), {}, names).header(field)).toBe(field);
    }
  });
});

describe('a column that is not there', () => {
  const table: readonly (readonly [string, string, readonly string[], string])[] = [
    ['email', 'Email', ['ID', 'E-Mail Adresse'], 'Did you mean "E-Mail Adresse"?'],
    ['email', 'Email', ['ID', 'E-Mail'], 'Did you mean "E-Mail"?'],
    ['email', 'Kontakt', ['ID', '邮箱'], 'Did you mean "邮箱"?'],
    ['title', 'Job titel', ['id', 'Job title'], 'Did you mean "Job title"?'],
    ['company', 'Firmen', ['Nr', 'Firmenname'], 'Did you mean "Firmenname"?'],
    ['company', 'Account', ['Nr', '', 'x'], 'It has: Nr, (column 2), x.'],
    ['company', 'toString', ['Nr', 'constructor'], 'It has: Nr, constructor.'],
  ];

  it.each(table)('%s -> %j among %j', (field, header, columns, help) => {
    const { problems } = mapColumns(fileOf(...columns), { [field]: header }, leadNames('generic'));
    expect(problems).toMatchObject([{ code: 'input/missing-column', severity: 'error', help }]);
  });

  it('is not suggested to be one that another field has', () => {
    const mapped = { first_name: 'Name', email: 'Nome' };
    const { problems } = mapColumns(fileOf('Name', 'x'), mapped, leadNames('generic'));
    expect(problems).toMatchObject([{ help: 'It has: Name, x.' }]);
  });

  it('is never one without a name', () => {
    const mapping = mapColumns(fileOf('id', '', ' \u200b'), { blank: '', wide: '\u00a0' }, noNames);
    expect([mapping.column('blank'), mapping.column('wide'), mapping.column('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is named among those that leads, events and expectations need', () => {
    const file = fileOf('Name', '', 'Amount');
    const mapping = mapColumns(file, {}, noNames);
    expect(missingKey({ file, mapping })).toMatchObject([
      {
        code: 'input/no-key',
        message: 'x.csv has no id and no e-mail column. It has: Name, (column 2), Amount.',
      },
    ]);
    expect(missingEventColumns({ file, mapping })).toMatchObject([{ code: 'input/no-event-columns' }]);
    expect(missingExpectedColumns(file, ['name', 'AMOUNT ', 'Amounts', 'Owner'])).toMatchObject([
      { code: 'input/missing-expected-column', help: 'Did you mean "Amount"?' },
      { code: 'input/missing-expected-column', help: 'It has: Name, (column 2), Amount.' },
    ]);
  });
});

describe('several columns that can be meant', () => {
  it('are told apart by how they are written', () => {
    const file = fileOf('Lead ID', 'lead_id');
    for (const header of file.columns) {
      expect(mapColumns(file, { key: header }, leadNames('generic'))).toMatchObject({ problems: [] });
      expect(mapColumns(file, { key: header }, leadNames('generic')).header('key')).toBe(header);
    }
    expect(mapColumns(file, {}, leadNames('generic')).header('key')).toBe('lead_id');
  });

  it('are an error where nothing tells them apart', () => {
    for (const columns of [
      ['Lead ID', 'Lead_Id'],
      ['email', 'email\u200b'],
      ['Email', 'EMAIL'],
    ]) {
      const file = fileOf(...columns);
      const field = columns[0]?.startsWith('Lead') ? 'key' : 'email';
      const mapping = mapColumns(file, { [field]: field === 'key' ? 'lead id' : 'email' }, noNames);
      expect(mapping.column(field)).toBeUndefined();
      expect(mapping.problems).toMatchObject([{ code: 'input/duplicate-header', severity: 'error' }]);
    }
  });

  it('repeat a header whatever its case and what nobody sees of it', () => {
    expect(repeatedHeader(['email', 'Email'])).toBe('Email');
    expect(repeatedHeader(['email', '\ufeffemail '])).toBe('\ufeffemail ');
    expect(repeatedHeader(['email', 'e-mail', '', ' ', '', ...traps])).toBeUndefined();
  });
});

describe('headers', () => {
  it('are compared in one form, which is its own', () => {
    for (const header of ['\ufeff E-Mail\u00a0Adresse ', 'first_name', '--', '邮箱', 'Straße', ...traps]) {
      expect(headerKey(headerKey(header))).toBe(headerKey(header));
      expect(visibleHeader(visibleHeader(header))).toBe(visibleHeader(header));
    }
    expect(headerKey('\ufeff E-Mail\u00a0Adresse ')).toBe('e mail adresse');
    expect(columnName(['a', '\u200b'], 1)).toBe('(column 2)');
  });
});

describe('the values under a header', () => {
  const engine = useEngine();
  const words = Array.from({ length: 30 }, (_, row) => `Person ${row}`);
  const addresses = words.map((_, row) => `p${row}@corp.example`);
  const check = (columns: Parameters<typeof sampledFile>[0], mapped: Record<string, string>) =>
    checkMappedValues(engine(), sampledFile(columns, { mapped }));

  it('are addresses where addresses are mapped', async () => {
    expect(await check({ Name: words, Mail: addresses }, { email: 'Mail' })).toEqual([]);
    expect(await check({ Name: words, Mail: addresses }, { title: 'Name' })).toEqual([]);
  });

  it('are in another column when headers were swapped', async () => {
    const [problem, ...others] = await check({ Mail: words, Name: addresses }, { email: 'Mail' });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'input/swapped-columns',
      severity: 'error',
      message:
        'leads.csv: the e-mail column Mail holds no address in its first 30 values, and Name is full of them.',
    });
    expect(problem?.help).toContain('columns: { email: "Name" }');
  });

  it('are a warning where only a usual name says what was meant, or no column has addresses', async () => {
    const found = await check({ email: words, Name: addresses }, {});
    const without = await check({ Mail: words, Name: words }, { email: 'Mail' });
    expect([...found, ...without]).toMatchObject([
      { code: 'input/no-addresses', severity: 'warning', help: 'Map it: columns: { email: "Name" }.' },
      { code: 'input/no-addresses', severity: 'warning' },
    ]);
  });

  it('say nothing when there are few, or when one of them has an @', async () => {
    const few = { Mail: words.slice(0, 19), Name: addresses };
    const one = { Mail: [...words, 'Ann <ann@corp.example>'], Name: addresses };
    expect(await check(few, { email: 'Mail' })).toEqual([]);
    expect(await check(one, { email: 'Mail' })).toEqual([]);
  });
});

function fileOf(...columns: readonly string[]): HeadedFile {
  return { name: 'x.csv', columns };
}
