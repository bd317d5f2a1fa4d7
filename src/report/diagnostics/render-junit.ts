import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { xmlText } from '../xml.js';
import { placeOf } from './render-pretty.js';
import { visible } from './terminal-text.js';

/**
 * JUnit XML: a test case for each problem, failed when it makes the check fail, and one that has passed when there is none. There are no
 * times in it, so that equal results are equal files.
 */
export function renderJunit(
  diagnostics: readonly Diagnostic[],
  file: string,
  fails: (diagnostic: Diagnostic) => boolean,
): string {
  const failures = diagnostics.filter(fails).length;
  const counts = `tests="${Math.max(diagnostics.length, 1)}" failures="${failures}" errors="0" skipped="0"`;
  const cases =
    diagnostics.length === 0
      ? [`    <testcase name="no problems" classname="nurture.validate" file="${xmlText(file)}"/>`]
      : diagnostics.map((diagnostic) => renderCase(diagnostic, file, fails(diagnostic)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nurture validate" ${counts}>`,
    `  <testsuite name="${xmlText(file)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function renderCase({ code, severity, message, why, help, at }: Diagnostic, file: string, failed: boolean) {
  const place = at === undefined ? file : placeOf(at);
  const line = at?.line === undefined ? '' : ` line="${at.line}"`;
  const name = xmlText(`${code} at ${place}`);
  const head = `    <testcase name="${name}" classname="nurture.validate" file="${xmlText(at?.file ?? file)}"${line}>`;
  const words = [
    `${place}: ${message}`,
    ...(why === undefined ? [] : [why]),
    ...(help === undefined ? [] : [help]),
  ];
  const text = xmlText(words.map(visible).join('\n'));
  const body = failed
    ? `      <failure message="${xmlText(visible(message))}" type="${severity}">${text}</failure>`
    : `      <system-out>${text}</system-out>`;
  return [head, body, '    </testcase>'].join('\n');
}
