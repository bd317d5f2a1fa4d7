import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Config } from '../model/config.js';
import type { PlanSummary } from '../model/plan-summary.js';
import { formatCount, formatNumber, plural } from '../report/numbers.js';

/** What a plan shows to be wrong as a whole; errors mean that nothing of it may be sent (S5.7, S6.9). */
export function planProblems(summary: PlanSummary, { campaigns }: Config): readonly Diagnostic[] {
  const { blast } = summary;
  const vanished = summary.campaigns.flatMap((counted, index) =>
    counted.vanished === 0 ? [] : [vanishedStep(counted.id, counted.vanished, campaigns[index])],
  );
  if (blast.broken === null) return vanished;
  const { by, limit } = blast.broken;
  const than =
    by === 'max_sends'
      ? `policy.blast.max_sends allows (${formatCount(limit)})`
      : `policy.blast.max_growth allows (${formatNumber(limit)}; usually there are ${formatNumber(blast.usual ?? 0)})`;
  const message = `The plan would send ${plural(blast.sends, 'mail')}, more than ${than}. It is blocked.`;
  return [...vanished, diagnose('plan/blast', message, undefined)];
}

function vanishedStep(
  id: string,
  leads: number,
  campaign: Config['campaigns'][number] | undefined,
): Diagnostic {
  const message = `${plural(leads, 'lead')} of campaign ${id} ${leads === 1 ? 'stands' : 'stand'} at a step that it no longer has.`;
  const example = campaign?.steps[0]?.id ?? 'a-step';
  const help = `Say where they stand now: moved: { <old step>: ${example} }, or moved: { <old step>: exit }. nurture plan -o writes who they are.`;
  return diagnose('plan/step-vanished', message, undefined, { help });
}
