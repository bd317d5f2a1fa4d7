import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderCoverage } from '../../report/coverage-report.js';
import { visible } from '../../report/diagnostics/terminal-text.js';
import { renderJunit } from '../../report/junit.js';
import { isoInstant } from '../../report/numbers.js';
import { renderStories, type StoryResult } from '../../report/story-report.js';
import type { Asked } from '../classified-run.js';
import { withEngine } from '../engine-run.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { stageTarget } from '../outputs.js';
import { tableOf } from '../print-result.js';
import { configHash } from '../score-document.js';
import { Session } from '../session.js';
import { Coverage } from '../stories/coverage.js';
import { findStoryFiles, readStories, storyFilesOf } from '../stories/find-stories.js';
import { runStories } from '../stories/run-stories.js';
import { prepareLists } from '../stories/story-lists.js';
import { rerunOnChange } from '../stories/watch-files.js';
import { writeLeadStory } from '../stories/write-lead-story.js';
import { loadTemplateReader } from '../template-reader.js';
import { painterFor } from '../terminal.js';

export interface TestOptions {
  readonly files: readonly string[];
  readonly json?: boolean;
  readonly junit?: string;
  readonly coverage?: boolean;
  readonly watch?: boolean;
  readonly fromLead?: string;
  readonly output?: string;
  /** Ends `watch`, besides signals. */
  readonly signal?: AbortSignal;
}

/** Runs scenario tests of the config (contract): exit code 1 when one fails, 2 when a file of them has mistakes. */
export async function test(session: Session, options: TestOptions) {
  if (options.watch === true) return watchTests(session, options);
  if (options.fromLead !== undefined) {
    const loaded = session.loadConfig(await loadTemplateReader());
    await writeLeadStory(session, loaded, options.fromLead, options.output);
    return { code: exitCodes.done };
  }
  return testOnce(session, options);
}

/** Runs them again and again, until a signal ends the process. A config with mistakes is told, and read again. */
async function watchTests(session: Session, options: TestOptions): Promise<{ readonly code: ExitCode }> {
  const { signal = new AbortController().signal } = options;
  const config = session.findConfig(undefined);
  if (config === undefined)
    throw new CommandFailure(exitCodes.usage, 'There is no nurture.yaml to watch here or above.');
  const files = () => [config, ...storyFilesOf(session, dirname(config), options.files)];
  let last: ExitCode = exitCodes.done;
  const work = async () => {
    try {
      last = (await testOnce(session, options)).code;
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      session.terminal.stderr.write(`error: ${visible(error.message)}\n`);
      last = error.exitCode;
    }
    session.note('Waiting for changes ...');
  };
  await rerunOnChange(files, work, signal);
  return { code: last };
}

async function testOnce(session: Session, options: TestOptions): Promise<{ readonly code: ExitCode }> {
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
    const request = { asked, fields, ...(coverage === undefined ? {} : { watch: coverage }) };
    const junit =
      options.junit === undefined ? undefined : stageTarget(session, run, '--junit', options.junit);
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
    const document = {
      schemaVersion: 1,
      command: 'test',
      configHash: configHash(config),
      ...documentOf(results),
    };
    const all = { ...document, ...(touched === undefined ? {} : { coverage: touched.parts }) };
    terminal.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  terminal.stdout.write(renderStories(results, painterFor(terminal.stdout, flags.color, terminal.env)));
  if (touched !== undefined) terminal.stdout.write(`\n${renderCoverage(touched, tableOf(session))}`);
}
