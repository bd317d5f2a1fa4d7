import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseStories } from '../../config/stories/parse-stories.js';
import type { Story } from '../../config/stories/story.js';
import type { StoryFields } from '../../config/stories/story-fields.js';
import { storyFields } from '../../config/stories/story-fields.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { contentFields } from '../content-fields.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import type { LoadedConfig, Session } from '../session.js';

/** Scenario tests, read. */
export interface FoundStories {
  readonly stories: readonly Story[];
  readonly fields: StoryFields;
  readonly diagnostics: readonly Diagnostic[];
}

/** The files of scenario tests: those that are named, or `tests/*.test.yaml` beside the config. Fails when there are none. */
export function findStoryFiles(
  session: Session,
  { directory }: LoadedConfig,
  named: readonly string[],
): readonly string[] {
  const missing = named.find((name) => expand(resolve(session.terminal.cwd, name)).length === 0);
  if (missing !== undefined)
    throw new CommandFailure(exitCodes.usage, `No scenario tests are at ${missing}.`);
  const files = storyFilesOf(session, directory, named);
  if (files.length > 0) return files;
  throw new CommandFailure(
    exitCodes.usage,
    'There are no scenario tests: no tests/*.test.yaml beside the config. Begin with one from a lead: nurture test --from-lead ID -o tests/first.test.yaml',
  );
}

/** The same, as far as they are there. */
export function storyFilesOf(
  { terminal }: Session,
  directory: string,
  named: readonly string[],
): readonly string[] {
  const places =
    named.length === 0 ? [join(directory, 'tests')] : named.map((name) => resolve(terminal.cwd, name));
  return [...new Set(places.flatMap(expand))];
}

/** Reads files of scenario tests against a config. */
export function readStories(
  session: Session,
  { config }: LoadedConfig,
  files: readonly string[],
): FoundStories {
  const fields = storyFields(config, contentFields(config));
  const read = files.map((file) =>
    parseStories(readText(session, file), session.shortName(file), config, fields),
  );
  return {
    fields,
    stories: read.flatMap(({ stories }) => stories),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** A file, the test files of a directory, or those whose names match a pattern with `*`. */
function expand(path: string): readonly string[] {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind?.isFile()) return [path];
  if (kind?.isDirectory()) return inDirectory(path, /\.test\.ya?ml$/);
  const name = basename(path);
  if (!name.includes('*')) return [];
  const parts = name.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return inDirectory(dirname(path), new RegExp(`^${parts.join('.*')}$`));
}

function inDirectory(path: string, names: RegExp): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path)
    .filter((name) => names.test(name))
    .sort()
    .map((name) => join(path, name));
}

function readText(session: Session, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not UTF-8' : String((error as Error).message);
    throw new CommandFailure(exitCodes.usage, `${session.shortName(path)} can not be read: ${why}.`);
  }
}
