import { comparePlaces } from '../../diagnostics/compare-places.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Config } from '../../model/config.js';
import { quoteText } from '../describe-value.js';
import { diagnoseProblem } from '../diagnose-problem.js';
import { findShapeProblems } from '../find-shape-problems.js';
import { type Path, type Problem, valueProblem } from '../problem.js';
import { readYaml } from '../yaml/read-yaml.js';
import { readExpectations } from './read-expectations.js';
import type { Happening, Story, StoryEvent } from './story.js';
import type { StoryFields } from './story-fields.js';
import { type StoryContext, StoryReader } from './story-reader.js';
import { type RawStory, storiesSchema } from './story-schema.js';

/** Stories, unless something is wrong with their file, and everything that was found, in the order of the text. */
export interface ParsedStories {
  readonly stories: readonly Story[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file of scenario tests (contract). `file` is its name in the diagnostics, `fields` what leads and events may say. Names are those of
 * the config; every one that it does not have is a diagnostic. Does not throw, whatever the text.
 */
export function parseStories(text: string, file: string, config: Config, fields: StoryFields): ParsedStories {
  const { document, diagnostics } = readYaml(text, file);
  if (document === undefined) return { stories: [], diagnostics: diagnostics.toSorted(comparePlaces) };
  const diagnose = (problems: readonly Problem[]) =>
    [...diagnostics, ...problems.map((problem) => diagnoseProblem(document, problem))].sort(comparePlaces);
  const { value } = document;
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    const problem = valueProblem('story/empty', [], 'The file has no story.');
    return { stories: [], diagnostics: diagnose([problem]) };
  }
  const shaped = storiesSchema.safeParse(value);
  if (!shaped.success) {
    const problems = findShapeProblems(value, shaped.error.issues, storiesSchema);
    return { stories: [], diagnostics: diagnose(problems) };
  }
  const context: StoryContext = { config, fields, placeOf: (path) => document.placeOf(path, 'key') };
  const read = shaped.data.map((story, index) => readStory(context, story, [index]));
  const all = diagnose([...read.flatMap(({ problems }) => problems), ...repeatedNames(shaped.data)]);
  const isUnusable = all.some(({ severity }) => severity === 'error');
  return { stories: isUnusable ? [] : read.map(({ story }) => story), diagnostics: all };
}

function readStory(
  context: StoryContext,
  written: RawStory,
  path: Path,
): { readonly story: Story; readonly problems: readonly Problem[] } {
  const reader = new StoryReader(context, written, path);
  const events = written.events.flatMap(
    (event, index) => reader.event(event, [...path, 'events', index]) ?? [],
  );
  const then = written.then.flatMap(
    (entry, index) => readHappening(reader, entry, [...path, 'then', index]) ?? [],
  );
  const story = {
    name: written.story,
    at: context.placeOf([...path, 'story']),
    leads: reader.leads,
    events: events satisfies readonly StoryEvent[],
    then,
  };
  return { story, problems: [...reader.problems, ...clockProblems(written, then, path)] };
}

function readHappening(
  reader: StoryReader,
  { run, event, expect = [] }: RawStory['then'][number],
  path: Path,
): Happening | undefined {
  if (event !== undefined) {
    const read = reader.event(event, [...path, 'event']);
    return read && { kind: 'event', event: read };
  }
  if (run === undefined) return undefined;
  const place = reader.context.placeOf([...path, 'run']);
  const at = reader.instant(run, [...path, 'run']);
  const expectations = expect.flatMap(({ one, way }) =>
    readExpectations(reader, one, [...path, 'expect', ...way]),
  );
  return at === undefined ? undefined : { kind: 'run', at, place, expectations };
}

function clockProblems(
  { then: written }: RawStory,
  then: readonly Happening[],
  path: Path,
): readonly Problem[] {
  if (!written.some(({ run }) => run !== undefined)) {
    return [valueProblem('story/no-run', [...path, 'then'], 'No run stands in "then".')];
  }
  // With an instant that can not be read the order is not known.
  if (then.length !== written.length) return [];
  let latest = Number.NEGATIVE_INFINITY;
  return then.flatMap((entry, index): Problem[] => {
    if (entry.kind === 'event') return [];
    const isBack = entry.at < latest;
    latest = Math.max(latest, entry.at);
    const message = 'This run is before the one above it.';
    return isBack ? [valueProblem('story/clock-goes-back', [...path, 'then', index, 'run'], message)] : [];
  });
}

function repeatedNames(stories: readonly RawStory[]): readonly Problem[] {
  const seen = new Set<string>();
  return stories.flatMap(({ story }, index): Problem[] => {
    const isRepeated = seen.has(story);
    seen.add(story);
    const message = `A story above has the name ${quoteText(story)}, too.`;
    return isRepeated ? [valueProblem('story/repeated-name', [index, 'story'], message)] : [];
  });
}
