import type { Campaign, Step } from '../../../model/campaign.js';
import type { Config } from '../../../model/config.js';
import type { Outline } from '../../outline.js';
import type { Path, Problem } from '../../problem.js';

/** A config without mistakes, and what advice looks at besides. */
export interface Reviewed {
  readonly config: Config;
  readonly outline: Outline;
  /** Those that leads can be in. */
  readonly campaigns: readonly PlacedCampaign[];
  /** Fields of leads that a text of a mail reads; undefined when nobody knows the language of templates. */
  readonly fieldsOf?: FieldsOf | undefined;
  /** Whether there are scenario tests beside the config. */
  readonly isTested: boolean;
}

export type FieldsOf = (text: string) => readonly string[];

export interface PlacedCampaign {
  readonly campaign: Campaign;
  readonly path: Path;
  readonly steps: readonly PlacedStep[];
}

export interface PlacedStep {
  readonly step: Step;
  readonly path: Path;
}

/** Finds one thing that could be better. */
export type Advise = (reviewed: Reviewed) => readonly Problem[];

/** The campaigns of a config with where they are written. Abstract ones are left out, as they are in the config. */
export function placeCampaigns(config: Config, { campaigns }: Outline): readonly PlacedCampaign[] {
  const meant = campaigns.filter(({ value }) => value.abstract !== true);
  return config.campaigns.flatMap((campaign, index) => {
    const path = meant[index]?.path;
    if (path === undefined) return [];
    const steps = campaign.steps.map((step, place) => ({ step, path: [...path, 'steps', place] }));
    return [{ campaign, path, steps }];
  });
}

/** Whether a step writes to people, and is no task for a colleague or list for an ad platform. */
export function isMessage({ channel }: Step): boolean {
  return channel === 'email' || channel === 'sms';
}
