import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { dialect } from '../../../src/config/schema/dialect.js';
import { askLayout, type LayoutQuestion } from '../../../src/engine/text/layout-question.js';

it.each<[LayoutQuestion, string, readonly object[]]>([
  [
    { kind: 'title-lines', headerLine: 4 },
    'Above what looks like the header of leads.csv, in line 4, stand lines with fewer cells.',
    [{ skip_rows: 3 }, { skip_rows: 0 }],
  ],
  [
    { kind: 'second-header', line: 2, headerRows: 3 },
    'Line 2 of leads.csv looks like a further line of the header.',
    [{ header_rows: 3 }, { skip_rows: 1 }, { header_rows: 1 }],
  ],
  [
    { kind: 'second-table', line: 9 },
    'In line 9 of leads.csv, after a blank line, another table seems to begin.',
    [{ header_rows: 1 }],
  ],
  [
    { kind: 'no-header', line: 1, columns: 3 },
    'Line 1 of leads.csv looks like a record, not like a header.',
    [{ header_rows: 1 }],
  ],
])('the question %j names the lines that answer it', (question, message, answers) => {
  const { help = '', ...asked } = askLayout('leads.csv', question);
  expect(asked).toMatchObject({ severity: 'error', message, code: `input/${question.kind}` });
  const offered = [...help.matchAll(/dialect: (\{[^}]*\})/g)].map(([, yaml = '']) =>
    dialect.parse(parse(yaml)),
  );
  expect(offered).toEqual(answers);
});
