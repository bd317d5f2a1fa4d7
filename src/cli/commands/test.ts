import { writeFileSync } from 'node:fs';
import { renderCoverage } from '../../report/coverage-report.js';
import { renderJunit } from '../../report/junit.js';
import { isoInstant } from '../../report/numbers.js';
import { renderStories, type StoryResult } from '../../report/story-report.js';
import type { Asked } from '../classified-run.js';
import { withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { stageTarget } from '../outputs.js';
import { tableOf } from '../print-result.js';
import { configHash } from '../score-document.js';
import { Session } from '../session.js';
import { Coverage } from '../stories/coverage.js';
import { findStoryFiles, readStories } from '../stories/find-stories.js';
import { prepareLists } from '../stories/story-lists.js';
import { runStories } from '../stories/run-stories.js';
import { loadTemplateReader } from '../template-reader.js';
import { painterFor } from '../terminal.js';

export interface TestOptions {
  readonly files: readonly string[];
  readonly json?: boolean;
  readonly junit?: string;
  readonly coverage?: boolean;
}

/** Runs scenario tests of the config (contract): exit code 1 when one fails, 2 when a file of them has mistakes. */
export async function test(session: Session, options: TestOptions) {
  const loaded = session.loadConfig(await loadTemplateReader());
  const files = findStoryFiles(session, loaded, options.files);
  const { stories, fields, diagnostics } = readStories(session, loaded, files);
  session.report(diagnostics);
  if (diagnostics.some(({ severity }) => severity === 'error')) return { code: exitCodes.usage };
  const coverage = options.coverage === true ? new Coverage(loaded.config) : undefined;
  // Each run would tell the same about files that nobody has written.
  const quiet = new Session(session.terminal, { ...session.flags, quiet: true, debug: false });
  const results = await withEngine(quiet, async (run) => {
    const { lists, missing } = await prepareLists(run, loaded);
    for (const note of missing) session.note(note);
    const config = { ...loaded.config, sources: { ...loaded.config.sources, lists } };
    const asked: Asked = { session: quiet, loaded: { ...loaded, config }, options: {}, asOf: 0 };
    const request = { asked, fields, ...(coverage === undefined ? {} : { coverage }) };
    const junit = options.junit === undefined ? undefined : stageTarget(session, run, '--junit', options.junit);
    const results = await session.step('stories', () => runStories(run, request, stories));
    if (junit !== undefined) {
      writeFileSync(junit.path, renderJunit(results));
      junit.commit();
    }
    return results;
  });
  show(session, options, results, coverage, loaded.text);
  const failed = results.some(({ failures }) => failures.length > 0);
  return { code: failed ? exitCodes.gateFailed : exitCodes.done };
}

/** The results as `--json` prints them. */
function documentOf(results: readonly StoryResult[]): object {
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  return {
    totals: { stories: results.length, passed: results.length - failed, failed },
    stories: results.map(({ name, at, runs, failures }) => ({
      ...{ name, file: at.file, line: at.line, runs, passed: failures.length === 0 },
      failures: failures.map(({ place, run, ...failure }) => ({
        ...failure,
        ...(run === undefined ? {} : { run: isoInstant(run) }),
        line: place.line,
      })),
    })),
  };
}

function show(
  session: Session,
  options: TestOptions,
  results: readonly StoryResult[],
  coverage: Coverage | undefined,
  config: string,
): void {
  const { terminal, flags } = session;
  const touched = coverage?.result();
  if (options.json === true) {
    const document = { schemaVersion: 1, command: 'test', configHash: configHash(config), ...documentOf(results) };
    const all = { ...document, ...(touched === undefined ? {} : { coverage: touched.parts }) };
    terminal.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  terminal.stdout.write(renderStories(results, painterFor(terminal.stdout, flags.color, terminal.env)));
  if (touched !== undefined) terminal.stdout.write(`\n${renderCoverage(touched, tableOf(session))}`);
}
