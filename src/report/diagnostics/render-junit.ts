import type { Diagnostic } from '../../diagnostics/diagnostic.js';
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
      ? [`    <testcase name="no problems" classname="nurture.validate" file="${escapeXml(file)}"/>`]
      : diagnostics.map((diagnostic) => renderCase(diagnostic, file, fails(diagnostic)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nurture validate" ${counts}>`,
    `  <testsuite name="${escapeXml(file)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function renderCase({ code, severity, message, why, help, at }: Diagnostic, file: string, failed: boolean) {
  const place = at === undefined ? file : placeOf(at);
  const line = at?.line === undefined ? '' : ` line="${at.line}"`;
  const name = escapeXml(`${code} at ${place}`);
  const head = `    <testcase name="${name}" classname="nurture.validate" file="${escapeXml(at?.file ?? file)}"${line}>`;
  const words = [
    `${place}: ${message}`,
    ...(why === undefined ? [] : [why]),
    ...(help === undefined ? [] : [help]),
  ];
  const text = escapeXml(words.map(visible).join('\n'));
  const body = failed
    ? `      <failure message="${escapeXml(visible(message))}" type="${severity}">${text}</failure>`
    : `      <system-out>${text}</system-out>`;
  return [head, body, '    </testcase>'].join('\n');
}

/** Text for XML 1.0; characters it can not hold have been made visible before. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(
      /[\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      '\uFFFD',
    );
}
