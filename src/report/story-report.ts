import type { Span } from '../diagnostics/diagnostic.js';
import type { Painter } from './diagnostics/painter.js';
import { visible } from './diagnostics/terminal-text.js';
import { type CampaignExplanation, campaignLines } from './explain-campaigns.js';
import { formatInstant } from './numbers.js';

/** What became of a scenario test. */
export interface StoryResult {
  readonly name: string;
  readonly at: Span;
  readonly runs: number;
  readonly failures: readonly StoryFailure[];
}

/** Something that a story expected and that did not come. */
export interface StoryFailure {
  /** Where it is expected. */
  readonly place: Span;
  /** The key of the expectation, or `event` for an event that can not happen. */
  readonly what: string;
  /** The run, UTC ms; missing for an event. */
  readonly run?: number;
  readonly lead?: string;
  readonly expected: string;
  readonly actual: string;
  /** Where the lead stands in the campaigns that it is about, gate by gate. */
  readonly campaigns?: readonly CampaignExplanation[];
}

/** The stories that failed, each expectation with what came instead and why, and the totals. */
export function renderStories(results: readonly StoryResult[], color: Painter): string {
  const failed = results.filter(({ failures }) => failures.length > 0);
  const pages = failed.map((result) => `${storyLines(result, color).join('\n')}\n\n`);
  return `${pages.join('')}${storyTotals(results, color)}\n`;
}

function storyTotals(results: readonly StoryResult[], color: Painter): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const passed = results.length - failed;
  const files = new Set(results.map(({ at }) => at.file)).size;
  const parts = [
    ...(failed === 0 ? [] : [color.red(`${failed} failed`)]),
    ...(passed === 0 ? [] : [color.cyan(`${passed} passed`)]),
  ];
  const of = `${results.length} ${results.length === 1 ? 'story' : 'stories'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return `${parts.join(', ')}; ${of}`;
}

function storyLines({ name, at, failures }: StoryResult, color: Painter): readonly string[] {
  return [
    `${color.red('FAIL')} ${color.bold(visible(name))}`,
    `  --> ${placeOf(at)}`,
    ...failures.flatMap((failure) => failureLines(failure, color)),
  ];
}

function failureLines(failure: StoryFailure, color: Painter): readonly string[] {
  const { what, run, lead, expected, actual, place, campaigns = [] } = failure;
  const when = run === undefined ? '' : ` at ${formatInstant(run)}`;
  const who = lead === undefined ? '' : ` of ${lead}`;
  return [
    '',
    visible(`  ${what}${who}${when}  (${placeOf(place)})`),
    ...expected.split('\n').map((line) => color.cyan(visible(`    - expected  ${line}`))),
    ...actual.split('\n').map((line) => color.red(visible(`    + actual    ${line}`))),
    ...campaigns.flatMap(campaignLines).map((line) => `    ${line}`),
  ];
}

export function placeOf({ file, line }: Span): string {
  return line === undefined ? file : `${file}:${line}`;
}
