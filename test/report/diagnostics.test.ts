import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnose.js';
import type { Diagnostic, Span } from '../../src/diagnostics/diagnostic.js';
import { foldRepeats } from '../../src/diagnostics/fold-repeats.js';
import { didYouMean, nearest } from '../../src/diagnostics/nearest.js';
import { renderCounts } from '../../src/report/diagnostics/count-severities.js';
import { frameExcerpt } from '../../src/report/diagnostics/frame-excerpt.js';
import { plainPainter } from '../../src/report/diagnostics/painter.js';
import { renderConcise } from '../../src/report/diagnostics/render-concise.js';
import { renderJson } from '../../src/report/diagnostics/render-json.js';
import { renderPretty } from '../../src/report/diagnostics/render-pretty.js';

const plain = { color: plainPainter, width: 80 };
const at = (line: number): Span => ({
  file: 'nurture.yaml',
  line,
  column: 3,
  endLine: line,
  endColumn: 7,
  excerpt: '  fti: {}',
});
const unknownKey = (line: number) =>
  diagnose('config/unknown-key', 'The key "fti" is not known.', at(line), { help: 'Did you mean "fit"?' });
const notice: Diagnostic = { code: 'config/vanity-factor', severity: 'warning', message: 'Opens count.' };

describe('renderPretty', () => {
  it('says what, where, why and what to do', () => {
    expect(renderPretty([unknownKey(12)], plain)).toBe(`error[config/unknown-key]: The key "fti" is not known.
  --> nurture.yaml:12:3
   |
12 |   fti: {}
   |   ^^^^
   = why: An unknown key would be ignored, and the config would not do what it
          seems to say.
   = help: Did you mean "fit"?
`);
  });

  it('separates two by a blank line, and leaves out what is not known', () => {
    const withoutExcerpt = { ...notice, at: { file: 'leads.csv', line: 3 } };
    expect(renderPretty([notice, withoutExcerpt], plain)).toBe(`warning[config/vanity-factor]: Opens count.

warning[config/vanity-factor]: Opens count.
 --> leads.csv:3
`);
    expect(renderPretty([], plain)).toBe('');
  });

  it('names the further places of folded problems', () => {
    const [folded] = foldRepeats([1, 2, 3, 4, 5].map(unknownKey));
    expect(renderPretty(folded === undefined ? [] : [folded], plain)).toContain(
      '  = also: 5 times in all, e.g. nurture.yaml:2:3, nurture.yaml:3:3\n',
    );
  });

  it('paints with chalk, and says the same without colours', () => {
    const painted = renderPretty([unknownKey(12), notice], { color: new Chalk({ level: 1 }), width: 80 });
    expect(painted).toContain('\u001b[31m');
    const colourCode = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(painted.replace(colourCode, '')).toBe(renderPretty([unknownKey(12), notice], plain));
  });

  it('lets no text steer the terminal', () => {
    const hostile = 'a\u001b[2J\u0007b\r\nc\u202ed\u0085';
    const printed = renderPretty(
      [
        diagnose(
          'config/unknown-key',
          hostile,
          { file: hostile, line: 1, column: 1, excerpt: hostile },
          { help: hostile },
        ),
      ],
      plain,
    );
    expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(printed).toContain('a␛[2J␇b␍␊c\ufffdd\ufffd');
  });
});

