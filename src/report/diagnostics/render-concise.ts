import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { placeOf } from './render-pretty.js';
import { visible } from './terminal-text.js';

/** One line each, for editors and for grep: `file:line:column: severity code message`. */
export function renderConcise(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${renderLine(diagnostic)}\n`).join('');
}

function renderLine({ code, severity, message, at, also }: Diagnostic): string {
  const place = at === undefined ? '' : `${placeOf(at)}: `;
  const times = also === undefined ? '' : ` (${also.count} times)`;
  return `${place}${severity} ${code} ${visible(message)}${times}`;
}
