import type { Config } from '../../model/config.js';
import { contentForms } from '../../model/content-forms.js';
import { decisionMarks, verdictBits } from '../../model/decision-columns.js';
import { reasonCode, reasons } from '../../model/reason.js';
import { join, raw, type Sql, sql } from '../../sql/sql.js';
import { decisionTables, instantOf, isAction, numberAt, offsets, planWords, wordAt } from './store-plan.js';

/**
 * What committing a plan adds to the ledger (model/ledger.ts), as a query: occurrences that begin, sends, steps that were skipped for a
 * cap, and exits.
 */
export function ledgerRows(campaigns: Config['campaigns'], asOf: number): Sql {
  const words = planWords(campaigns);
  const steps = campaigns.flatMap((campaign) => campaign.steps);
  const forms = steps.map(contentForms);
  const firstForm = offsets(forms.map(({ length }) => length));
  const templates = forms.flat().map(({ content }) => content.template ?? '');
  const template = sql`nullif(${wordAt(templates, sql`${numberAt(firstForm, words.stepCode)} + detail.form`)}, '')`;
  const channel = wordAt(
    steps.map((step) => step.channel),
    words.stepCode,
  );
  const nothing = raw('CAST(NULL AS VARCHAR)');
  const part = (kind: string, holds: Sql, at: Sql, of: 'occurrence' | 'step' | 'send' | 'exit') => {
    const isStep = of === 'step' || of === 'send';
    return sql`CASE WHEN ${holds} THEN [{
      kind: ${kind}, "at": ${at}, step: ${isStep ? words.step : nothing},
      attempt: ${isStep ? raw('detail.attempt') : raw('CAST(NULL AS INTEGER)')},
      variant: ${of === 'send' ? words.variant : nothing}, template: ${of === 'send' ? template : nothing},
      channel: ${of === 'send' ? channel : nothing},
      reason: ${of === 'exit' ? wordAt(reasons, raw(`verdict.code & ${2 ** verdictBits - 1}`)) : nothing},
      send_id: ${of === 'send' ? words.sendId : nothing} }] ELSE [] END`;
  };
  const marked = (mark: number) => raw(`(detail.marks & ${mark}) <> 0`);
  const hasReason = (reason: keyof typeof reasonCode) =>
    raw(`(verdict.code & ${2 ** verdictBits - 1}) = ${reasonCode[reason]}`);
  const ended = sql`coalesce(${instantOf('detail.ended')}, make_timestamp_ms(${raw(String(asOf))}) AT TIME ZONE 'UTC')`;
  const entries = [
    part('start', marked(decisionMarks.begins), instantOf('detail.started'), 'occurrence'),
    part('send', isAction('send'), instantOf('detail.planned'), 'send'),
    part('skip', hasReason('capped_skipped'), instantOf('detail.due'), 'step'),
    part('exit', isAction('exit'), ended, 'exit'),
    part('suppress', sql`${isAction('exit')} AND ${marked(decisionMarks.suppresses)}`, ended, 'occurrence'),
  ];
  return sql`SELECT lead_id, email, campaign, occurrence, entry.kind, entry."at", entry.step, entry.attempt, entry.variant,
      entry.template, entry.channel, entry.reason, entry.send_id
    FROM (SELECT lead.key AS lead_id, lead.email, ${words.campaign(raw('verdict.campaign'))} AS campaign, detail.occurrence,
      unnest(list_concat(${join(entries, ', ')})) AS entry ${decisionTables(campaigns.length, raw('detail.occurrence > 0'))})`;
}
