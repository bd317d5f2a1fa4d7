import { z } from 'zod';
import { stepChannels } from '../../model/campaign.js';
import { audiencePlatforms, listSplits, tableFormats } from '../../model/send-list.js';
import { quoteText } from '../describe-value.js';
import { refuse } from './refuse.js';
import { id, percentage, text } from './scalars.js';

/** Begins the name of a partition by whose parts a list is split: `partition.size`. */
export const splitByPartition = 'partition.';

const splitBy = z
  .string()
  .superRefine((written, context) => {
    if (listSplits.some((known) => known === written) || /^partition\../.test(written)) return;
    refuse(context, {
      code: 'config/unknown-value',
      message: `A list can not be split by ${quoteText(written)}.`,
      help: `Write ${listSplits.join(', ')}, or partition.<id>. A lead can be in several segments, but is in one part of a partition.`,
    });
  })
  .meta({ pattern: `^(${listSplits.join('|')}|partition\\..+)$`, examples: [...listSplits] });

const columnName = text.superRefine((written, context) => {
  if (!/\p{Cc}/u.test(written)) return;
  const message = `${quoteText(written)} is not a usable name of a column.`;
  refuse(context, {
    code: 'config/bad-id',
    message,
    help: 'Leave out tabs, ends of lines and other controls.',
  });
});

const sendList = z
  .strictObject({
    id: id
      .exactOptional()
      .describe('Name of the list, which its files begin with; sends, sends-2 ... when left out.'),
    format: z
      .enum([...tableFormats, ...audiencePlatforms])
      .describe(
        'Form of the files. Those named after an ad platform hold hashed people, for steps of the channel audience.',
      ),
    for: z
      .enum(['machines', 'people'])
      .prefault('machines')
      .describe(
        'Who opens them. In csv and tsv for people no cell is taken for a formula by a spreadsheet; for machines values are exact.',
      ),
    split_by: splitBy
      .exactOptional()
      .describe(
        'What each file holds one of: campaign, step, channel, owner (of the campaign), purpose, or partition.<id>. A single file for all when left out.',
      ),
    columns: z
      .array(columnName)
      .min(1)
      .exactOptional()
      .describe(
        'Columns in order: fields of leads, columns of scores, variables of steps. lead_id, email and the names of the lead when left out.',
      ),
    channels: z
      .array(z.enum(stepChannels))
      .min(1)
      .exactOptional()
      .describe('Steps of these channels are in the list; of email, sms and task when left out.'),
    campaigns: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe('Only these campaigns are in the list; all when left out.'),
  })
  .describe('Files with the sends of a plan, for a tool or for people.');

export const outputs = z
  .strictObject({
    send_lists: z
      .array(sendList)
      .exactOptional()
      .describe('Lists of what is sent. One of all sends, sends.csv, when left out; none for an empty list.'),
  })
  .exactOptional()
  .describe('What is written.');

export const targets = z
  .record(text, percentage)
  .exactOptional()
  .describe(
    'Name of a figure -> value it should reach, e.g. open_rate: 35%. Checked, not used by this version.',
  );
