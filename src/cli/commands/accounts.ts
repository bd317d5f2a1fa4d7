import { accountRows, countAccounts, topAccounts } from '../../engine/accounts-query.js';
import { nothingWanted } from '../../engine/classify/wanted.js';
import { writeRows } from '../../engine/write-rows.js';
import { renderAccounts } from '../../report/accounts-report.js';
import { visible } from '../../report/diagnostics/terminal-text.js';
import { isoInstant, plural } from '../../report/numbers.js';
import { classifyRun, finishRun } from '../classified-run.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { type Output, stageOutput } from '../outputs.js';
import { configHash, printDocument, rowsDocument } from '../score-document.js';
import { readScoreOptions } from '../score-request.js';
import type { Session } from '../session.js';
import { widthOf } from '../terminal.js';

export interface AccountsOptions {
  readonly leads?: string;
  readonly events?: readonly string[];
  readonly output?: readonly string[];
  readonly format?: 'table' | 'csv' | 'json' | 'jsonl';
  readonly json?: boolean;
  readonly limit?: string;
}

const rowsOfTable = 20;

/** The companies behind the leads (S3.8): what their people come to, and which roles are missing. */
export async function accounts(session: Session, options: AccountsOptions) {
  const { format, limit } = readScoreOptions({ ...options, leads: [] });
  const loaded = session.loadConfig();
  const asOf = session.asOf(loaded.config.timezone);
  const head = {
    command: 'accounts',
    asOf: new Date(asOf).toISOString(),
    configHash: configHash(loaded.text),
  };
  return withEngine(session, async (run) => {
    const staged = (options.output ?? []).map((target) => stageOutput(session, run, target));
    const classified = await classifyRun(
      run,
      { session, loaded, options, asOf },
      {
        wanted: { ...nothingWanted, accounts: true },
        outputs: staged.map(({ file }) => file),
        scratch: [scratchOf(run), printedOf(run)],
      },
    );
    for (const output of staged) {
      await writeAccounts(run, output.file.path, output.format, undefined, head);
      output.file.commit();
      session.note(`Wrote ${visible(session.shortName(output.file.target))}`);
    }
    const prints = !(format === 'table' && session.flags.quiet === true && staged.length > 0);
    if (prints) await print(session, run, format, limit, head);
    session.note(plural(await countAccounts(run.database), 'account'));
    return finishRun(session, classified);
  });
}

async function print(
  { terminal, flags }: Session,
  run: EngineRun,
  format: 'table' | 'csv' | 'json' | 'jsonl',
  limit: number | undefined,
  head: object,
): Promise<void> {
  if (format !== 'table') {
    await writeAccounts(run, printedOf(run), format, limit, head);
    await printDocument(printedOf(run), terminal.stdout);
    return;
  }
  const found = await topAccounts(run.database, limit ?? rowsOfTable);
  const lines = found.map(({ firstTouchAt, lastTouchAt, ...account }) => ({
    ...account,
    firstTouchAt: isoInstant(firstTouchAt),
    lastTouchAt: isoInstant(lastTouchAt),
  }));
  const width = widthOf(terminal.stdout, terminal.env);
  terminal.stdout.write(renderAccounts(lines, { width, plain: flags.plain === true }));
}

async function writeAccounts(
  run: EngineRun,
  path: string,
  format: Output['format'],
  limit: number | undefined,
  head: object,
): Promise<void> {
  const rows = accountRows(format, limit);
  if (format !== 'json') {
    await writeRows(run.database, path, format, rows);
    return;
  }
  await writeRows(run.database, scratchOf(run), 'json', rows);
  await rowsDocument(head, 'accounts', scratchOf(run), path);
}

function scratchOf(run: EngineRun): string {
  return `${run.scratch}/rows.json`;
}

function printedOf(run: EngineRun): string {
  return `${run.scratch}/printed`;
}
