import { relative, resolve } from 'node:path';
import { inspectFiles } from '../../engine/inspect/inspect-files.js';
import { UnusableInput } from '../../engine/unusable-input.js';
import type { FileInspection, SourceProposal } from '../../model/file-inspection.js';
import { visible } from '../../report/diagnostics/terminal-text.js';
import { renderSources } from '../../report/source-yaml.js';
import { withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { expandFiles } from '../inputs.js';
import type { Session } from '../session.js';
import { configOfSources } from './config-of-sources.js';
import { projectFiles } from './project-files.js';

/** Files to begin with, and where the project will be. */
export interface OwnFiles {
  readonly directory: string;
  readonly leads: string;
  readonly events: readonly string[];
}

/**
 * A project for files that are there: their columns mapped as `inspect` proposes it, rules for the fields and events that they have. What only a
 * person can answer is told, and stands in the config as a comment. Fails when a file does not look like what it was named as.
 */
export async function projectOfFiles(
  session: Session,
  { directory, leads, events }: OwnFiles,
): Promise<ReadonlyMap<string, string>> {
  const { cwd } = session.terminal;
  return withEngine(session, async ({ database, inputs: context }) => {
    const found = {
      leads: await expandFiles([leads], cwd, context),
      events: await expandFiles(events, cwd, context),
    };
    const problems = [...found.leads.problems, ...found.events.problems];
    const inputs = [...found.leads.inputs, ...found.events.inputs];
    const request = { inputs, dialect: session.dialect, showValues: false };
    const inspection = await inspectFiles(database, request);
    const unusable = [...problems, ...inspection.problems];
    if (unusable.length > 0) throw new UnusableInput(unusable);
    const isLead = new Set(found.leads.inputs.map(({ name }) => name));
    const nameOf = ({ file }: FileInspection) =>
      relative(directory, resolve(cwd, file)).replaceAll('\\', '/');
    const sources = inspection.files.map((file): SourceProposal => {
      const source = sourceOf(file, isLead.has(file.file) ? 'leads' : 'events');
      return { ...source, file: nameOf(file) };
    });
    const questions = inspection.files.flatMap((file) =>
      file.questions.map((question) => `${nameOf(file)}: ${question}`),
    );
    for (const question of questions) session.note(`To be answered: ${visible(question)}`);
    const { config, test } = configOfSources(renderSources(sources), sources, questions);
    return projectFiles(config, test, {});
  });
}

function sourceOf({ file, role, source }: FileInspection, kind: 'leads' | 'events'): SourceProposal {
  if (source?.kind === kind) return source;
  const found = role.kind === 'unknown' ? 'do not say what it is' : `look like ${role.kind}`;
  throw new CommandFailure(
    exitCodes.inputUnusable,
    `${file} was named as ${kind}, and its columns ${found}: ${role.why}. See what is in it with nurture inspect ${file}, and map its columns by hand.`,
  );
}
