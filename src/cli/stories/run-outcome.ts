import { segmentColumn } from '../../engine/classify/classify-leads.js';
import type { Wanted } from '../../engine/classify/wanted.js';
import type { Database } from '../../engine/database.js';
import type { LedgerText } from '../../engine/ledger-text.js';
import type { Config } from '../../model/config.js';
import type { Features } from '../../model/features.js';
import type { PlanResult } from '../../plan/planner.js';
import { identifier, join, sql } from '../../sql/sql.js';
import { explainCampaigns } from '../explain-campaigns.js';
import type { PlanRun } from '../plan-run.js';
import type { LeadOutcome, RunOutcome } from './judge-run.js';
import type { StoryWorld } from './story-world.js';

/** What is read of each lead, by ordinal, because somebody expects something of it. */
export interface Labels {
  readonly persona: string;
  readonly stage: string;
  readonly segments: ReadonlySet<string>;
}

/** Reads what is wanted from the table `profile`. */
export async function readLabels(
  database: Database,
  { audience }: Config,
  { columns, segments: asked }: Wanted,
): Promise<readonly Labels[]> {
  const segments = audience.segments.flatMap(({ id }, index) =>
    asked.includes(id) ? [{ id, column: segmentColumn(index) }] : [],
  );
  const names = [...columns, ...segments.map(({ column }) => column)];
  if (names.length === 0) return [];
  const rows = await database.rows(
    sql`SELECT ${join(names.map(identifier), ', ')} FROM profile ORDER BY ord`,
  );
  return rows.map((row) => {
    const text = (name: (typeof columns)[number]) => String(row[columns.indexOf(name)] ?? '');
    return {
      persona: text('persona'),
      stage: text('stage'),
      segments: new Set(
        segments.flatMap(({ id }, index) => (row[columns.length + index] === true ? [id] : [])),
      ),
    };
  });
}

/** A run of a story, as the expectations look at it. */
export function outcomeOf({
  world,
  from,
  part,
  result,
  keys,
  rows,
  features,
  labels,
}: {
  readonly world: StoryWorld;
  /** Ordinal of the first lead of the story. */
  readonly from: number;
  /** What the plan of the story is made of. */
  readonly part: Pick<PlanRun, 'input' | 'names' | 'started'>;
  readonly result: PlanResult;
  readonly keys: readonly string[];
  readonly rows: readonly LedgerText[];
  readonly features: Features;
  readonly labels: readonly Labels[];
}): RunOutcome {
  const ownKey = (key: string) => key.slice(world.prefix.length);
  const campaigns = part.names.campaigns.map(({ id }) => id);
  const leads = Array.from({ length: part.input.leads.leads }, (_, lead): [string, LeadOutcome] => {
    const ord = from + lead;
    const { persona = '', stage = '', segments = new Set<string>() } = labels[ord] ?? {};
    return [
      ownKey(keys[ord] ?? ''),
      {
        ...{ persona, stage, segments },
        score: features.score[ord] as number,
        fit: features.fit[ord] as number,
        pain: features.pain[ord] as number,
        ready: features.ready[ord] === 1,
        reasonOf: (campaign) => result.decisions.reasonOf(lead, campaigns.indexOf(campaign)),
        explain: () => explainCampaigns(part, lead),
      },
    ];
  });
  const sends = rows.flatMap((row) => (row.kind === 'send' ? [{ ...row, lead: ownKey(row.lead_id) }] : []));
  return { leads: new Map(leads), sends };
}
