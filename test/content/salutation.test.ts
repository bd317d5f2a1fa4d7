import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/content/language.js';
import { type Greeted, salutation } from '../../src/content/salutation.js';
import { HOSTILE } from '../sql/hostile.js';

/** `language | salutation | first name | last name | title`; what is left out is missing. */
function greet(row: string) {
  const [language, address, first_name, last_name, title] = row.split('|').map((cell) => cell.trim());
  const person: Greeted = { language, salutation: address, first_name, last_name, title };
  const { greeting, hello } = salutation(person);
  return `${greeting} / ${hello}`;
}

describe('J5 in German', () => {
  it.each([
    ['de | Frau Dr. | Anna | Müller', 'Sehr geehrte Frau Dr. Müller / Hallo Anna'],
    ['de | Herr | Max | Müller', 'Sehr geehrter Herr Müller / Hallo Max'],
    ['de | Ms. | Anna | Smith', 'Sehr geehrte Frau Smith / Hallo Anna'],
    ['de | 先生 | 伟 | 王', 'Sehr geehrter Herr 王 / Hallo 王伟'],
    ['de | Herr Prof. Dr. med. | Max | Müller', 'Sehr geehrter Herr Prof. Dr. Müller / Hallo Max'],
    ['de | Frau | Eva | Mag. Huber', 'Sehr geehrte Frau Mag. Huber / Hallo Eva'],
    ['de | Herr | Max | Dr.-Ing. Müller', 'Sehr geehrter Herr Dr. Müller / Hallo Max'],
    ['de | Herr | Max | Dipl.-Ing. Müller', 'Sehr geehrter Herr Müller / Hallo Max'],
    ['de | Frau | Anna | Müller | Prof. Dr.', 'Sehr geehrte Frau Prof. Dr. Müller / Hallo Anna'],
    ['de | Frau | Anna | Müller | Doctor of Marketing', 'Sehr geehrte Frau Müller / Hallo Anna'],
    ['de | Sehr geehrter Herr Dr. Müller | | Müller', 'Sehr geehrter Herr Dr. Müller / Hallo'],
    ['de | Herr | | von der Leyen', 'Sehr geehrter Herr von der Leyen / Hallo'],
    ['de | | Anna | Müller', 'Guten Tag Anna Müller / Hallo Anna'],
    ['de | Frau | Anna |', 'Guten Tag Anna / Hallo Anna'],
    ['de | Frau | |', 'Guten Tag / Hallo'],
    ['de | | | Müller', 'Guten Tag / Hallo'],
    ['de | Dr. | | Müller', 'Guten Tag Dr. Müller / Hallo'],
    ['de | Dr. | Kim | Müller', 'Guten Tag Dr. Kim Müller / Hallo Kim'],
    ['de | Dr. | Kim |', 'Guten Tag Kim / Hallo Kim'],
    ['de | | Mag | Huber', 'Guten Tag Mag Huber / Hallo Mag'],
    ['de | | A. | Müller', 'Guten Tag A. Müller / Hallo'],
    ['de | Herr/Frau | Kim | Müller', 'Guten Tag Kim Müller / Hallo Kim'],
    ['de | Mr. & Mrs. | | Müller', 'Guten Tag / Hallo'],
    ['de | divers | Kim | Müller', 'Guten Tag Kim Müller / Hallo Kim'],
    ['de | | |', 'Guten Tag / Hallo'],
  ])('%s: %s', (row, said) => {
    expect(greet(row)).toBe(said);
  });
});

describe('J5 in English', () => {
  it.each([
    ['en | Ms | Anna | Smith', 'Dear Ms Smith / Hi Anna'],
    ['en | Mrs. | Anna | Smith', 'Dear Mrs Smith / Hi Anna'],
    ['en | Miss | Anna | Smith', 'Dear Ms Smith / Hi Anna'],
    ['en | MR | Max | Smith', 'Dear Mr Smith / Hi Max'],
    ['en | Frau | Anna | Müller', 'Dear Ms Müller / Hi Anna'],
    ['en | 女士 | 丽 | 李', 'Dear Ms 李 / Hi 李丽'],
    ['en | Dr. | Anna | Smith', 'Dear Dr Smith / Hi Anna'],
    ['en | Frau Prof. Dr. | Anna | Müller', 'Dear Professor Müller / Hi Anna'],
    ['en | Mr | Max | Smith, MBA', 'Dear Mr Smith / Hi Max'],
    ['en | | Anna | Smith', 'Dear Anna Smith / Hi Anna'],
    ['en | | Anna |', 'Dear Anna / Hi Anna'],
    ['en | | | Smith', 'Hello / Hello'],
    ['en | Mr | |', 'Hello / Hello'],
  ])('%s: %s', (row, said) => {
    expect(greet(row)).toBe(said);
  });
});

