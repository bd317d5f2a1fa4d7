import { type Entry, entriesAt, entryAt, type Outline, type PlacedText, textAt } from './outline.js';
import { type Problem, valueProblem } from './problem.js';

/** Why a text is no template; `message` is a clause without a period. Line and column count from 1 inside of the text. */
export interface TemplateFault {
  readonly message: string;
  readonly help?: string;
  readonly line: number;
  readonly column: number;
}

/** Reads a template of a mail (S6.11). Who knows the language of templates passes it in, so that a config can be read without loading it. */
export type ReadTemplate = (text: string) => TemplateFault | undefined;

/** Texts of mails that are no templates. */
export function faultyTemplates({ campaigns }: Outline, readTemplate: ReadTemplate): readonly Problem[] {
  return templateTexts({ campaigns }).flatMap(({ text, path }) => {
    const fault = readTemplate(text);
    if (fault === undefined) return [];
    const place =
      fault.line === 1 ? `character ${fault.column}` : `line ${fault.line}, character ${fault.column}`;
    const message = `At ${place} of the template, ${fault.message}.`;
    return [valueProblem('config/bad-template', path, message, { help: fault.help })];
  });
}

/** The texts of mails that are templates, with their paths. */
export function templateTexts({ campaigns }: Pick<Outline, 'campaigns'>): readonly PlacedText[] {
  return campaigns
    .flatMap((campaign) => entriesAt(campaign, 'steps'))
    .flatMap(contentsOf)
    .flatMap(textsOf);
}

/** Everything of a step that holds texts of a mail. */
function contentsOf(step: Entry): readonly Entry[] {
  const reactions = entryAt(step, 'on');
  return [
    step,
    ...entriesAt(step, 'variants'),
    entryAt(step, 'resend'),
    ...Object.keys(reactions.value).map((name) => entryAt(entryAt(reactions, name), 'resend')),
  ];
}

function textsOf(content: Entry): readonly PlacedText[] {
  const variables = entryAt(content, 'variables');
  return [
    { entry: content, key: 'subject' },
    ...Object.keys(variables.value).map((key) => ({ entry: variables, key })),
  ].flatMap(({ entry, key }) => {
    const text = textAt(entry, key);
    return text === undefined ? [] : [{ text, path: [...entry.path, key] }];
  });
}
