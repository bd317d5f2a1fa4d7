import { type Entry, entriesAt, entriesIn } from '../outline.js';
import type { Path } from '../problem.js';

/** A place of a campaign that holds a condition. */
export interface CampaignCondition {
  /** The condition is on a single event, else on the lead. */
  readonly isOnEvent: boolean;
  readonly raw: unknown;
  readonly path: Path;
}

export function conditionsOfCampaign(campaign: Entry): readonly CampaignCondition[] {
  const steps = entriesAt(campaign, 'steps');
  return [
    ...[...entriesIn(campaign, 'goal'), ...entriesAt(campaign, 'exit')].flatMap(ofTrigger),
    ...entriesIn(campaign, 'entry').flatMap(ofEntry),
    ...under(campaign, 'while'),
    ...steps.flatMap((step) => under(step, 'when')),
    ...steps.flatMap((step) => entriesIn(step, 'wait_for').flatMap(ofEvent)),
  ];
}

/** Whether an event is meant and not a condition on the lead. */
function isAboutEvent({ value }: Entry): boolean {
  return Object.hasOwn(value, 'event');
}

function ofTrigger(trigger: Entry): readonly CampaignCondition[] {
  return isAboutEvent(trigger) ? ofEvent(trigger) : itself(trigger);
}

function ofEntry(entry: Entry): readonly CampaignCondition[] {
  if (isAboutEvent(entry)) return [...ofEvent(entry), ...under(entry, 'when')];
  return Object.hasOwn(entry.value, 'date') ? under(entry, 'when') : itself(entry);
}

function ofEvent(matcher: Entry): readonly CampaignCondition[] {
  return under(matcher, 'where').map((condition) => ({ ...condition, isOnEvent: true }));
}

function under(entry: Entry, key: string): readonly CampaignCondition[] {
  return entriesIn(entry, key).flatMap(itself);
}

function itself({ value, path }: Entry): readonly CampaignCondition[] {
  return [{ isOnEvent: false, raw: value, path }];
}
