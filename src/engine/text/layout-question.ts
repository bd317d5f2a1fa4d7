import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Doubt } from './detect-doubts.js';

/** Where the header of a text is, or where its table ends, when that can not be told for certain. Lines count from 1. */
export type LayoutQuestion = Doubt | { readonly kind: 'title-lines'; readonly headerLine: number };

/** The question for a file by the name it goes by, with the line of YAML that answers it. Cells are never quoted. */
export function askLayout(file: string, question: LayoutQuestion): Diagnostic {
  switch (question.kind) {
    case 'title-lines': {
      const { headerLine: line } = question;
      return diagnose(
        'input/title-lines',
        `Above what looks like the header of ${file}, in line ${line}, stand lines with fewer cells.`,
        { file, line },
        {
          help: `Add dialect: { skip_rows: ${line - 1} } to the source when line ${line} is the header, dialect: { skip_rows: 0 } when line 1 is.`,
        },
      );
    }
    case 'second-header': {
      const { line, headerRows } = question;
      return diagnose(
        'input/second-header',
        `Line ${line} of ${file} looks like a further line of the header.`,
        { file, line },
        {
          help: `Add dialect: { header_rows: ${headerRows} } to the source to pass over it, dialect: { skip_rows: ${line - 1} } when it names the columns, dialect: { header_rows: 1 } when it is a record.`,
        },
      );
    }
    case 'second-table':
      return diagnose(
        'input/second-table',
        `In line ${question.line} of ${file}, after a blank line, another table seems to begin.`,
        { file, line: question.line },
      );
    case 'no-header': {
      const { line, columns } = question;
      const names = columns === 1 ? 'the name of the column' : `the names of the ${columns} columns`;
      return diagnose(
        'input/no-header',
        `Line ${line} of ${file} looks like a record, not like a header.`,
        { file, line },
        {
          help: `Put a line with ${names} above it. When it is the header, add dialect: { header_rows: 1 } to the source.`,
        },
      );
    }
  }
}
