import {
  type ContentText,
  parseContent,
  type RenderedContent,
  renderContent,
} from '../content/render-content.js';
import { salutation } from '../content/salutation.js';
import type { Campaign, Step } from '../model/campaign.js';
import type { Config } from '../model/config.js';
import { type ContentForm, contentForms } from '../model/content-forms.js';

/** A form of a step with its templates, which are read once, whoever they are rendered for. */
export interface FormTexts {
  readonly campaign: Campaign;
  readonly step: Step;
  /** Counts the steps of all campaigns. */
  readonly code: number;
  readonly form: ContentForm;
  readonly texts: readonly ContentText[];
}

/** The forms of all steps of all campaigns, in the order in which plans count them. */
export function formsOfSteps(campaigns: Config['campaigns']): readonly FormTexts[] {
  const steps = campaigns.flatMap((campaign) => campaign.steps.map((step) => ({ campaign, step })));
  return steps.flatMap(({ campaign, step }, code) =>
    contentForms(step).map((form) => ({ campaign, step, code, form, texts: parseContent(form.content) })),
  );
}

/** Who a mail is for. */
export interface Addressed {
  readonly leadId: string;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** The texts of a form for one lead (S6.11), and how the lead is greeted. */
export function renderForm(
  { campaign, step, texts }: Pick<FormTexts, 'campaign' | 'step' | 'texts'>,
  { leadId, fields }: Addressed,
  language: string | undefined,
): { readonly content: RenderedContent; readonly greeting: string; readonly hello: string } {
  const greetings = salutation(fields, language);
  const builtIn = { ...greetings, lead_id: leadId, campaign: campaign.id, step: step.id };
  return { content: renderContent(texts, fields, builtIn), ...greetings };
}
