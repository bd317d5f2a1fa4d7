import { diagnose } from '../../diagnostics/diagnose.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { scoreColumns, storeFeatures } from '../../engine/results.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import { summarize } from '../../fold/summary.js';
import { visible } from '../../report/diagnostics/terminal-text.js';
import { renderTotals, type ScoreReport } from '../../report/score-report.js';
import { checkData, renderReasons } from '../data-checks.js';
import { type EngineRun, withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import type { RunInputs } from '../open-sources.js';
import { refuseInputsAsOutputs, stageOutput, stageTarget } from '../outputs.js';
import { foldInputs, type Matched, matchInputs } from '../pipeline.js';
import { Progress } from '../progress.js';
import { writeRejects } from '../rejects-file.js';
import { configHash } from '../score-document.js';
import { printScores, scratchFiles, topLeads, writeOutputs } from '../score-publish.js';
import { readScoreOptions, type ScoreOptions, type ScoreRequest } from '../score-request.js';
import type { LoadedConfig, Session } from '../session.js';
import { painterFor } from '../terminal.js';

/** Scores all leads: a table for people on standard output, every lead to each `-o` (S3). */
export async function score(session: Session, options: ScoreOptions) {
  const request = readScoreOptions(options);
  const loaded = session.loadConfig();
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
  const inputs: RunInputs = {
    config,
    configDirectory: loaded.directory,
    dialect: session.dialect,
    asOf,
    ...(options.leads.length === 0 ? {} : { leads: options.leads }),
    ...(options.events === undefined ? {} : { events: options.events }),
  };
  const written = [...outputs.map(({ file }) => file.path), ...scratchFiles(run)];
  const matched = await session.step('leads', () => matchInputs(run.database, inputs, run.inputs, written));
  const staged = [...outputs.map(({ file }) => file), ...(rejects === undefined ? [] : [rejects])];
  const files = matched.sources.flatMap((source) => source.files);
  refuseInputsAsOutputs(
    staged,
    files.map(({ file }) => file.path),
  );

  const progress = new Progress(session, 'Scoring', () => run.database.progress);
  const { features, events } = await session
    .step('events', () => foldInputs(run.database, matched, inputs))
    .finally(() => progress.stop());
  for (const note of matched.notes) session.note(visible(note));
  const checked = await session.step('checks', () => checkData(session, run.database, matched, asOf));
  if (rejects !== undefined) {
    await writeRejects(run.database, matched, rejects.path);
    rejects.commit();
    session.note(`Wrote ${visible(session.shortName(rejects.target))}`);
  }
  if (checked.problems.some(({ severity }) => severity === 'error')) {
    throw new UnusableInput([...matched.problems, ...checked.problems]);
  }
  // A run for files alone, as in cron, has nobody to show a table to.
  const prints = !(request.format === 'table' && session.flags.quiet === true && outputs.length > 0);
  const needed = prints && request.format === 'table' ? scoreColumns : request.columns;
  const rules = [...fit.rules, ...pain.rules].map(({ id }) => id);
  await session.step('features', () => storeFeatures(run.database, features, ready, rules, needed));

  const reasonsOf = (files: Matched['leadFiles']) => Object.fromEntries(matched.quarantine.reasonsOf(files));
  const report: ScoreReport = {
    asOf: new Date(asOf).toISOString(),
    ready,
    summary: summarize(features, ready, asOf),
    sources: [
      { name: 'leads', ...matched.leadCounts, reasons: reasonsOf(matched.leadFiles) },
      ...(matched.eventFiles.length === 0
        ? []
        : [{ name: 'events', ...events, reasons: reasonsOf(matched.eventFiles) }]),
    ],
  };
  const head = {
    command: 'score',
    asOf: report.asOf,
    configHash: configHash(loaded.text),
    threshold: ready,
    summary: report.summary,
    sources: report.sources,
    sourceFacts: checked.facts,
  };
  await writeOutputs(session, run, outputs, request, head);
  if (prints) {
    const top = request.format === 'table' ? await topLeads(run, request) : [];
    await printScores(session, run, request, top, head);
  }
  const color = painterFor(session.terminal.stderr, session.flags.color, session.terminal.env);
  session.note(renderTotals(report, color).trimEnd());
  const problems = [...problemsOf(matched, loaded, rejects !== undefined), ...checked.problems];
  session.report(problems);
  const failed = session.flags.strict === true && problems.length > 0;
  return { code: failed ? exitCodes.gateFailed : exitCodes.done };
}

/** Rules of the built-in model that a file has no column for are nobody's mistake. */
function problemsOf(matched: Matched, { builtIn }: LoadedConfig, written: boolean): readonly Diagnostic[] {
  const problems = matched.problems.filter(({ code }) => !builtIn || code !== 'input/unknown-column');
  const files = matched.sources.flatMap((source) => source.files);
  const quarantined = matched.quarantine.rowsOf(files);
  if (quarantined === 0) return problems;
  const rows = quarantined === 1 ? '1 row' : `${quarantined} rows`;
  const reasons = renderReasons(matched.quarantine.reasonsOf(files));
  const help = written
    ? { help: 'Correct them at the source; the rejects file names their places and reasons.' }
    : {};
  return [
    ...problems,
    diagnose('input/quarantined-rows', `${rows} could not be used: ${reasons}.`, undefined, help),
  ];
}
