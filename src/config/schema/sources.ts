import { z } from 'zod';
import { didYouMean } from '../../diagnostics/nearest.js';
import { type PresetName, presetNames } from '../../model/preset.js';
import { quoteAll, quoteText } from '../describe-value.js';
import { refuse } from './refuse.js';
import { id, text, textOrList, zone } from './scalars.js';

const preset = z
  .string()
  .superRefine((name, context) => {
    if (presetNames.includes(name as PresetName)) return;
    refuse(context, {
      code: 'config/unknown-preset',
      message: `The preset ${quoteText(name)} is not known.`,
      help: didYouMean(name, presetNames) ?? `Use one of ${quoteAll(presetNames)}.`,
    });
  })
  .meta({ enum: [...presetNames] });

const encoding = z.string().superRefine((name, context) => {
  if (/^utf-?8$/i.test(name)) return;
  refuse(context, {
    code: 'config/unsupported-encoding',
    message: `The encoding ${quoteText(name)} is not read by this version.`,
  });
});

const character = z.string().superRefine((written, context) => {
  if ([...written].length === 1) return;
  refuse(context, {
    code: 'config/unknown-value',
    message: `${quoteText(written)} is not a single character.`,
    help: 'Write one character in quotes, e.g. ";" or "\\t" for a tab.',
  });
});

const dialect = z
  .strictObject({
    delimiter: character.exactOptional().describe('Character between two cells; detected when left out.'),
    quote: character.exactOptional().describe('Character around cells; detected when left out.'),
    encoding: encoding.exactOptional().describe('Encoding of the text. This version reads utf-8 only.'),
    decimal: z.enum(['.', ',']).exactOptional().describe('Decimal mark of numbers; "." when left out.'),
    date_order: z
      .enum(['dmy', 'mdy'])
      .exactOptional()
      .describe('Order of dates such as 03/04/2024. Without it such dates are refused, never guessed.'),
    epoch: z
      .enum(['s', 'ms', 'us'])
      .exactOptional()
      .describe('Unit of timestamps that are plain numbers since 1970.'),
    timezone: zone
      .exactOptional()
      .describe('IANA zone of timestamps without an offset; the zone of the project when left out.'),
  })
  .prefault({})
  .describe('How the text of the files is to be read. What is left out is detected or has one safe meaning.');

const files = textOrList.describe(
  'Path, list of paths or glob, relative to this file; "-" is standard input. .csv .tsv .json .jsonl .parquet, also .gz and .zst.',
);

const columns = z.record(text, text).prefault({});

const leadSource = z
  .strictObject({
    files,
    preset: preset.prefault('generic').describe('Tool the files were exported from; its columns are known.'),
    key: text
      .exactOptional()
      .describe('Header of the column that identifies a lead; the e-mail address when left out.'),
    columns: columns.describe('Field of a lead -> header in the file. Own fields may have any name.'),
    dialect,
  })
  .describe('Files that hold leads, one in each row.');

const eventSource = z
  .strictObject({
    files,
    preset: preset.prefault('generic').describe('Tool the files were exported from; its columns are known.'),
    columns: columns.describe('Field of an event -> header in the file. Own fields may have any name.'),
    types: z
      .record(text, text)
      .prefault({})
      .describe('Name of an event type in the file -> canonical name, e.g. "Email Opened": email.opened.'),
    dialect,
  })
  .describe('Files that hold events, one in each row.');

const suppressionSource = z
  .strictObject({
    files,
    preset: preset.prefault('generic').describe('Tool the files were exported from; its columns are known.'),
    columns: columns.describe('Field of a suppression (email, reason, at) -> header in the file.'),
    dialect,
  })
  .describe('Files that hold addresses which must not be mailed.');

const listSource = z
  .strictObject({
    files,
    column: text.describe('Header of the column that holds the values.'),
    dialect,
  })
  .describe('A list of values in files.');

export const sources = z
  .strictObject({
    leads: z
      .array(leadSource)
      .min(1)
      .default([])
      .describe('Where the leads come from. This version reads one entry, which may name several files.'),
    events: z.array(eventSource).prefault([]).describe('Where the events come from.'),
    suppressions: z
      .array(suppressionSource)
      .exactOptional()
      .describe('Addresses that must not be mailed. Checked, not used by this version.'),
    lists: z
      .record(id, listSource)
      .prefault({})
      .describe('Lists of values in files, for conditions with in_list.'),
  })
  .prefault({})
  .describe('The exported files to read.');
