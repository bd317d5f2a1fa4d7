import { z } from 'zod';
import { didYouMean } from '../../diagnostics/nearest.js';
import { canonicalEncoding, encodingNames } from '../../model/encodings.js';
import { quoteText } from '../describe-value.js';
import { refuse } from './refuse.js';
import { text, zone } from './scalars.js';

/** A name of model/encodings.ts; the canonical one once read. */
const encoding = z
  .string()
  .meta({ examples: ['windows-1252', 'gb18030', 'excel-de'] })
  .transform((name, context) => {
    const canonical = canonicalEncoding(name);
    if (canonical !== undefined) return canonical;
    const help = didYouMean(name, encodingNames);
    refuse(context, {
      code: 'config/unsupported-encoding',
      message: `The encoding ${quoteText(name)} is not known.`,
      ...(help === undefined ? {} : { help }),
    });
    return z.NEVER;
  });

const character = z.string().superRefine((written, context) => {
  if (isOneCharacter(written)) return;
  refuse(context, {
    code: 'config/unknown-value',
    message: `${quoteText(written)} is not a single character.`,
    help: 'Write one character in quotes, e.g. ";" or "\\t" for a tab.',
  });
});

const ascii = z.string().superRefine((written, context) => {
  if (/^[!-~]$/.test(written)) return;
  refuse(context, {
    code: 'config/unknown-value',
    message: `${quoteText(written)} is not a single character of ASCII.`,
    help: 'Write one character in quotes, e.g. "\\\\" for a backslash.',
  });
});

const asciiOrNone = z.string().superRefine((written, context) => {
  if (/^[!-~]?$/.test(written)) return;
  refuse(context, {
    code: 'config/unknown-value',
    message: `${quoteText(written)} is not a single character of ASCII.`,
    help: 'Write one character in quotes, e.g. "\'"; "" when no cell is quoted.',
  });
});

function isOneCharacter(written: string): boolean {
  return [...written].length === 1;
}

const dottedPath = text.superRefine((written, context) => {
  if (written.split('.').every((step) => step !== '')) return;
  refuse(context, {
    code: 'config/unknown-value',
    message: `${quoteText(written)} is not a path of fields.`,
    help: 'Join the names of the fields by dots, e.g. data.items.',
  });
});

/** How the text of the files of a source is to be read. */
export const dialect = z
  .strictObject({
    delimiter: character.exactOptional().describe('Character between two cells; detected when left out.'),
    quote: asciiOrNone
      .exactOptional()
      .describe('Character around cells; "" when nothing is quoted; detected when left out.'),
    escape: ascii
      .exactOptional()
      .describe(
        'Character that makes a quote inside a quoted cell a part of its text; detected when left out.',
      ),
    encoding: encoding
      .exactOptional()
      .describe(
        'Encoding of the text, by any usual name, or excel-de, excel-zh. When left out: UTF-8, or what the byte order mark says.',
      ),
    skip_rows: z
      .int()
      .min(0)
      .max(1000)
      .exactOptional()
      .describe('Lines before the header; detected when left out.'),
    header_rows: z
      .int()
      .min(1)
      .max(10)
      .exactOptional()
      .describe('Lines of the header, the first of which names the columns; 1 when left out.'),
    records: dottedPath
      .exactOptional()
      .describe('JSON: path to the list of records inside the document, e.g. data.items.'),
    envelope: text
      .exactOptional()
      .describe('JSON: field of each record whose text is the record itself, e.g. Message.'),
    decimal: z
      .enum(['.', ','])
      .exactOptional()
      .describe(
        'Decimal mark of numbers. When left out: what the values prove; values such as 1.234 that prove nothing are asked about.',
      ),
    date_order: z
      .enum(['dmy', 'mdy'])
      .exactOptional()
      .describe(
        'Order of dates such as 03/04/2024. When left out: what a date such as 25/04/2024 proves; else it is asked for, never guessed.',
      ),
    epoch: z
      .enum(['s', 'ms', 'us'])
      .exactOptional()
      .describe('Unit of timestamps that are plain numbers since 1970; never guessed.'),
    timezone: zone
      .exactOptional()
      .describe('IANA zone of timestamps without an offset; the zone of the project when left out.'),
  })
  .prefault({})
  .describe('How the text of the files is to be read. What is left out is detected or has one safe meaning.');
