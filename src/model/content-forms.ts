import { type Content, type EngagementCase, engagementCases, type Step } from './campaign.js';

/** One of the forms in which a lead can get a step: a variant, and the mail again after one of its cases. */
export interface ContentForm {
  /** Index in `step.variants`, -1 where the step has none. */
  readonly variant: number;
  /** Case of the mail before, for the mail again; undefined for the first time. */
  readonly resend: EngagementCase | undefined;
  /** With everything that the form leaves out. */
  readonly content: Content;
}

/**
 * All forms of a step: first those of the first mail, in the order of the variants, then those of each case with a resend, in the
 * order of the cases. A resend changes the variant that the lead was sent (S5.5, S5.8). Variables are replaced one by one: those
 * that a form does not name stay as they are.
 */
export function contentForms({ content, variants, on }: Step): readonly ContentForm[] {
  const first =
    variants.length === 0
      ? [{ variant: -1, resend: undefined, content }]
      : variants.map((variant, index) => ({
          variant: index,
          resend: undefined,
          content: changed(content, variant.content),
        }));
  const again = engagementCases.flatMap((resend) => {
    const reaction = on[resend];
    if (reaction.kind !== 'resend') return [];
    return first.map((form) => ({ ...form, resend, content: changed(form.content, reaction.content) }));
  });
  return [...first, ...again];
}

function changed(content: Content, change: Partial<Content>): Content {
  return { ...content, ...change, variables: { ...content.variables, ...change.variables } };
}