describe('J5 in Chinese', () => {
  it.each([
    ['zh | 女士 | 丽 | 王', '尊敬的王女士 / 您好，王丽'],
    ['zh | 先生 | 伟 | 王', '尊敬的王先生 / 您好，王伟'],
    ['zh | Mr. | 伟 | 王', '尊敬的王先生 / 您好，王伟'],
    ['zh | | 伟 | 王', '尊敬的王伟 / 您好，王伟'],
    ['zh | | 王伟 | 王', '尊敬的王伟 / 您好，王伟'],
    ['zh | | 伟 | 王伟', '尊敬的王伟 / 您好，王伟'],
    ['zh | | 王伟 |', '尊敬的王伟 / 您好，王伟'],
    ['zh | | 王伟 | 王伟', '尊敬的王伟 / 您好，王伟'],
    ['zh | | 娜娜 | 欧阳', '尊敬的欧阳娜娜 / 您好，欧阳娜娜'],
    ['zh | | | 王先生', '尊敬的王先生 / 您好，王先生'],
    ['zh | 女士 | | 王', '尊敬的王女士 / 您好，王女士'],
    ['zh | 王教授 | 伟 | 王', '尊敬的王教授 / 您好，王伟'],
    ['zh | 博士 | 伟 | 王', '尊敬的王博士 / 您好，王伟'],
    ['zh | | | 王', '您好 / 您好'],
    ['zh | | |', '您好 / 您好'],
    ['zh | Ms | Anna | Smith', '尊敬的Smith女士 / 您好，Anna'],
    ['zh | | Anna | Smith', '尊敬的Anna Smith / 您好，Anna'],
  ])('%s: %s', (row, said) => {
    expect(greet(row)).toBe(said);
  });
});

describe('J5 the form of address', () => {
  it.each([
    'Frau',
    'FRAU',
    'Fr.',
    'Frau Müller',
    'Sehr geehrte Frau',
    'Ms',
    'Ms.',
    'Mrs',
    'Miss',
    'Mme',
    '女士',
    '小姐',
  ])('%s is a woman', (address) => {
    expect(greet(`de | ${address} | Kim | Müller`)).toMatch(/^Sehr geehrte Frau Müller/);
  });

  it.each(['f', 'F.', 'w', 'female', 'weiblich', '女'])('%s is a woman, too', (sex) => {
    expect(greet(`de | ${sex} | Kim | Müller`)).toMatch(/^Sehr geehrte Frau Müller/);
  });

  it.each([
    'Herr',
    'Herrn',
    'Hr.',
    'Herr Dr.',
    'Mr',
    'mr.',
    'Mister',
    'Lieber Herr',
    '先生',
    'm',
    'männlich',
    '男',
  ])('%s is a man', (address) => {
    expect(greet(`de | ${address} | Kim | Müller`)).toMatch(/^Sehr geehrter Herr (?:Dr\. )?Müller/);
  });

  it.each(['', '-', 'n/a', 'Firma', 'Familie', 'Mx', 'Damen und Herren', 'Herr oder Frau', 'Mr/Mrs', 'M F'])(
    '%j says nothing',
    (address) => {
      expect(greet(`de | ${address} | Kim | Müller`)).toMatch(/^Guten Tag Kim Müller/);
    },
  );

  it('is also found in front of a name', () => {
    expect(greet('de | | Anna | Frau Dr. Müller')).toBe('Sehr geehrte Frau Dr. Müller / Hallo Anna');
    expect(greet('en | | | Mr. Smith')).toBe('Dear Mr Smith / Hello');
  });
});

