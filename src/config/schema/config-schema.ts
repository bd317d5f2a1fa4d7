import { z } from 'zod';
import { partitions, personas, segments, tags, titles } from './audience.js';
import { campaigns } from './campaigns.js';
import { interests } from './interests.js';
import { audience, labels, qualification } from './labels.js';
import { lint } from './lint.js';
import { outputs, targets } from './outputs.js';
import { policy } from './policy.js';
import { queue } from './queue.js';
import { text, zone } from './scalars.js';
import { score } from './score.js';
import { sources } from './sources.js';
import { stages } from './stages.js';

/**
 * The form of nurture.yaml. It decides types, keys, words and numbers; what needs several places of the config at
 * once is decided in ../checks, and the inside of conditions in ../conditions.
 */
export const configSchema = z
  .strictObject({
    version: z.literal(1).exactOptional().describe('Version of the format of this file.'),
    name: text.prefault('nurture').describe('Name of the project.'),
    timezone: zone.prefault('UTC').describe('IANA zone in which days and dates are meant.'),
    sources,
    score,
    titles,
    personas,
    interests,
    tags,
    stages,
    qualification,
    segments,
    partitions,
    labels,
    audience,
    queue,
    policy,
    campaigns,
    outputs,
    targets,
    lint,
  })
  .describe('Config of nurture: how leads are scored, and what is read and written.');

/** A config of the right form, with defaults filled in. */
export type ShapedConfig = z.output<typeof configSchema>;
