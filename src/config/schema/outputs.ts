import { z } from 'zod';
import { percentage, text } from './scalars.js';

const sendList = z
  .strictObject({
    format: text.describe('Tool the list is made for, e.g. mailchimp.'),
    split_by: z
      .enum(['campaign', 'step', 'segment', 'owner'])
      .exactOptional()
      .describe('What each file holds one of; a single file when left out.'),
    columns: z.array(text).min(1).exactOptional().describe('Columns in order.'),
  })
  .describe('Files for a tool that sends mail.');

export const outputs = z
  .strictObject({
    send_lists: z.array(sendList).exactOptional().describe('Lists of mails to send.'),
  })
  .exactOptional()
  .describe('What is written. Checked, not used by this version.');

export const targets = z
  .record(text, percentage)
  .exactOptional()
  .describe(
    'Name of a figure -> value it should reach, e.g. open_rate: 35%. Checked, not used by this version.',
  );
