import { LiquidError, type Template } from 'liquidjs';
import { nearest } from '../diagnostics/nearest.js';
import { type FieldUse, followFields } from './field-flow.js';
import { liquid, templateFilters, templateTags } from './liquid-engine.js';
import { type MissingTrace, MissingValue, type ShownDefault } from './missing-value.js';
import type { Meaning } from './value-facts.js';

export type ParsedTemplate = TextTemplate | TemplateProblem;

/** A text with merge fields, ready to be rendered for any number of leads. */
export interface TextTemplate {
  readonly kind: 'template';
  readonly fields: FieldUse;
  readonly nodes: readonly Template[];
}

/** Why a text is no template, and where it begins to be wrong. */
export interface TemplateProblem {
  readonly kind: 'problem';
  /** A clause: `there is no filter \`upper\``. */
  readonly message: string;
  readonly help?: string;
  /** UTF-16 units from the beginning of the text. */
  readonly offset: number;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

/** More than any text of a mail has, and few enough for tags in tags in tags. */
const longestTemplate = 10_000;

/** Reads a Liquid template (S6.11). Never throws. */
export function parseTemplate(text: string): ParsedTemplate {
  if (text.length > longestTemplate) {
    const message = `a text has ${longestTemplate} characters at most`;
    return { kind: 'problem', message, offset: 0, line: 1, column: 1 };
  }
  try {
    const nodes = liquid.parse(text);
    return { kind: 'template', fields: followFields(nodes), nodes };
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [line = 1, column = 1] = error.token.getPosition();
    return { kind: 'problem', ...explain(error), offset: error.token.begin, line, column };
  }
}

/** A text for one lead; the first field that leaves a hole in it; or why it can not be rendered. */
export type RenderedText =
  | { readonly kind: 'text'; readonly text: string; readonly defaults: readonly ShownDefault[] }
  | { readonly kind: 'hole'; readonly field: string }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * Renders a template for one lead. Values are put in as they are; what looks like Liquid or HTML in them is text.
 *
 * @param textOf the text of a field or of a built-in name, undefined for none.
 */
export function renderTemplate(
  { nodes, fields: { meanings } }: TextTemplate,
  textOf: (meaning: Meaning) => string | undefined,
): RenderedText {
  const trace: MissingTrace = { holes: [], defaults: [] };
  const scope: Record<string, unknown> = Object.create(null);
  for (const [written, meaning] of meanings) {
    scope[written] = textOf(meaning) ?? new MissingValue(meaning.name, trace);
  }
  try {
    const text: unknown = liquid.renderSync([...nodes], scope);
    const [field] = trace.holes;
    if (field !== undefined) return { kind: 'hole', field };
    return { kind: 'text', text: String(text), defaults: trace.defaults };
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    return { kind: 'problem', message: explain(error).message };
  }
}

/** LiquidJS repeats the place in the message, and says of what we took away from it that it was not found. */
function explain(error: LiquidError): { readonly message: string; readonly help?: string } {
  const message = (error.originalError?.message ?? error.message).replace(/, line:\d+, col:\d+$/, '');
  const [, tag] = /^tag "(.+)" not found$/.exec(message) ?? [];
  if (tag !== undefined) {
    return { message: `the tag \`${tag}\` can not stand here`, ...helpWith(tag, templateTags) };
  }
  const [, filter] = /^undefined filter: (.+)$/.exec(message) ?? [];
  if (filter === undefined) return { message };
  return { message: `there is no filter \`${filter}\``, ...helpWith(filter, Object.keys(templateFilters)) };
}

function helpWith(name: string, candidates: readonly string[]): { readonly help: string } {
  const near = nearest(name, candidates);
  return { help: near === undefined ? `There are ${candidates.join(', ')}.` : `Did you mean \`${near}\`?` };
}
