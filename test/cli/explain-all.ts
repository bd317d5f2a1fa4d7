import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { RunInputs } from '../../src/cli/open-sources.js';
import { foldInputs, type Matched, matchInputs } from '../../src/cli/pipeline.js';
import { parseConfig } from '../../src/config/parse-config.js';
import { Database } from '../../src/engine/database.js';
import { streamEvents } from '../../src/engine/event-stream.js';
import { daysOf } from '../../src/fold/days.js';
import { LeadFold } from '../../src/fold/fold-lead.js';
import { LeadEvents } from '../../src/fold/lead-events.js';
import { type Statement, writeStatement } from '../../src/fold/statement.js';
import { maskWords } from '../../src/model/event-batch.js';
import { emptyFeatures, type Features } from '../../src/model/features.js';
import { raw } from '../../src/sql/sql.js';
import { zoneOffsets } from '../../src/sql/zones.js';
import { temporaryFolder } from './temporary-folder.js';

/** An open engine with the inputs of a run matched in it, as `score` and `explain` have it. */
export interface MatchedRun {
  readonly database: Database;
  readonly matched: Matched;
  readonly inputs: RunInputs;
}

/** Matches the inputs of a config, and does `work` while the engine is open. */
export async function withMatched<T>(
  configFile: string,
  given: Omit<RunInputs, 'config' | 'configDirectory' | 'dialect'>,
  work: (run: MatchedRun) => Promise<T>,
): Promise<T> {
  const { config } = parseConfig(readFileSync(configFile, 'utf8'), configFile);
  if (config === undefined) throw new Error(`${configFile} has errors`);
  const inputs = { config, configDirectory: dirname(configFile), dialect: {}, ...given };
  const folder = temporaryFolder();
  const spillDirectory = join(folder, 'spill');
  mkdirSync(spillDirectory);
  const database = await Database.open({ memoryBytes: 1_000_000_000, threads: 2, spillDirectory });
  try {
    const context = { database, cwd: folder, stdin: Readable.from([]), spool: folder };
    return await work({ database, matched: await matchInputs(database, inputs, context, []), inputs });
  } finally {
    database.close();
  }
}

/** What `score` and `explain` say of all leads of a run. Everything is by the ordinal of the lead. */
export interface ExplainedRun {
  readonly inputs: RunInputs;
  readonly keys: readonly string[];
  /** What `score` finds. */
  readonly scored: Features;
  /** What `explain` finds. */
  readonly explained: Features;
  readonly statements: readonly Statement[];
}

/**
 * Scores all leads, then writes the statement of each of them as `explain` does, from one stream of all events in the
 * order of their text (S2.5) instead of one question per lead.
 */
export async function explainAll({ database, matched, inputs }: MatchedRun): Promise<ExplainedRun> {
  const { features } = await foldInputs(database, matched, inputs);
  const { model, eventSpec, facts } = matched;
  const dayOf = daysOf(zoneOffsets(inputs.config.timezone));
  const words = maskWords(model.pain.count);
  const events = new LeadEvents(model, dayOf, 'arrival', words, eventSpec.properties.length);
  const fold = new LeadFold(model, inputs.asOf, facts);
  const explained = emptyFeatures(facts.leads);
  const statements: Statement[] = [];
  const finishUpTo = (lead: number) => {
    while (statements.length < lead) {
      events.settle();
      fold.fold(statements.length, events, explained, true);
      statements.push(writeStatement(model, events, inputs.asOf));
      events.clear();
    }
  };
  for await (const batch of streamEvents(database, eventSpec, true)) {
    for (let row = 0; row < batch.rows; row++) {
      const lead = batch.lead[row] as number;
      if (lead < 0 || (batch.at[row] as number) > inputs.asOf) continue;
      finishUpTo(lead);
      events.push(batch, row, row + 1);
    }
  }
  finishUpTo(facts.leads);
  const rows = await database.rows(raw('SELECT key FROM lead ORDER BY ord'));
  return { inputs, keys: rows.map(([key]) => String(key)), scored: features, explained, statements };
}

/** Leads whose statement does not add up to the score that `score` printed, to the last bit: none, we hope. */
export function leadsThatDoNotAddUp(
  { keys, scored, statements }: ExplainedRun,
  printed: ReadonlyMap<string, number>,
): readonly object[] {
  return keys.flatMap((key, lead) => {
    const balance = statements[lead]?.lines.at(-1)?.balance ?? 0;
    const sum = (scored.fit[lead] as number) + balance + (scored.bonus[lead] as number);
    const score = scored.score[lead];
    return sum === score && sum === printed.get(key) ? [] : [{ key, sum, score, printed: printed.get(key) }];
  });
}
