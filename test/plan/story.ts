import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectFolder } from '../cli/run-nurture.js';
import type { RawScore } from '../oracle/world.js';

export const storyFolder = join(projectFolder, 'fixtures/presets');

const texts = z.record(z.string(), z.string());

const lead = z.strictObject({
  id: z.string(),
  /** Who it is and what becomes of them: the title of their calendar. */
  about: z.string(),
  /** Columns of the lead besides those that everybody has. */
  row: texts.prefault({}),
  /** What happens whatever is sent: `2026-01-05 10:00 email.subscribed`, on the clock of Berlin. */
  events: z.array(z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d [a-z._]+$/)).prefault([]),
  /** What the lead does with the mail of a step (`step`), with an attempt (`step 2`), or with any (`*`). */
  reacts: z.record(z.string(), z.array(z.string())).prefault({}),
});

const story = z.strictObject({
  about: z.string(),
  from: z.iso.date().prefault('2026-01-01'),
  /** The day after the last one. */
  until: z.iso.date().prefault('2027-01-01'),
  /** As in nurture.yaml. */
  config: z.looseObject({
    score: z
      .custom<RawScore>()
      .optional()
      .transform((score): RawScore => score ?? { ready: 50 }),
    policy: z.looseObject({}).prefault({}),
    campaigns: z.array(z.looseObject({ id: z.string() })),
  }),
  leads: z.array(lead),
});

/** A year with a campaign: its config, a few people, what they do and how they react to mail. */
export type Story = z.output<typeof story>;
export type StoryLead = Story['leads'][number];

export function readStory(name: string): Story {
  return story.parse(parse(readFileSync(join(storyFolder, `${name}.yaml`), 'utf8')));
}
