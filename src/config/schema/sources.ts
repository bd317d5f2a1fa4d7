import { z } from 'zod';
import { type PresetName, presetNames } from '../../model/preset.js';
import { quoteAll, quoteText } from '../describe-value.js';
import { suggest } from '../suggestion.js';
import { dialect } from './dialect.js';
import { expect } from './expect.js';
import { refuse } from './refuse.js';
import { id, text, textOrList } from './scalars.js';

const preset = z
  .string()
  .superRefine((name, context) => {
    if (presetNames.includes(name as PresetName)) return;
    refuse(context, {
      code: 'config/unknown-preset',
      message: `The preset ${quoteText(name)} is not known.`,
      ...suggest(name, presetNames, `Use one of ${quoteAll(presetNames)}.`),
    });
  })
  .meta({ enum: [...presetNames] });

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
    expect,
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
    expect,
  })
  .describe('Files that hold events, one in each row.');

const header = text.exactOptional();

const suppressionSource = z
  .strictObject({
    files,
    columns: z
      .strictObject({
        email: header.describe(
          'Header of the address, or of the SHA-256 of one; "@example.com" is a domain.',
        ),
        domain: header.describe('Header of a domain whose addresses are all meant.'),
        reason: header.describe('Header of the reason: unsubscribed, bounced, complaint ...'),
        at: header.describe('Header of the time since when it holds; later consent lifts it.'),
        purpose: header.describe('Header of the purpose it is for; all when left out.'),
      })
      .prefault({})
      .describe('Field of a suppression -> header in the file; by name when left out.'),
    dialect,
    expect,
  })
  .describe('Files that hold addresses and domains which must not be mailed.');

const listSource = z
  .strictObject({
    files,
    column: text.describe('Header of the column that holds the values.'),
    dialect,
    expect,
  })
  .describe('A list of values in files.');

export const sources = z
  .strictObject({
    leads: z
      .array(leadSource)
      .min(1)
      .default([])
      .describe(
        'Where the leads come from. Rows of one key are one lead; a field is taken from the first entry that has a value.',
      ),
    events: z.array(eventSource).prefault([]).describe('Where the events come from.'),
    suppressions: z
      .array(suppressionSource)
      .prefault([])
      .describe('Addresses and domains that must not be mailed. A file that is missing stops the plan.'),
    lists: z
      .record(id, listSource)
      .prefault({})
      .describe('Lists of values in files, for conditions with in_list.'),
  })
  .prefault({})
  .describe('The exported files to read.');
