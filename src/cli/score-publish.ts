import { topScores, writeScores } from '../engine/results.js';
import type { OutputFormat } from '../engine/write-rows.js';
import type { ScoreColumn } from '../model/score-columns.js';
import { visible } from '../report/diagnostics/terminal-text.js';
import { renderTop, type ScoredLead } from '../report/score-report.js';
import type { EngineRun } from './engine-run.js';
import type { Output } from './outputs.js';
import { documentOf, printDocument } from './score-document.js';
import type { ScoreRequest } from './score-request.js';
import type { Session } from './session.js';
import { widthOf } from './terminal.js';

const rowsOfTable = 20;

/** Columns that the table for people is made of. */
export const tableColumns = [
  ...(['lead_id', 'email', 'score', 'fit', 'pain', 'velocity', 'momentum', 'ready'] as const),
  ...(['ready_at', 'due_at', 'distance', 'top_reasons'] as const),
] as const satisfies readonly ScoreColumn[];

/** The leads that the table for people shows. */
export async function topLeads(run: EngineRun, request: ScoreRequest): Promise<readonly ScoredLead[]> {
  const rows = await topScores(run.database, tableColumns, request.limit ?? rowsOfTable);
  return rows.map(scoredLead);
}

/** Writes every lead to each `-o`; a file appears under its name when it is whole. `head` opens a JSON document. */
export async function writeOutputs(
  session: Session,
  run: EngineRun,
  outputs: readonly Output[],
  request: ScoreRequest,
  head: object,
): Promise<void> {
  const { columns } = request;
  for (const { file, format } of outputs) {
    await session.step('output', () =>
      format === 'json'
        ? documentOf(run.database, head, scratchOf(run), file.path, { columns })
        : writeScores(run.database, file.path, format, { columns }),
    );
    file.commit();
    session.note(`Wrote ${visible(session.shortName(file.target))}`);
  }
}

/** Prints the result to standard output: the table for people, or the same rows as in a file. */
export async function printScores(
  session: Session,
  run: EngineRun,
  request: ScoreRequest,
  top: readonly ScoredLead[],
  head: object,
): Promise<void> {
  const { terminal, flags } = session;
  const { format, columns, limit } = request;
  if (format === 'table') {
    const width = widthOf(terminal.stdout, terminal.env);
    terminal.stdout.write(renderTop(top, { width, plain: flags.plain === true }));
    return;
  }
  const path = printedOf(run);
  if (format === 'json') await documentOf(run.database, head, scratchOf(run), path, { columns, limit });
  else await writeScores(run.database, path, format satisfies OutputFormat, { columns, limit });
  await printDocument(path, terminal.stdout);
}

/** Files the engine may write besides the outputs; they go with the run. */
export function scratchFiles(run: EngineRun): readonly string[] {
  return [scratchOf(run), printedOf(run)];
}

function scratchOf(run: EngineRun): string {
  return `${run.scratch}/rows.json`;
}

function printedOf(run: EngineRun): string {
  return `${run.scratch}/printed`;
}

function scoredLead(row: readonly unknown[]): ScoredLead {
  const [leadId, email, score, fit, pain, velocity, momentum, ready, readyAt, dueAt, distance, topReasons] =
    row;
  const instant = (value: unknown) => (value === null ? null : (value as Date).toISOString());
  return {
    leadId: String(leadId),
    email: email === null ? null : String(email),
    score: Number(score),
    fit: Number(fit),
    pain: Number(pain),
    velocity: Number(velocity),
    momentum: Number(momentum),
    ready: ready === true,
    readyAt: instant(readyAt),
    dueAt: instant(dueAt),
    distance: Number(distance),
    topReasons: String(topReasons ?? ''),
  };
}
