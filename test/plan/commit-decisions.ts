import type { Content } from '../../src/model/campaign.js';
import { contentForms } from '../../src/model/content-forms.js';
import { decisionMarks } from '../../src/model/decision-columns.js';
import { ledgerColumns } from '../../src/model/ledger.js';
import { actions, reasons } from '../../src/model/reason.js';
import type { Decisions } from '../../src/plan/decisions.js';
import type { Run } from '../oracle/naive-plan/run.js';
import { sendIdOf } from '../oracle/naive-plan/send-id.js';
import type { LedgerText } from '../oracle/plan-world.js';

/** A row of the ledger, and what the mail is made of if it is a send. */
export interface Committed {
  readonly row: LedgerText;
  readonly content?: Content;
}

/** What committing a plan adds to the ledger, by the rules of src/engine/planning/ledger-rows.ts and without an engine. */
export function commitDecisions(run: Run, decisions: Decisions): readonly Committed[] {
  return Array.from({ length: decisions.rows }, (_, row) => row).flatMap((row) =>
    commitRow(run, decisions, row),
  );
}

function commitRow({ config, leads, asOf }: Run, decisions: Decisions, row: number): readonly Committed[] {
  const column = (
    name: 'lead' | 'campaign' | 'occurrence' | 'step' | 'attempt' | 'variant' | 'form' | 'marks',
  ) => decisions[name][row] ?? -1;
  const lead = leads[column('lead')];
  const campaign = config.campaigns[column('campaign')];
  if (lead === undefined || campaign === undefined) throw new Error(`The decision ${row} is about nobody.`);
  const action = actions[decisions.actionOf(column('lead'), column('campaign'))];
  const reason = reasons[decisions.reasonOf(column('lead'), column('campaign'))] ?? '';
  const step = campaign.steps[column('step')];
  const content = step && contentForms(step)[column('form')]?.content;
  const entry = (kind: string, at: number | undefined, more: Partial<LedgerText> = {}): LedgerText => ({
    ...blankLedger,
    lead_id: lead.key,
    email: lead.row.email ?? '',
    campaign: campaign.id,
    occurrence: String(column('occurrence')),
    kind,
    at: new Date(at === undefined || Number.isNaN(at) ? asOf : at).toISOString(),
    ...more,
  });
  const place = { step: step?.id ?? '', attempt: String(column('attempt')) };
  const rows: Committed[] = [];
  if ((column('marks') & decisionMarks.begins) !== 0) {
    rows.push({ row: entry('start', decisions.startAt[row]) });
  }
  if (action === 'send' && step !== undefined && content !== undefined) {
    const mail = {
      ...place,
      variant: step.variants[column('variant')]?.id ?? '',
      template: content.template ?? '',
      channel: step.channel,
      send_id: sendIdOf(lead.key, campaign.id, column('occurrence'), step.id, column('attempt')),
    };
    rows.push({ row: entry('send', decisions.sendAt[row], mail), content });
  }
  if (reason === 'capped_skipped') rows.push({ row: entry('skip', decisions.dueAt[row], place) });
  if (action === 'exit') {
    const suppresses = (column('marks') & decisionMarks.suppresses) !== 0;
    for (const kind of suppresses ? ['exit', 'suppress'] : ['exit']) {
      rows.push({ row: entry(kind, decisions.exitAt[row], { reason }) });
    }
  }
  return rows;
}

/** A row of the ledger of which nothing is said. */
export const blankLedger = Object.fromEntries(
  ledgerColumns.map((name) => [name, '']),
) as unknown as LedgerText;