describe('frameExcerpt', () => {
  it.each([
    ['plain text', 'score: reedy', 7, 12, 'score: reedy', '       ^^^^^'],
    ['an empty range', 'score:', 6, 6, 'score:', '      ^'],
    ['a place after the end', 'score:', 9, 12, 'score:', '      ^'],
    ['tabs as four blanks', '\ta: b', 4, 5, '    a: b', '       ^'],
    ['a marked tab', '\ta', 0, 1, '    a', '^^^^'],
    ['Chinese characters as two columns', '公司: 名称', 4, 6, '公司: 名称', '      ^^^^'],
    ['emoji as two columns', '👩‍💻x: y', 5, 6, '👩‍💻x: y', '  ^'],
    ['accents of their own as none', 'e\u0301x: y', 2, 3, 'e\u0301x: y', ' ^'],
    ['blanks at the end', 'a:   ', 0, 1, 'a:', '^'],
  ])('frames %s', (_, excerpt, start, end, line, caret) => {
    expect(frameExcerpt(excerpt, start, end, 80)).toEqual({ line, caret });
  });

  it('cuts a wide line to the surroundings of the place', () => {
    const long = `${'a'.repeat(100)}HERE${'b'.repeat(100)}`;
    expect(frameExcerpt(long, 100, 104, 40)).toEqual({
      line: `…${'a'.repeat(12)}HERE${'b'.repeat(22)}…`,
      caret: `${' '.repeat(13)}^^^^`,
    });
    expect(frameExcerpt('漢'.repeat(100), 50, 51, 40).line.length).toBeLessThan(40);
    expect(frameExcerpt('x'.repeat(300), 0, 300, 30).caret).toBe('^'.repeat(30));
  });
});

describe('renderConcise', () => {
  it('prints one line each', () => {
    const [folded] = foldRepeats([1, 2, 3, 4].map(unknownKey));
    expect(renderConcise([unknownKey(12), notice, folded ?? notice])).toBe(
      `nurture.yaml:12:3: error config/unknown-key The key "fti" is not known.
warning config/vanity-factor Opens count.
nurture.yaml:1:3: error config/unknown-key The key "fti" is not known. (4 times)
`,
    );
  });
});

describe('renderJson and renderCounts', () => {
  it('count what was folded as often as it occurs', () => {
    const folded = foldRepeats([...[1, 2, 3, 4].map(unknownKey), notice]);
    expect(renderJson(folded)).toEqual({
      schemaVersion: 1,
      diagnostics: folded,
      counts: { error: 4, warning: 1, info: 0 },
    });
    expect(renderCounts(folded, 'nurture.yaml')).toBe('4 errors, 1 warning in nurture.yaml');
    expect(renderCounts([], 'nurture.yaml')).toBe('0 errors, 0 warnings in nurture.yaml');
  });
});

describe('foldRepeats', () => {
  it('keeps up to three equal problems as they are', () => {
    const three = [1, 2, 3].map(unknownKey);
    expect(foldRepeats(three)).toEqual(three);
  });

  it('folds more into the first, with the first three places', () => {
    const many = Array.from({ length: 10_000 }, (_, line) => unknownKey(line + 1));
    expect(foldRepeats([notice, ...many])).toEqual([
      notice,
      { ...unknownKey(1), also: { places: [at(2), at(3)], count: 10_000 } },
    ]);
  });

  it('keeps the order of the others', () => {
    const other = (line: number) => ({ ...notice, at: at(line) });
    const folded = foldRepeats([
      unknownKey(1),
      other(2),
      unknownKey(3),
      unknownKey(4),
      unknownKey(5),
      other(6),
    ]);
    expect(folded.map((one) => one.at?.line)).toEqual([1, 2, 6]);
  });

  it('adds up what was folded before', () => {
    const four = foldRepeats([1, 2, 3, 4].map(unknownKey));
    expect(foldRepeats([...four, ...four, ...four, ...four])[0]?.also?.count).toBe(16);
  });
});

describe('nearest', () => {
  it.each([
    ['half_lfe', 'half_life'],
    ['READY', 'ready'],
    ['emial', 'email'],
    ['fti', 'fit'],
    ['x', undefined],
    ['', undefined],
    ['ready', 'read'],
    ['r'.repeat(10_000), undefined],
  ])('of %s is %s', (name, expected) => {
    expect(nearest(name, ['half_life', 'ready', 'read', 'email', 'fit'])).toBe(expected);
  });

  it('asks in words', () => {
    expect(didYouMean('emial', ['email'])).toBe('Did you mean "email"?');
    expect(didYouMean('wibble', ['email'])).toBeUndefined();
  });
});
