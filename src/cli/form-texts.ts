import {
  type ContentText,
  parseContent,
  type RenderedContent,
  renderContent,
} from '../content/render-content.js';
import { type Salutation, salutation } from '../content/salutation.js';
import type { Campaign, Step } from '../model/campaign.js';
import type { Config } from '../model/config.js';
import { type ContentForm, contentForms } from '../model/content-forms.js';
import { salutationFields } from './content-fields.js';

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

/** The texts of a form for one lead (S6.11), and how the lead is greeted. Names are only read when somebody asks for a greeting. */
export function renderForm(
  { campaign, step, texts }: Pick<FormTexts, 'campaign' | 'step' | 'texts'>,
  { leadId, fields }: Addressed,
  language: string | undefined,
): { readonly content: RenderedContent; readonly greetings: Salutation } {
  let made: Salutation | undefined;
  const greet = () => {
    made ??= salutation(fields, language);
    return made;
  };
  const builtIn = {
    get greeting() {
      return greet().greeting;
    },
    get hello() {
      return greet().hello;
    },
    lead_id: leadId,
    campaign: campaign.id,
    step: step.id,
  };
  return { content: renderContent(texts, fields, builtIn), greetings: builtIn };
}

/** Fields of leads that texts read, and those that greetings in them, or beside them, are made of. */
export function fieldsOfForms(forms: readonly FormTexts[], greets: boolean): readonly string[] {
  const meanings = forms
    .flatMap(({ texts }) => texts)
    .flatMap(({ parsed }) => (parsed.kind === 'template' ? [...parsed.fields.meanings.values()] : []));
  const isGreeted = greets || meanings.some(({ name }) => name === 'greeting' || name === 'hello');
  const read = meanings.flatMap(({ kind, name }) => (kind === 'field' ? name : []));
  return [...new Set([...read, ...(isGreeted ? salutationFields : [])])];
}
