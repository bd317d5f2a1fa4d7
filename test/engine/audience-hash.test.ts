import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AudienceField, audienceFields } from '../../src/engine/audience-forms.js';
import { type AudienceLead, audienceHeader, audienceRow } from '../../src/engine/audience-hash.js';
import { type AudiencePlatform, audiencePlatforms } from '../../src/model/send-list.js';

/** The cell of a field that a platform has for it. */
function cellOf(platform: AudiencePlatform, header: string, lead: AudienceLead): string | undefined {
  return audienceRow(platform, lead).cells[audienceHeader(platform).indexOf(header)];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('A8 the files that ad platforms take', () => {
  it('have their headers to the letter', () => {
    expect(audienceHeader('google').join()).toBe('Email,Phone,First Name,Last Name,Country,Zip');
    expect(audienceHeader('meta').join()).toBe('email,phone,fn,ln,zip,ct,st,country');
    expect(audienceHeader('tiktok').join()).toBe('Email_SHA256,Phone_SHA256');
  });

  it('hash one address to the known values, which differ by platform', () => {
    const lead = { email: ' J.Doe+News@GMail.com ' };
    expect(cellOf('google', 'Email', lead)).toBe(
      '910789803908d9ab8a57b28ff0af7ab81b9607356aef6f18d8499eb1489ed8ab',
    );
    expect(cellOf('meta', 'email', lead)).toBe(
      'a381164d961568fd2d50633268b5430ee56b338246ac900101d161dfae1236c1',
    );
    expect(cellOf('tiktok', 'Email_SHA256', lead)).toBe(cellOf('meta', 'email', lead));
    // What Google would get if only the dots went.
    expect(cellOf('meta', 'email', { email: 'JDoe+News@gmail.com' })).toBe(
      'b12d16a11b0e21b25be5ad557183fae989b70479a78f22577118175de8a55850',
    );
    // The example in the help of TikTok.
    expect(cellOf('tiktok', 'Email_SHA256', { email: 'JaneDoe@gmail.com' })).toBe(
      'd6117306485ed0e50afab3ac871e98f81699151f30281527d63ff5f233656c69',
    );
  });

  it.each([
    ['google', 'Email', { email: 'A.B+c@googlemail.com' }, 'ab@googlemail.com'],
    ['google', 'Email', { email: 'A.B+c@Corp.example' }, 'a.b+c@corp.example'],
    ['google', 'Email', { email: 'x@müller.example' }, 'x@xn--mller-kva.example'],
    ['google', 'Phone', { phone: '+49 (0)30 123-456 78' }, '+493012345678'],
    ['google', 'Phone', { phone: '0049 30 12345678' }, '+493012345678'],
    ['google', 'Phone', { phone: '+1 (657) 777.0000' }, '+16577770000'],
    ['meta', 'phone', { phone: '+1 (657) 777.0000' }, '16577770000'],
    ['tiktok', 'Phone_SHA256', { phone: '＋８６ 138 0013 8000' }, '+8613800138000'],
    ['google', 'First Name', { first_name: ' Anna-Lena Marie ' }, 'anna-lena marie'],
    ['meta', 'fn', { first_name: ' Anna-Lena ' }, 'annalena'],
    ['meta', 'ln', { last_name: "O'Brién Jr." }, 'obrién jr'],
    ['meta', 'ln', { last_name: '王' }, '王'],
    ['meta', 'ct', { city: 'Frankfurt (Oder) 1' }, 'frankfurtoder'],
    ['meta', 'ct', { city: 'Mu\u0308nchen' }, 'münchen'],
    ['meta', 'st', { state: 'Nordrhein-Westfalen' }, 'nordrheinwestfalen'],
    ['meta', 'zip', { zip: 'SW1A 1AA', country: 'gb' }, 'sw1a1aa'],
    ['meta', 'zip', { zip: '94303-5300', country: 'US' }, '94303'],
    ['meta', 'country', { country: 'DE' }, 'de'],
  ] as const)('%s %s of %j is the hash of %s', (platform, header, lead, form) => {
    expect(cellOf(platform, header, lead)).toBe(sha256(form));
    expect(audienceRow(platform, lead).unusable).toEqual([]);
  });

  it('leave country and postcode plain for Google', () => {
    expect(audienceRow('google', { country: ' de', zip: ' 01067 ' }).cells).toEqual([
      '',
      '',
      '',
      '',
      'DE',
      '01067',
    ]);
  });

  it.each([
    ['a phone number without its country', { phone: '030 1234567' }, ['phone']],
    ['a phone number that is too short', { phone: '+49 110' }, ['phone']],
    ['two phone numbers', { phone: '+49301234567, +49301234568' }, ['phone']],
    ['a phone number with an extension', { phone: '+49301234567 ext. 5' }, ['phone']],
    ['what is no address', { email: 'n/a' }, ['email']],
    ['two addresses', { email: 'a@x.example / b@x.example' }, ['email']],
    ['an address of nothing but a suffix', { email: '+news@gmail.com' }, ['email']],
    ['the name of a country', { country: 'Germany' }, ['country']],
    ['blanks, which are no value', { email: '  ', phone: '' }, []],
  ] as const)('leave the cell empty and tell of %s', (_, lead, unusable) => {
    expect(audienceRow('google', lead)).toEqual({
      cells: ['', '', '', '', '', ''],
      unusable,
      identifies: false,
    });
  });

  it('say whether a row can find anybody', () => {
    const name = { first_name: 'Anna', last_name: 'Beier', country: 'DE' };
    expect(audienceRow('google', name).identifies).toBe(false);
    expect(audienceRow('google', { ...name, zip: '10115' }).identifies).toBe(true);
    expect(audienceRow('tiktok', { ...name, zip: '10115' }).identifies).toBe(false);
    expect(audienceRow('tiktok', { phone: '+493012345678' }).identifies).toBe(true);
  });
});

describe('A9 more data opens more columns', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.emailAddress(),
    fc.constant('+49 30 1234567'),
  );
  const leads = fc.dictionary(fc.constantFrom(...audienceFields), value) as fc.Arbitrary<AudienceLead>;
  const platforms = fc.constantFrom(...audiencePlatforms);

  it('and a further field never empties a cell', () => {
    fc.assert(
      fc.property(platforms, leads, leads, (platform, known, learned) => {
        const before = audienceRow(platform, known).cells;
        const after = audienceRow(platform, { ...learned, ...known }).cells;
        for (const [index, cell] of before.entries()) if (cell !== '') expect(after[index]).not.toBe('');
      }),
    );
  });

  it('and each cell is a hash, or plain where the platform wants it, and nothing is lost unseen', () => {
    fc.assert(
      fc.property(platforms, leads, (platform, lead) => {
        const { cells, unusable } = audienceRow(platform, lead);
        expect(cells).toHaveLength(audienceHeader(platform).length);
        for (const [index, cell] of cells.entries()) {
          if (platform !== 'google' || index < 4) expect(cell).toMatch(/^(?:[0-9a-f]{64})?$/);
        }
        const given = (Object.keys(lead) as AudienceField[]).filter((field) => lead[field]?.trim() !== '');
        const filled = cells.filter((cell) => cell !== '').length;
        expect(filled + unusable.length).toBeLessThanOrEqual(given.length);
        if (platform === 'meta') expect(filled + unusable.length).toBe(given.length);
      }),
    );
  });

  it('and how an address is written makes no difference', () => {
    fc.assert(
      fc.property(platforms, fc.emailAddress(), (platform, email) => {
        expect(audienceRow(platform, { email: ` ${email.toUpperCase()} ` }).cells).toEqual(
          audienceRow(platform, { email }).cells,
        );
      }),
    );
  });
});
