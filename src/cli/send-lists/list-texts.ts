import type { ContentText, RenderedContent } from '../../content/render-content.js';
import { diagnose } from '../../diagnostics/diagnose.js';
import type { Database } from '../../engine/database.js';
import type { LeadFields } from '../../engine/lead-fields.js';
import {
  isSelected,
  prepareSendForms,
  readSendFacts,
  type SendFacts,
} from '../../engine/planning/planned-sends.js';
import { type SendTexts, storeSendTexts } from '../../engine/planning/send-texts.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import type { Config } from '../../model/config.js';
import type { ListColumn } from '../../model/list-columns.js';
import { plural } from '../../report/numbers.js';
import { raw, sql } from '../../sql/sql.js';
import { type FormTexts, fieldsOfForms, formsOfSteps, renderForm } from '../form-texts.js';

/** Names of the texts that columns are made of: the subject, variables, greetings. */
export function textsOfColumns(columns: readonly ListColumn[]): readonly string[] {
  return [
    ...new Set(columns.flatMap(({ kind, name }) => (kind === 'text' || kind === 'variable' ? name : []))),
  ];
}

/**
 * Makes the texts of a plan's sends for the engine: those that are the same for everybody once, the others send by send and some thousand at a
 * time. Throws `UnusableInput` when one of them can not be made for a lead: nothing with a hole goes out (S6.11).
 *
 * @param steps those whose sends are in a list with texts, counted through all campaigns.
 */
export async function prepareListTexts(
  database: Database,
  config: Config,
  fields: LeadFields,
  names: readonly string[],
  steps: readonly number[],
): Promise<void> {
  const forms = formsOfSteps(config.campaigns).map((form) => ({
    ...form,
    texts: form.texts.filter((text) => names.includes(text.variable ?? 'subject')),
  }));
  const greets = names.includes('greeting') || names.includes('hello');
  const fixed = forms.map((form) => (greets ? undefined : fixedTexts(form, names)));
  await prepareSendForms(
    database,
    config.campaigns,
    fixed.map((texts) => texts ?? names.map(() => undefined)),
  );
  const moving = forms.flatMap(({ code }, form) =>
    fixed[form] === undefined && steps.includes(code) ? form : [],
  );
  const { language } = config.policy;
  await storeSendTexts(database, names.length, rendered());

  async function* rendered(): AsyncGenerator<readonly SendTexts[]> {
    if (moving.length === 0) return;
    const faults = new Faults();
    const read = fieldsOfForms(
      moving.flatMap((form) => forms[form] ?? []),
      greets,
    );
    const where = sql`${isSelected({ steps })} AND send.form IN (${raw(moving.join(', '))})`;
    for await (const batch of readSendFacts(database, fields, read, where)) {
      yield batch.map((send) => textsOfSend(forms, send, names, language, faults));
    }
    faults.refuse();
  }
}

/** The texts of a form that are the same for everybody; undefined when one of them is not. */
function fixedTexts(form: FormTexts, names: readonly string[]): SendTexts['texts'] | undefined {
  if (form.texts.some(readsLead)) return undefined;
  const { content } = renderForm(form, { leadId: '', fields: {} }, undefined);
  return content.kind === 'rendered' ? names.map((name) => textIn(content, name)) : undefined;
}

function readsLead({ parsed }: ContentText): boolean {
  return parsed.kind === 'problem' || parsed.fields.meanings.size > 0;
}

function textsOfSend(
  forms: readonly FormTexts[],
  send: SendFacts,
  names: readonly string[],
  language: string,
  faults: Faults,
): SendTexts {
  const form = forms[send.form];
  if (form === undefined) throw new Error(`There is no form ${send.form}.`);
  const { content, greetings } = renderForm(form, send, language);
  if (content.kind !== 'rendered') {
    faults.add(form, send, content);
    return { nr: send.nr, texts: names.map(() => undefined) };
  }
  const texts = names.map((name) =>
    name === 'greeting' || name === 'hello' ? greetings[name] : textIn(content, name),
  );
  return { nr: send.nr, texts };
}

function textIn(
  { subject, variables }: Extract<RenderedContent, { readonly kind: 'rendered' }>,
  name: string,
): string | undefined {
  if (name === 'subject') return subject;
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

/** Texts that could not be made, by mail and reason, with one lead as an example. */
class Faults {
  readonly #found = new Map<string, { readonly lead: string; sends: number }>();

  add(
    { campaign, step }: FormTexts,
    { leadId }: SendFacts,
    fault: Exclude<RenderedContent, { readonly kind: 'rendered' }>,
  ): void {
    const why = fault.kind === 'hole' ? `there is no ${fault.field}` : fault.message;
    const key = `${fault.where} of ${campaign.id}/${step.id} can not be made: ${why}`;
    const known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, { lead: leadId, sends: 1 });
    else known.sends++;
  }

  refuse(): void {
    if (this.#found.size === 0) return;
    throw new UnusableInput(
      [...this.#found].map(([what, { lead, sends }]) => {
        const message = `For ${plural(sends, 'send')}, ${what} (lead ${lead}).`;
        return diagnose('plan/unrenderable-text', message, undefined);
      }),
    );
  }
}
