import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { ForeignFormat } from './content.js';
import type { Encoding } from './layout.js';
import { describeNotUtf8, type NotUtf8, type WrongEncoding } from './sample.js';
import type { Decoding } from './suggest-decodings.js';

/** Why the bytes of a file are not the text they should be. */
export type ContentProblem =
  | NotUtf8
  | WrongEncoding
  /** Found behind the sample: the first line that is not UTF-8. */
  | { readonly kind: 'bad-bytes'; readonly line: number; readonly raw: Buffer }
  /** Found behind the sample: lines that are not in the encoding of the file. */
  | {
      readonly kind: 'bad-encoding';
      readonly line: number;
      readonly lines: number;
      readonly encoding: Encoding;
    }
  | { readonly kind: 'other-format'; readonly format: ForeignFormat };

/** The diagnostic for a file by the name it goes by. */
export function describeContent(file: string, problem: ContentProblem): Diagnostic {
  switch (problem.kind) {
    case 'not-utf8':
      return notUtf8(file, problem);
    case 'bad-bytes':
      return notUtf8(file, describeNotUtf8(problem.raw, problem.line));
    case 'wrong-encoding':
      return wrongEncoding(file, problem, 1);
    case 'bad-encoding':
      return wrongEncoding(file, { ...problem, kind: 'wrong-encoding' }, problem.lines);
    case 'other-format':
      return diagnose('input/not-text', `${file} holds ${formats[problem.format]}.`, { file });
  }
}

function notUtf8(file: string, { seen, line, decodings = [], evident }: NotUtf8): Diagnostic {
  const at = { file, ...(line === undefined ? {} : { line }) };
  const [first] = decodings;
  if (first === undefined || line === undefined) {
    const where = line === undefined ? '' : ` in line ${line}`;
    const cure = evident === undefined ? {} : { help: `Add ${asDialect(evident)} to the source.` };
    return diagnose('input/not-utf8', `${file} is not UTF-8: it holds ${seen}${where}.`, at, cure);
  }
  const ways = decodings.map(inWords).join(', ');
  const choice = decodings.length === 1 ? 'If that is right, add' : 'Add the one that is right';
  const example = decodings.length === 1 ? ` ${asDialect(first.encoding)} to the source` : exampleOf(first);
  return diagnose('input/not-utf8', `${file} is not UTF-8. Line ${line} would read ${ways}.`, at, {
    help: `${choice}${example}.`,
  });
}

function exampleOf({ encoding }: Decoding): string {
  return ` to the source, e.g. ${asDialect(encoding)}`;
}

function inWords({ encoding, text }: Decoding): string {
  return `"${text}" as ${encoding}`;
}

function asDialect(encoding: Encoding): string {
  return `dialect: { encoding: ${encoding} }`;
}

function wrongEncoding(file: string, { encoding, line, seen }: WrongEncoding, lines: number): Diagnostic {
  if (line !== undefined) {
    const further = lines === 1 ? '' : ` (${lines} such lines in all)`;
    const message = `${file} is not ${encoding}: line ${line} holds bytes that mean nothing in it${further}.`;
    return diagnose('input/wrong-encoding', message, { file, line });
  }
  const message = `${file} is declared to be ${encoding}, but its bytes are ${seen ?? 'something else'}.`;
  switch (seen) {
    case undefined:
      return diagnose('input/wrong-encoding', message, { file });
    case 'utf-8':
      return diagnose('input/wrong-encoding', message, { file }, { help: removal });
    default:
      return diagnose('input/wrong-encoding', message, { file }, { help: `Write ${asDialect(seen)}.` });
  }
}

const removal =
  'Remove encoding: from the dialect of the source. Files in several encodings need a source each.';

const formats: Readonly<Record<ForeignFormat, string>> = {
  gzip: 'gzip data; if the file is named .gz, it is packed twice',
  zstd: 'zstd data; if the file is named .zst, it is packed twice',
  parquet: 'Parquet data',
  workbook: 'an Excel workbook or a zip archive',
  'old-workbook': 'an old Excel workbook',
  pdf: 'a PDF document',
  html: 'a web page, such as a login form',
  binary: 'binary data',
};
