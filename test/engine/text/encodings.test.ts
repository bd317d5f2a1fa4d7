import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { strictDecoder, transcoded } from '../../../src/engine/text/encodings.js';
import { suggestDecodings } from '../../../src/engine/text/suggest-decodings.js';
import { canonicalEncoding, canonicalEncodings, encodingNames } from '../../../src/model/encodings.js';

const encode = (text: string, name: string, addBOM = false) =>
  iconv.encode(text, name as iconv.Encoding, { addBOM });

/** Names of our own, and those that mean a superset as in browsers. */
const ownNames = ['ansi', 'excel', 'excel-de', 'excel-zh'];

describe('names of encodings', () => {
  it.each(encodingNames.filter((name) => !ownNames.includes(name)))('%s is known to the decoder', (name) => {
    expect(iconv.encodingExists(name)).toBe(true);
  });

  it.each([
    ['ansi', 'windows-1252'],
    ['Excel', 'windows-1252'],
    ['excel-de', 'windows-1252'],
    ['ISO_8859-1', 'windows-1252'],
    ['L1', 'windows-1252'],
    ['cp1252', 'windows-1252'],
    ['ibm850', 'cp850'],
    ['1251', 'windows-1251'],
    ['excel-zh', 'gb18030'],
    ['GB2312', 'gbk'],
    ['utf8', 'utf-8'],
    ['UTF16LE', 'utf-16le'],
    ['utf-16', 'utf-16'],
    ['Shift-JIS', 'shift_jis'],
    ['base64', undefined],
    ['utf-7', undefined],
    ['', undefined],
  ])('%s means %s', (name, canonical) => {
    expect(canonicalEncoding(name)).toBe(canonical);
  });

  it('are each of one encoding', () => {
    for (const name of canonicalEncodings) expect(canonicalEncoding(name)).toBe(name);
  });
});

describe('a strict decoder', () => {
  it.each(canonicalEncodings.filter((name) => name !== 'utf-16'))('reads ASCII in %s', (name) => {
    const ascii = `\t\r\n${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))}`;
    expect(decodeAll(encode(ascii, name), name)).toEqual({ text: ascii, damage: undefined });
  });

  it('has none for utf-16, which leaves the byte order open', () => {
    expect(() => strictDecoder('utf-16')).toThrow('no decoder');
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be', 'gb18030'])(
    'leaves out the byte order mark of %s, once',
    (name) => {
      expect(decodeAll(encode('\ufeffa\ufeffb', name), name).text).toBe('a\ufeffb');
    },
  );

  it('reads the euro sign of German Excel, and of Chinese files', () => {
    expect(decodeAll(Buffer.from([0x80]), 'latin1').text).toBe('€');
    expect(decodeAll(encode('€', 'gb18030'), 'gb18030').text).toBe('€');
  });

  it('reads U+FFFD where the text itself has it', () => {
    for (const name of ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])
      expect(decodeAll(encode('a\ufffd\n€𠮷', name), name)).toEqual({
        text: 'a\ufffd\n€𠮷',
        damage: undefined,
      });
  });

  it.each([
    ['windows-1252', 'a\nb\n', [0x81]],
    ['windows-1250', 'a\nb\n', [0x98]],
    ['iso-8859-15', 'a\nb\n', [0x80]],
    ['us-ascii', 'a\nb\n', [0xe9]],
    ['gb18030', 'a\nb\n', [0x84, 0x20]],
    ['gb18030', 'a\nb\n', [0xff]],
    ['gb18030', 'a\nb\n', [0x81]],
    // Four bytes between the planes, and beyond the last one.
    ['gb18030', 'a\nb\n', [0x85, 0x30, 0x81, 0x30]],
    ['gb18030', 'a\nb\n', [0xe3, 0x32, 0x9a, 0x36]],
    ['gbk', 'a\nb\n', [0xb5]],
    ['big5', 'a\nb\n', [0xff, 0x41]],
    ['shift_jis', 'a\nb\n', [0x84]],
    ['shift_jis', 'a\nb\n', [0xff]],
    ['euc-jp', 'a\nb\n', [0xa4, 0x20]],
    ['euc-kr', 'a\nb\n', [0xc9]],
    ['utf-8', 'a\nb\n', [0xed, 0xa0, 0x80]],
    ['utf-8', 'a\nb\n', [0xe2, 0x82]],
    ['utf-16le', 'a\nb\n', [0x00, 0xd8, 0x41, 0x00]],
    ['utf-16be', 'a\nb\n', [0xdc, 0x00]],
    ['utf-16le', 'a\nb\n', [0x41]],
    ['utf-16be', 'a\nb\n', [0xd8, 0x3d]],
    ['utf-32le', 'a\nb\n', [0, 0, 0x11, 0]],
    ['utf-32be', 'a\nb\n', [0, 0]],
    ['windows-1252', 'a\rb\r', [0x81]],
  ])('notices bytes that mean nothing in %s', (name, before, bytes) => {
    const { damage } = decodeAll(Buffer.concat([encode(before, name), Buffer.from(bytes)]), name);
    expect(damage).toEqual({ line: 3, lines: 1 });
  });

  it('counts the damaged lines over all parts', async () => {
    const parts = ['a\n\x81\n', 'b\n\x8d', '\n\x90\n'].map((text) => Buffer.from(text, 'latin1'));
    const text = transcoded(streamOf(parts), 'windows-1252');
    for await (const _ of text);
    expect(text.damage()).toEqual({ line: 2, lines: 3 });
  });
});

