import { findLeads } from '../engine/lead-lookup.js';
import { type PlannedMail, readMails } from '../engine/planning/read-mails.js';
import { type MailPreview, renderPreviews } from '../report/mail-preview.js';
import type { Asked } from './classified-run.js';
import { contentFields } from './content-fields.js';
import type { EngineRun } from './engine-run.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import { formsOfSteps, renderForm } from './form-texts.js';
import type { PlanRun } from './plan-run.js';
import { painterFor } from './terminal.js';

/** The texts of mails as they would go out, with every default that was used: those of one lead, or of the first sends. */
export async function renderMails(
  { database }: EngineRun,
  { session, loaded }: Asked,
  { names, started }: PlanRun,
  asked: true | string,
  limit: number,
): Promise<string> {
  const lead = asked === true ? undefined : (await findLeads(database, asked))[0];
  if (asked !== true && lead === undefined) {
    throw new CommandFailure(exitCodes.usage, 'No lead has this key or e-mail address.');
  }
  const fields = contentFields(loaded.config);
  const mails = await readMails(
    database,
    names.campaigns,
    started.matched.leadFields,
    fields,
    lead === undefined ? { first: limit } : { lead: lead.ord },
  );
  const preview = previewer(loaded.config);
  const { stdout, env } = session.terminal;
  return renderPreviews(mails.map(preview), painterFor(stdout, session.flags.color, env));
}

/** What a mail shows to people. */
function previewer({ campaigns, policy }: Asked['loaded']['config']): (mail: PlannedMail) => MailPreview {
  const forms = formsOfSteps(campaigns);
  return (mail) => {
    const place = campaigns[mail.campaign]?.steps[mail.step];
    const known = forms.filter(({ step }) => step === place)[mail.form];
    if (known === undefined) throw new Error(`There is no form ${mail.form} of the step ${mail.step}.`);
    const { campaign, step, form } = known;
    const variant = step.variants[form.variant]?.id;
    return {
      leadId: mail.leadId,
      email: mail.email,
      campaign: campaign.id,
      step: step.id,
      ...(variant === undefined ? {} : { variant }),
      attempt: mail.attempt,
      action: mail.action,
      at: new Date(mail.dueAt).toISOString(),
      ...(form.content.template === undefined ? {} : { template: form.content.template }),
      ...(form.content.sender === undefined ? {} : { sender: form.content.sender }),
      content: renderForm(known, mail, policy.language).content,
    };
  };
}