describe('J5 names', () => {
  it.each([
    ['MÜLLER', 'Müller'],
    ['müller', 'Müller'],
    ['ANNA-LENA', 'Anna-Lena'],
    ['anna-lena', 'Anna-Lena'],
    ['li', 'Li'],
    ['LI', 'LI'],
    ['VON DER LEYEN', 'VON DER LEYEN'],
    ['van gogh', 'van gogh'],
    ["O'BRIEN", "O'BRIEN"],
    ['MCDONALD', 'MCDONALD'],
    ['macArthur', 'macArthur'],
    ['İBRAHİM', 'İBRAHİM'],
    ['Nguyễn', 'Nguyễn'],
    ['Nguye\u0302\u0303n', 'Nguyễn'],
    ['  van   Dijk\t', 'van Dijk'],
    ['\u202Emüller\u0000', 'Müller'],
    ['Müller (geb. Meier)', 'Müller'],
    ['Smith, PhD', 'Smith'],
    ['Na', 'Na'],
    ['김', '김'],
    ['ක්‍රිස්', 'ක්‍රිස්'],
    ['Жанна д’Арк', 'Жанна д’Арк'],
  ])('%j is shown as %s', (name, shown) => {
    const { greeting } = salutation({ salutation: 'Herr', language: 'de', last_name: name });
    expect(greeting).toBe(`Sehr geehrter Herr ${shown}`);
  });

  it.each([
    ...[
      'test',
      'Test',
      'TEST',
      'n/a',
      'N.A.',
      'NA',
      'na',
      '-',
      '.',
      '?',
      'k.A.',
      'null',
      'undefined',
      'None',
    ],
    ...[
      'unbekannt',
      'keine Angabe',
      'Vorname',
      'First Name',
      'asdf',
      'xxx',
      'AAAA',
      'info',
      'Vertrieb',
      '未知',
    ],
    ...[
      '4711',
      'Anna2',
      'anna@example.com',
      'www.example.com/',
      'Müller GmbH',
      'Acme Inc.',
      'Bau AG',
      '北京公司',
    ],
    ...[
      '{{ first_name }}',
      '<b>Anna</b>',
      '$(name)',
      '"Anna"',
      '*|FNAME|*',
      'a'.repeat(61),
      'Anna & Max',
      '\u200B',
      '😀',
    ],
  ])('%j is no name', (name) => {
    expect(salutation({ language: 'de', salutation: 'Frau', first_name: name, last_name: name })).toEqual({
      greeting: 'Guten Tag',
      hello: 'Hallo',
    });
  });

  it.each([
    ['Anna Müller', 'Müller', 'Guten Tag Anna Müller'],
    ['Anna', 'Anna Müller', 'Guten Tag Anna Müller'],
    ['Müller', 'Müller', 'Guten Tag'],
    ['Anna Müller', '', 'Guten Tag Anna Müller'],
    ['J. R.', 'J.', 'Guten Tag'],
  ])('%j and %j are not said twice', (first_name, last_name, greeting) => {
    expect(salutation({ language: 'de', first_name, last_name }).greeting).toBe(greeting);
  });
});

describe('S6.11 the language', () => {
  it.each([
    ['de', 'de-AT', 'DE_ch', 'German', 'Deutsch (Schweiz)', 'deu', ' deutsch ', '德语'],
    ['en', 'en-GB', 'EN', 'English', 'Englisch', '英文'],
    [
      'zh',
      'zh-CN',
      'zh_Hant_TW',
      'Chinese (Simplified)',
      '中文',
      '中文（简体）',
      '简体中文',
      'Mandarin',
      'cn',
    ],
  ])('%s is also %s, %s, %s, %s', (language, ...texts) => {
    expect(texts.map((text) => languageOf(text, 'fr'))).toEqual(texts.map(() => language));
  });

  it('is that of the policy where the lead has none of ours, else English', () => {
    expect(languageOf(undefined, 'de')).toBe('de');
    expect(languageOf('', 'zh-CN')).toBe('zh');
    expect(languageOf('fr-FR', 'de')).toBe('de');
    expect(languageOf('Denglish', 'fr')).toBe('en');
    expect(languageOf()).toBe('en');
    expect(salutation({ first_name: 'Anna' }, 'de').hello).toBe('Hallo Anna');
    expect(salutation({ first_name: 'Anna', language: 'zh' }, 'de').hello).toBe('您好，Anna');
  });
});

describe('J5 a salutation', () => {
  const cell = fc.option(
    fc.oneof(
      fc.constantFrom(
        'Anna',
        'MÜLLER',
        'Dr. Müller',
        'Prof. Dr. ',
        'Frau',
        'Herr',
        '王',
        '伟',
        '王先生',
        'n/a',
        ' , ',
      ),
      fc.constantFrom(
        'undefined',
        'null',
        'test',
        '',
        '  ',
        ' a  b ',
        '()',
        'Dr.',
        'A.',
        'info@example.com',
        ...HOSTILE,
      ),
      fc.string({ unit: 'grapheme' }),
    ),
    { nil: undefined },
  );
  const person = fc.record({
    language: fc.constantFrom('de', 'en', 'zh', undefined),
    salutation: cell,
    title: cell,
    first_name: cell,
    last_name: cell,
  });
  const neutral = /^(?:Guten Tag|Hallo|Sehr geehrter? (?:Herr|Frau) |Dear |Hello$|Hi |尊敬的|您好)/;

  it('always says something, on one line, without a hole', () => {
    fc.assert(
      fc.property(person, (lead) => {
        for (const said of Object.values(salutation(lead))) {
          expect(said).toMatch(neutral);
          expect(said).not.toMatch(/^\s|\s$|\s\s|[\n\t\p{Cc}]|undefined|null|[{}<>@]/iu);
          expect(said.length).toBeLessThan(180);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on blanks around the cells, nor on empty cells in place of missing ones', () => {
    fc.assert(
      fc.property(person, (lead) => {
        const padded = Object.fromEntries(
          Object.entries(lead).map(([field, text]) => [field, `\u3000${text ?? ''} `]),
        );
        expect(salutation(padded)).toEqual(salutation(lead));
      }),
    );
  });
});
