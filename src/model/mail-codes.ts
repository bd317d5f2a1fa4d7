import type { Config } from './config.js';

/** How names in events and in the ledger become numbers. */
export interface MailCodes {
  /** Purposes of the campaigns, each once, in the order of the config. */
  readonly purposes: readonly string[];
  /** Templates that steps, variants and resends name, each once, in the order of the config. */
  readonly templates: readonly string[];
  /** Number of the first step of each campaign: step s of campaign c has the code `firstStep[c] + s`. */
  readonly firstStep: readonly number[];
  /** All steps of all campaigns. */
  readonly steps: number;
}

export function mailCodes({ campaigns }: Pick<Config, 'campaigns'>): MailCodes {
  const firstStep: number[] = [];
  let steps = 0;
  for (const campaign of campaigns) {
    firstStep.push(steps);
    steps += campaign.steps.length;
  }
  const templates = campaigns.flatMap((campaign) =>
    campaign.steps.flatMap(({ content, variants, on }) => [
      content.template,
      ...variants.map((variant) => variant.content.template),
      ...Object.values(on).map((reaction) =>
        reaction.kind === 'resend' ? reaction.content.template : undefined,
      ),
    ]),
  );
  return {
    purposes: [...new Set(campaigns.map(({ purpose }) => purpose))],
    templates: [...new Set(templates.filter((template) => template !== undefined))],
    firstStep,
    steps,
  };
}
