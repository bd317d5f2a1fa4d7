import type { Campaign, Content, Step } from '../../../src/model/campaign.js';
import { draw, pickVariant } from '../../../src/model/chance.js';
import type { Reason } from '../../../src/model/reason.js';
import { readText } from '../values.js';
import type { PlanLead } from './run.js';

/** The form of the mail that a lead gets: its variant by chance (S5.8), then what a resend changes. */
export function formOf(
  lead: PlanLead,
  campaign: Campaign,
  step: Step,
  changes: Partial<Content>,
): { readonly variant: string | null; readonly content: Content } {
  const weights = step.variants.map(({ weight }) => weight);
  const number = draw(lead.chance, `${campaign.id}/${step.id}`);
  const variant = weights.length === 0 ? undefined : step.variants[pickVariant(weights, number)];
  const parts = [step.content, variant?.content ?? {}, changes];
  const variables = Object.assign({}, ...parts.map((part) => part.variables ?? {}));
  return { variant: variant?.id ?? null, content: Object.assign({}, ...parts, { variables }) };
}

/** Why a mail can not be made for a lead (S6.2): without a template, or with a hole in it (S6.11). */
export function contentGap(lead: PlanLead, step: Step, content: Content): Reason | undefined {
  const isMail = step.channel === 'email' || step.channel === 'sms';
  if (isMail && content.template === undefined) return 'missing_content';
  const texts = [content.subject ?? '', ...Object.values(content.variables)];
  const needed = texts.flatMap(neededFields);
  return needed.some((field) => readText(lead.row[field]) === undefined) ? 'missing_merge_field' : undefined;
}

/** Salutations that always say something. */
const alwaysThere = ['greeting', 'hello'];

/** Fields that a Liquid template prints without `default` and outside of every condition on themselves (S6.11). */
function neededFields(text: string): readonly string[] {
  const conditions: string[] = [];
  const needed: string[] = [];
  for (const [, printed, tag] of text.matchAll(/\{\{(.*?)\}\}|\{%(.*?)%\}/g)) {
    if (printed !== undefined) {
      const [field = '', ...filters] = printed.split('|').map((part) => part.trim());
      const isCovered =
        filters.some((filter) => filter.startsWith('default')) ||
        conditions.some((condition) => condition.split(/\s+/).includes(field)) ||
        alwaysThere.includes(field);
      if (/^[a-z]/.test(field) && !isCovered) needed.push(field);
    } else if (/^\s*(if|unless)\s/.test(tag ?? '')) {
      conditions.push(tag ?? '');
    } else if (/^\s*end(if|unless)\s/.test(tag ?? '')) {
      conditions.pop();
    }
  }
  return needed;
}
