import { expect, it } from 'vitest';
import { shapeOf } from '../../../src/engine/text/shapes.js';

it.each([
  [
    'number',
    ['0', '-12', '+4917012345', '1.234,56', '1,234.56', '1 234', '12,5 %', '99€', ' 7 ', '20240131'],
  ],
  [
    'date',
    ['2024-01-31', '2024-01-31T10:00:00Z', '2024-01-31 10:00:00.123 +0200', '31.1.2024', '31.01.24 10:00'],
  ],
  [
    'date',
    ['1/31/2024 3:04 PM', '12-04-2022 09:30', '2024/01/31', '2024年1月31日 09:30', '9:30', '2024.01.31'],
  ],
  ['email', ['ann@corp.example', ' Ann+x@sub.corp.example ', 'jörg@müller.example', '王@例子.example']],
  [
    'text',
    ['Q1', 'L1', '2024 Q1', 'ann@corp', 'a@b.example; c@d.example', '1.2.3.4', '1e5', '张伟', 'n/a', '@x'],
  ],
  ['empty', ['', '  ', '\t', '\u00a0']],
] as const)('a %s', (shape, texts) => {
  expect(texts.map((text) => [text, shapeOf(text)])).toEqual(texts.map((text) => [text, shape]));
});
