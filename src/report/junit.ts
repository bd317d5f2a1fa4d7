import { placeOf, type StoryResult } from './story-report.js';
import { xmlText } from './xml.js';

/** The results as JUnit XML: a suite for each file, a case for each story. Nothing in it depends on the clock. */
export function renderJunit(results: readonly StoryResult[]): string {
  const files = [...new Set(results.map(({ at }) => at.file))];
  const suites = files.map((file) => {
    const own = results.filter(({ at }) => at.file === file);
    return [
      `  <testsuite name="${xmlText(file)}" ${counts(own)}>`,
      ...own.flatMap((result) => caseLines(result)),
      '  </testsuite>',
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nurture test" ${counts(results)}>`,
    ...suites.flat(),
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines({ name, at, failures }: StoryResult): readonly string[] {
  const head = `    <testcase classname="${xmlText(at.file)}" name="${xmlText(name)}" file="${xmlText(at.file)}" line="${at.line ?? 1}"`;
  if (failures.length === 0) return [`${head}/>`];
  return [
    `${head}>`,
    ...failures.map(({ what, expected, actual, place }) => {
      const message = `${what}: expected ${expected}, actual ${actual}`.replaceAll('\n', '; ');
      return `      <failure message="${xmlText(message)}">${xmlText(placeOf(place))}</failure>`;
    }),
    '    </testcase>',
  ];
}

function counts(results: readonly StoryResult[]): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  return `tests="${results.length}" failures="${failed}" errors="0" skipped="0"`;
}
