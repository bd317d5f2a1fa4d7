import type { DiagnosticCode } from '../../../diagnostics/codes.js';
import type { Step } from '../../../model/campaign.js';
import { entryAt, textsAt } from '../../outline.js';
import { valueProblem } from '../../problem.js';
import type { requirable } from '../../schema/lint.js';
import { type Advise, isMessage } from './review.js';

type Part = (typeof requirable)[number];

const parts: Readonly<
  Record<Part, { readonly code: DiagnosticCode; readonly has: (step: Step) => boolean }>
> = {
  // Some tools that send take the call to action as a variable of their template.
  cta: { code: 'lint/missing-cta', has: ({ cta, content }) => (cta ?? content.variables.cta) !== undefined },
  stage: { code: 'lint/missing-stage', has: ({ stage }) => stage !== undefined },
  lever: { code: 'lint/missing-lever', has: ({ lever }) => lever !== undefined },
};

/** Mails that do not say what `lint.require` asks them to say (J6, H7, H13). What is owed to customers needs none of it. */
export const missingParts: Advise = ({ outline, campaigns }) => {
  const required = textsAt(entryAt(outline.root, 'lint'), 'require');
  const steps = campaigns
    .filter(({ campaign }) => !campaign.transactional)
    .flatMap((placed) => placed.steps.filter(({ step }) => isMessage(step)));
  return required.flatMap(({ text }) => {
    const { code, has } = parts[text as Part];
    return steps
      .filter(({ step }) => !has(step))
      .map(({ step, path }) => valueProblem(code, [...path, 'id'], `The step "${step.id}" has no ${text}.`));
  });
};
