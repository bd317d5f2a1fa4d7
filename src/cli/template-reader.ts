import type { ReadTemplate } from '../config/templates.js';

/** What reads the templates of a config, if it has any. A text without braces has none, and needs nothing to be loaded. */
export async function templateReader(config: string): Promise<ReadTemplate | undefined> {
  return /\{[{%]/.test(config) ? loadTemplateReader() : undefined;
}

export async function loadTemplateReader(): Promise<ReadTemplate> {
  const { parseTemplate } = await import('../content/template.js');
  return (text) => {
    const read = parseTemplate(text);
    return read.kind === 'problem' ? read : undefined;
  };
}

/** What tells the fields that texts of a config read, if it has any. */
export async function fieldReader(
  config: string,
): Promise<((text: string) => readonly string[]) | undefined> {
  if (!/\{[{%]/.test(config)) return undefined;
  const { usedFields } = await import('../content/template-fields.js');
  return (text) => usedFields([text]);
}
