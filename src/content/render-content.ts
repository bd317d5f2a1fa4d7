import type { Content } from '../model/campaign.js';
import type { BuiltInName } from './built-in-names.js';
import type { ShownDefault } from './missing-value.js';
import { type ParsedTemplate, parseTemplate, renderTemplate } from './template.js';
import type { Meaning } from './value-facts.js';

/** A text of a content, read once for all leads. */
export interface ContentText {
  /** `subject` or `variables.<name>`, as in the config. */
  readonly where: string;
  /** Name of the variable, undefined for the subject. */
  readonly variable: string | undefined;
  readonly parsed: ParsedTemplate;
}

/** What a mail says to one lead, or the first reason why it can not be sent. */
export type RenderedContent =
  | {
      readonly kind: 'rendered';
      readonly subject?: string;
      readonly variables: Readonly<Record<string, string>>;
      /** What stands in the texts in place of missing fields. */
      readonly defaults: readonly (ShownDefault & { readonly where: string })[];
    }
  | { readonly kind: 'hole'; readonly where: string; readonly field: string }
  | { readonly kind: 'problem'; readonly where: string; readonly message: string };

export function parseContent({ subject, variables }: Content): readonly ContentText[] {
  const parse = (where: string, text: string, variable?: string): ContentText => ({
    where,
    variable,
    parsed: parseTemplate(text),
  });
  return [
    ...(subject === undefined ? [] : [parse('subject', subject)]),
    ...Object.entries(variables).map(([name, text]) => parse(`variables.${name}`, text, name)),
  ];
}

/**
 * Renders the texts of a content for one lead (S6.11). Blank values are missing. A subject is one line and never empty.
 *
 * @param fields texts of the lead by field; what is not there is missing as well.
 */
export function renderContent(
  texts: readonly ContentText[],
  fields: Readonly<Record<string, string | undefined>>,
  builtIn: Readonly<Record<BuiltInName, string>>,
): RenderedContent {
  const textOf = (meaning: Meaning) =>
    meaning.kind === 'built_in' ? builtIn[meaning.name] : valueIn(fields, meaning.name);
  const defaults: (ShownDefault & { readonly where: string })[] = [];
  const variables: [string, string][] = [];
  let subject: string | undefined;
  for (const { where, variable, parsed } of texts) {
    if (parsed.kind === 'problem') return { kind: 'problem', where, message: parsed.message };
    const rendered = renderTemplate(parsed, textOf);
    if (rendered.kind !== 'text') return { ...rendered, where };
    defaults.push(...rendered.defaults.map((shown) => ({ where, ...shown })));
    const text = withoutControls(rendered.text);
    if (variable !== undefined) variables.push([variable, text]);
    else subject = text.replace(/\s+/gu, ' ').trim();
  }
  if (subject === '') return { kind: 'problem', where: 'subject', message: 'the subject is empty' };
  return {
    kind: 'rendered',
    ...(subject === undefined ? {} : { subject }),
    variables: Object.fromEntries(variables),
    defaults,
  };
}

function valueIn(fields: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name]?.trim() : undefined;
  return value !== undefined && /[^\s\p{C}]/u.test(value) ? value : undefined;
}

/**
 * Takes away what can not be seen and does harm: control characters but for tabs and ends of lines, and marks that turn the
 * direction of everything behind them.
 */
function withoutControls(text: string): string {
  return text.replace(/[\v\f\u0085]/g, ' ').replace(/(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '');
}
