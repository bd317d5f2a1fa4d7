import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Classified } from '../engine/classify/classify-leads.js';
import type { Wanted } from '../engine/classify/wanted.js';
import { storeFeatures } from '../engine/results.js';
import { UnusableInput } from '../engine/unusable-input.js';
import type { ScoreColumn } from '../model/score-columns.js';
import { visible } from '../report/diagnostics/terminal-text.js';
import type { StagedFile } from '../store/staged-file.js';
import { checkData } from './data-checks.js';
import type { EngineRun } from './engine-run.js';
import { exitCodes } from './exit-codes.js';
import type { RunInputs } from './open-sources.js';
import { refuseInputsAsOutputs } from './outputs.js';
import { classify, type Folded, foldInputs, type Matched, matchInputs, timeSegments } from './pipeline.js';
import { Progress } from './progress.js';
import { problemsOf } from './run-problems.js';
import type { LoadedConfig, Session } from './session.js';

/** Who asks, with which config and files, and as of when. */
export interface Asked {
  readonly session: Session;
  readonly loaded: LoadedConfig;
  /** Files of the command line, instead of those of the first source. */
  readonly options: { readonly leads?: string; readonly events?: readonly string[] };
  readonly asOf: number;
}

/** What a command wants to know of the leads, and which files it will have the engine write. */
export interface ClassifyRequest {
  readonly wanted: Wanted;
  /** Columns of scores that will be printed or written. */
  readonly columns?: readonly ScoreColumn[];
  readonly outputs?: readonly StagedFile[];
  readonly scratch?: readonly string[];
}

/** A run whose leads are read and known by their keys. */
export interface MatchedRun {
  readonly inputs: RunInputs;
  readonly matched: Matched;
}

/** A run whose leads have been scored and classified. */
export interface ClassifiedRun {
  readonly matched: Matched;
  readonly folded: Folded;
  /** What is to be told when the result has been shown. */
  readonly problems: readonly Diagnostic[];
}

/** Runs the pipeline of `score` up to the tables `profile` and `scored`. Throws when the data is not what the config expects. */
export async function classifyRun(
  run: EngineRun,
  asked: Asked,
  request: ClassifyRequest,
): Promise<ClassifiedRun> {
  const { database } = run;
  const { session, loaded, asOf } = asked;
  const started = await matchRun(run, asked, request);
  const { matched, inputs } = started;
  const { classified, folded } = await classifyMatched(run, asked, request, started);
  if (session.flags.debug === true) {
    await timeSegments(database, matched, inputs, (id, work) => session.step(`segment ${id}`, work));
  }
  for (const note of matched.notes) session.note(visible(note));
  const checked = await session.step('checks', () => checkData(session, database, matched, asOf));
  const found = [...problemsOf(matched, loaded, false), ...checked.problems];
  if (checked.problems.some(({ severity }) => severity === 'error')) throw new UnusableInput(found);
  return { matched, folded, problems: [...found, ...classified.warnings] };
}

/** The first half: files are looked at and leads are read. */
export async function matchRun(run: EngineRun, asked: Asked, request: ClassifyRequest): Promise<MatchedRun> {
  const { outputs = [], scratch = [], wanted } = request;
  const written = [...outputs.map(({ path }) => path), ...scratch];
  const inputs = inputsOf(asked);
  const matched = await asked.session.step('leads', () =>
    matchInputs(run.database, inputs, run.inputs, written, wanted),
  );
  const files = [...matched.leadFiles, ...matched.eventFiles];
  refuseInputsAsOutputs(
    outputs,
    files.map(({ file }) => file.path),
  );
  return { inputs, matched };
}

/** The second half: events are folded, leads scored and classified, whatever is wrong with the data as a whole. */
export async function classifyMatched(
  { database }: EngineRun,
  { session }: Asked,
  request: ClassifyRequest,
  { inputs, matched }: MatchedRun,
  mailed?: Uint8Array,
): Promise<{ readonly classified: Classified; readonly folded: Folded }> {
  const { fit, pain, ready } = inputs.config.score;
  const progress = new Progress(session, 'Scoring', () => database.progress);
  const folded = await session
    .step('events', () => foldInputs(database, matched, inputs, mailed))
    .finally(() => progress.stop());
  const classified = await session.step('classify', () => classify(database, matched, inputs, folded));
  const rules = [...fit.rules, ...pain.rules].map(({ id }) => id);
  const columns: readonly ScoreColumn[] = ['ready', ...(request.columns ?? [])];
  await session.step('features', () => storeFeatures(database, folded.features, ready, rules, columns));
  return { classified, folded };
}

/** Tells what was found wrong; `--strict` makes it a failure. */
export function finishRun(session: Session, { problems }: ClassifiedRun) {
  session.report(problems);
  const failed = session.flags.strict === true && problems.length > 0;
  return { code: failed ? exitCodes.gateFailed : exitCodes.done };
}

function inputsOf({ session, loaded, options, asOf }: Asked): RunInputs {
  const { leads, events } = options;
  return {
    config: loaded.config,
    configDirectory: loaded.directory,
    dialect: session.dialect,
    asOf,
    ...(leads === undefined ? {} : { leads: [leads] }),
    ...(events === undefined ? {} : { events }),
  };
}
