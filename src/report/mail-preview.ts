import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { formatInstant } from './numbers.js';

/** A mail as one lead would get it. */
export interface MailPreview {
  readonly leadId: string;
  readonly email: string | null;
  readonly campaign: string;
  readonly step: string;
  readonly variant?: string;
  readonly attempt: number;
  readonly action: string;
  readonly at: string;
  readonly template?: string;
  readonly sender?: string;
  readonly content: PreviewedContent;
}

/** Texts with the defaults in them, or why there are none. */
export type PreviewedContent =
  | {
      readonly kind: 'rendered';
      readonly subject?: string;
      readonly variables: Readonly<Record<string, string>>;
      readonly defaults: readonly {
        readonly where: string;
        readonly field: string;
        readonly shown: string;
      }[];
    }
  | { readonly kind: 'hole'; readonly where: string; readonly field: string }
  | { readonly kind: 'problem'; readonly where: string; readonly message: string };

/** The mails one below the other, for people. */
export function renderPreviews(mails: readonly MailPreview[], color: Painter): string {
  if (mails.length === 0) return 'No mail is planned.\n';
  return mails.map((mail) => renderPreview(mail, color)).join('\n');
}

function renderPreview(mail: MailPreview, color: Painter): string {
  const { leadId, email, campaign, step, variant, attempt, action, at, template, sender, content } = mail;
  const form = `${variant === undefined ? '' : `, variant ${variant}`}${attempt > 1 ? `, attempt ${attempt}` : ''}`;
  const when = `${action === 'send' ? 'sent' : 'due'} ${formatInstant(Date.parse(at))}`;
  const field = (name: string, value: string) => `  ${name.padEnd(10)} ${visible(value)}`;
  return `${[
    color.bold(visible(`${campaign}/${step}${form}, ${when}`)),
    field('to', email === null ? leadId : `${email} (${leadId})`),
    ...(sender === undefined ? [] : [field('from', sender)]),
    ...(template === undefined ? [] : [field('template', template)]),
    ...contentLines(content, field),
  ].join('\n')}\n`;
}

function contentLines(
  content: PreviewedContent,
  field: (name: string, value: string) => string,
): readonly string[] {
  switch (content.kind) {
    case 'hole':
      return [field('not sent', `${content.where} needs ${content.field}, which the lead does not have`)];
    case 'problem':
      return [field('not sent', `${content.where}: ${content.message}`)];
    case 'rendered': {
      const { subject, variables, defaults } = content;
      return [
        ...(subject === undefined ? [] : [field('subject', subject)]),
        ...Object.entries(variables).map(([name, text]) => field(name, text)),
        ...defaults.map(({ where, field: name, shown }) =>
          field('default', `${where}: ${JSON.stringify(shown)} in place of ${name}`),
        ),
      ];
    }
  }
}
