import { nothingWanted, type Wanted } from '../../engine/classify/wanted.js';
import { writeConflicts } from '../../engine/lead-conflicts.js';
import { storeFeatures } from '../../engine/results.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import { summarize } from '../../fold/summary.js';
import { profileColumnsOf } from '../../model/score-columns.js';
import { visible } from '../../report/diagnostics/terminal-text.js';
import { renderTotals, type ScoreReport } from '../../report/score-report.js';
import { checkData } from '../data-checks.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import type { RunInputs } from '../open-sources.js';
import { refuseInputsAsOutputs, stageOutput, stageTarget } from '../outputs.js';
import { classify, foldInputs, type Matched, matchInputs, timeSegments } from '../pipeline.js';
import { Progress } from '../progress.js';
import { writeRejects } from '../rejects-file.js';
import { problemsOf } from '../run-problems.js';
import { configHash } from '../score-document.js';
import { printScores, scratchFiles, tableColumns, topLeads, writeOutputs } from '../score-publish.js';
import { readScoreOptions, type ScoreOptions, type ScoreRequest, scoreRequest } from '../score-request.js';
import type { LoadedConfig, Session } from '../session.js';
import { painterFor } from '../terminal.js';

/** Scores all leads: a table for people on standard output, every lead to each `-o` (S3). */
export async function score(session: Session, options: ScoreOptions) {
  const flags = readScoreOptions(options);
  const loaded = session.loadConfig();
  const request = scoreRequest(flags, loaded.config);
  return withEngine(session, (run) => scoreWith(session, run, loaded, options, request));
}

async function scoreWith(
  session: Session,
  run: EngineRun,
  loaded: LoadedConfig,
  options: ScoreOptions,
  request: ScoreRequest,
) {
  const { config } = loaded;
  const { ready, fit, pain } = config.score;
  const asOf = session.asOf(config.timezone);
  const outputs = (options.output ?? []).map((target) => stageOutput(session, run, target));
  const rejects =
    options.rejects === undefined ? undefined : stageTarget(session, run, '--rejects', options.rejects);
  const conflicts =
    options.conflicts === undefined ? undefined : stageTarget(session, run, '--conflicts', options.conflicts);
  const inputs: RunInputs = {
    config,
    configDirectory: loaded.directory,
    dialect: session.dialect,
    asOf,
    ...(options.leads.length === 0 ? {} : { leads: options.leads }),
    ...(options.events === undefined ? {} : { events: options.events }),
  };
  // A run for files alone, as in cron, has nobody to show a table to.
  const prints = !(request.format === 'table' && session.flags.quiet === true && outputs.length > 0);
  const shown = [...request.columns, ...(prints && request.format === 'table' ? tableColumns : [])];
  const wanted: Wanted = { ...nothingWanted, columns: profileColumnsOf(request.columns) };
  const files = [...outputs.map(({ file }) => file), ...(conflicts === undefined ? [] : [conflicts])];
  const written = [...files.map(({ path }) => path), ...scratchFiles(run)];
  const matched = await session.step('leads', () =>
    matchInputs(run.database, inputs, run.inputs, written, wanted),
  );
  refuseInputsAsOutputs(
    [...files, ...(rejects === undefined ? [] : [rejects])],
    matched.sources.flatMap((source) => source.files).map(({ file }) => file.path),
  );

  const progress = new Progress(session, 'Scoring', () => run.database.progress);
  const folded = await session
    .step('events', () => foldInputs(run.database, matched, inputs))
    .finally(() => progress.stop());
  const { features, events } = folded;
  for (const note of matched.notes) session.note(visible(note));
  const checked = await session.step('checks', () => checkData(session, run.database, matched, asOf));
  if (rejects !== undefined) {
    await writeRejects(run.database, matched, rejects.path);
    rejects.commit();
    session.note(`Wrote ${visible(session.shortName(rejects.target))}`);
  }
  if (conflicts !== undefined) {
    await writeConflicts(run.database, matched.leadSources, matched.conflictRows, conflicts.path);
    conflicts.commit();
    session.note(`Wrote ${visible(session.shortName(conflicts.target))}`);
  }
  if (checked.problems.some(({ severity }) => severity === 'error')) {
    throw new UnusableInput([...matched.problems, ...checked.problems]);
  }
  const classified = await session.step('classify', () => classify(run.database, matched, inputs, folded));
  if (session.flags.debug === true) {
    await timeSegments(run.database, matched, inputs, (id, work) => session.step(`segment ${id}`, work));
  }
  const rules = [...fit.rules, ...pain.rules].map(({ id }) => id);
  await session.step('features', () => storeFeatures(run.database, features, ready, rules, shown));

  const reasonsOf = (files: Matched['leadFiles']) => Object.fromEntries(matched.quarantine.reasonsOf(files));
  const report: ScoreReport = {
    asOf: new Date(asOf).toISOString(),
    ready,
    summary: summarize(features, ready, asOf),
    sources: [
      { name: 'leads', ...leadRows(matched), reasons: reasonsOf(matched.leadFiles) },
      ...(matched.eventFiles.length === 0
        ? []
        : [{ name: 'events', ...events, reasons: reasonsOf(matched.eventFiles) }]),
    ],
    conflicts: matched.conflicts,
    ...(classified.qualification && { qualification: classified.qualification }),
    segments: classified.segments.map(({ id, size }) => ({ id, size })),
  };
  const head = {
    command: 'score',
    asOf: report.asOf,
    configHash: configHash(loaded.text),
    threshold: ready,
    summary: report.summary,
    sources: report.sources,
    ...(report.qualification && { qualification: report.qualification }),
    ...(report.segments.length > 0 && { segments: report.segments }),
    ...(matched.leadSources.length < 2 ? {} : { conflicts: report.conflicts }),
    sourceFacts: checked.facts,
  };
  await writeOutputs(session, run, outputs, request, head);
  if (prints) {
    const top = request.format === 'table' ? await topLeads(run, request) : [];
    await printScores(session, run, request, top, head);
  }
  const color = painterFor(session.terminal.stderr, session.flags.color, session.terminal.env);
  session.note(renderTotals(report, color).trimEnd());
  const problems = [
    ...problemsOf(matched, loaded, rejects !== undefined),
    ...checked.problems,
    ...classified.warnings,
  ];
  session.report(problems);
  const failed = session.flags.strict === true && problems.length > 0;
  return { code: failed ? exitCodes.gateFailed : exitCodes.done };
}

/** Rows of a lead are only told apart where there are several sources. */
function leadRows({ leadCounts, leadSources }: Matched) {
  const { joined, ...counts } = leadCounts;
  return leadSources.length < 2 ? counts : { ...counts, joined };
}
