import { writeFileSync } from 'node:fs';
import { parseStories } from '../../config/stories/parse-stories.js';
import { storyFields } from '../../config/stories/story-fields.js';
import { writeStory } from '../../config/stories/write-story.js';
import { reasons } from '../../model/reason.js';
import { contentFields } from '../content-fields.js';
import { withEngine } from '../engine-run.js';
import { stageTarget } from '../outputs.js';
import type { LoadedConfig, Session } from '../session.js';
import type { RunOutcome } from './judge-run.js';
import { runStories } from './run-stories.js';
import { prepareLists } from './story-lists.js';
import { readAnonymousLead } from './story-of-lead.js';

/**
 * Writes a story of one run from a lead of the sources. What it expects is what the run makes of the anonymised lead, so it passes as it is; whoever
 * reads it decides whether that is what should be.
 */
export async function writeLeadStory(
  session: Session,
  loaded: LoadedConfig,
  name: string,
  output: string | undefined,
): Promise<void> {
  const { config } = loaded;
  const asOf = session.asOf(config.timezone);
  const fields = storyFields(config, contentFields(config));
  const found = await withEngine(session, (run) =>
    readAnonymousLead(run, { session, loaded, options: {}, asOf }, fields, name),
  );
  const instant = new Date(asOf).toISOString();
  const story = (expect: object) => ({
    story: 'what a lead like this gets',
    as_of: instant,
    lead: { id: 'lead', ...found.lead },
    ...(found.events.length === 0 ? {} : { events: found.events }),
    // biome-ignore lint/suspicious/noThenProperty: a key of the contract; nobody waits for a story
    then: [{ run: instant, expect }],
  });
  const { stories } = parseStories(JSON.stringify([story({})]), name, config, fields);
  await withEngine(session, async (run) => {
    const file = output === undefined ? undefined : stageTarget(session, run, '-o', output);
    const { lists } = await prepareLists(run, loaded);
    const told = { ...loaded, config: { ...config, sources: { ...config.sources, lists } } };
    const outcomes: RunOutcome[] = [];
    const watch = {
      takeRules: () => undefined,
      takeRun: (outcome: RunOutcome) => void outcomes.push(outcome),
    };
    await runStories(run, { asked: { session, loaded: told, options: {}, asOf }, fields, watch }, stories);
    const [outcome] = outcomes;
    const campaigns = config.campaigns.map(({ id }) => id);
    const text = writeStory(story(outcome === undefined ? {} : expected(outcome, campaigns)), comments);
    if (file === undefined) session.terminal.stdout.write(text);
    else {
      writeFileSync(file.path, text);
      file.commit();
      session.note(`Wrote ${session.shortName(file.target)}`);
    }
  });
}

const comments = [
  'Made from a lead: who it is was replaced, when things happened was kept.',
  'Variants and hold-outs go by the id, so they may be others than those of the lead. Mails of the past are not known.',
];

function expected({ leads, sends }: RunOutcome, campaigns: readonly string[]): object {
  const [lead] = leads.values();
  if (lead === undefined) return {};
  const sent = sends.map(({ campaign, step }) => ({ campaign, step }));
  const why = campaigns.flatMap((campaign) => {
    const reason = reasons[lead.reasonOf(campaign)];
    return reason === undefined || reason === 'sent_planned' ? [] : [{ campaign, is: reason }];
  });
  return {
    sends: sent,
    ...(why.length === 0 ? {} : { reason: why }),
    score: Math.round(lead.score * 100) / 100,
    ready: lead.ready,
    ...(lead.segments.size === 0 ? {} : { segments: { includes: [...lead.segments] } }),
  };
}