const alphabets: Readonly<Record<string, string>> = {
  'windows-1252': 'aZ ,;"\n\räöüßéŒ€„“',
  'windows-1251': 'aZ ,;"\n\rИваяЁё№',
  macintosh: 'aZ ,;"\n\räöüßé†°',
  gb18030: 'aZ0 ,;"\n\r张伟总经理€é𠮷😀㐀\ufffd',
  gbk: 'aZ0 ,;"\n\r张伟总经理',
  big5: 'aZ0 ,;"\n\r張偉總經理許功蓋',
  shift_jis: 'aZ0 ,;"\n\r田中ソフトウェア表ｱ',
  'euc-jp': 'aZ0 ,;"\n\r田中ソフトウェア表ｱ',
  'euc-kr': 'aZ0 ,;"\n\r김철수부장',
  'utf-8': 'aZ ,;"\n\rä张😀\ufffd',
  'utf-16le': 'aZ ,;"\n\rä张😀\ufffd',
  'utf-16be': 'aZ ,;"\n\rä张😀\ufffd',
  'utf-32le': 'aZ ,;"\n\rä张😀',
};

describe('transcoding a stream', () => {
  it.each(Object.entries(alphabets))('reads %s the same however it is cut', async (name, alphabet) => {
    const text = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat({ max: 7 }), { minLength: 1 }), async (written, sizes) => {
        const read = transcoded(streamOf(cutUp(encode(written, name), sizes)), name);
        const parts: Buffer[] = [];
        for await (const part of read) parts.push(part);
        expect(read.damage()).toBeUndefined();
        expect(Buffer.concat(parts).toString()).toBe(written);
      }),
      { numRuns: 150 },
    );
  });

  it('notices any byte that windows-1252 leaves open, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        fc.array(fc.nat({ max: 7 }), { minLength: 1 }),
        async (bytes, sizes) => {
          const read = transcoded(streamOf(cutUp(Buffer.from(bytes), sizes)), 'windows-1252');
          for await (const _ of read);
          const isDamaged = bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
          expect(read.damage() !== undefined).toBe(isDamaged);
        },
      ),
    );
  });
});

describe('decodings of a line that is not UTF-8', () => {
  const german = 'Müller;Größe;Geschäftsführer;„Öl“';
  it.each([
    ['windows-1252', 'Müller'],
    ['windows-1252', german],
    ['windows-1252', `${german}\n`.repeat(50)],
    ['gb18030', '张伟'],
    ['gb18030', '张伟,总经理,北京分公司\n'.repeat(30)],
    ['big5', '張偉,總經理,臺北\n'.repeat(30)],
    ['shift_jis', '田中 太郎,部長,ソフトウェア\n'.repeat(30)],
    ['windows-1250', 'Łukasz;Wójcik;Gdańsk;część\n'.repeat(30)],
    ['windows-1251', 'Иванов;Директор;Москва'],
    ['macintosh', `${german}\n`.repeat(30)],
    ['cp850', 'Müller;Größe;Geschäftsführer'],
    ['euc-kr', '김철수,부장,서울'],
  ])('offer %s for %s', (name, text) => {
    const offered = suggestDecodings(encode(text, name));
    const right = offered.find(({ encoding }) => encoding === name);
    expect(text).toContain(right?.text.split(', ')[0]);
    expect(offered.length).toBeLessThanOrEqual(3);
    expect(new Set(offered.map(({ text: shown }) => shown)).size).toBe(offered.length);
  });

  it('put the plausible one first', () => {
    expect(suggestDecodings(encode('Müller;Größe', 'windows-1252'))).toEqual([
      { encoding: 'windows-1252', text: 'Müller, Größe' },
      { encoding: 'gb18030', text: 'M黮ler, Gr鲞e' },
    ]);
    expect(suggestDecodings(encode('张伟,总经理', 'gb18030'))[0]).toEqual({
      encoding: 'gb18030',
      text: '张伟, 总经理',
    });
  });

  it('leave windows-1252 out where it has no character', () => {
    const offered = suggestDecodings(encode('Éric;François;Hélène', 'macintosh'));
    expect(offered.map(({ encoding }) => encoding)).toEqual(['macintosh', 'gb18030']);
  });

  it('show no addresses, no digits, and three words at most', () => {
    const line = 'jörg.müller@firma.de;Straße 12b;049123456;Süd;Öl;Ärger;plain';
    const [first] = suggestDecodings(encode(line, 'windows-1252'));
    expect(first?.text).toBe('Straße, Süd, Öl');
    const [onlyAddress] = suggestDecodings(encode('jörg@firma.de;17', 'windows-1252'));
    expect(onlyAddress?.text).toBe('ö');
  });
});

function decodeAll(bytes: Buffer, name: string) {
  const decoder = strictDecoder(name);
  const text = decoder.write(bytes) + decoder.end();
  return { text, damage: decoder.damage() };
}

/** The bytes in pieces of these sizes, which come again and again. */
function cutUp(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = (sizes[turn % sizes.length] ?? 0) + 1;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

async function* streamOf(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts;
}
