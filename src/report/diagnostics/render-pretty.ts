import type { Diagnostic, Severity, Span } from '../../diagnostics/diagnostic.js';
import { frameExcerpt } from './frame-excerpt.js';
import type { Painter } from './painter.js';
import { visible, wrapWords } from './terminal-text.js';

/** How diagnostics are shown to people. `width` is that of the terminal in columns. */
export interface PrettyOptions {
  readonly color: Painter;
  readonly width: number;
}

/**
 * Diagnostics for people: what is wrong, where with the line and a caret, why it matters, what to do. One blank line
 * stands between two, none after the last; the text ends with a line break unless it is empty.
 */
export function renderPretty(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  return diagnostics.map((diagnostic) => `${renderOne(diagnostic, options).join('\n')}\n`).join('\n');
}

function renderOne(diagnostic: Diagnostic, { color, width }: PrettyOptions): readonly string[] {
  const { code, severity, message, at, also, why, help } = diagnostic;
  const gutter = ' '.repeat(String(at?.line ?? '').length);
  const title = `${paintSeverity(color, severity, `${severity}[${code}]`)}${color.bold(`: ${visible(message)}`)}`;
  return [
    title,
    ...(at === undefined ? [] : renderPlace(at, gutter, severity, { color, width })),
    ...(also === undefined ? [] : renderNote('also', describeAlso(also), gutter, { color, width })),
    ...(why === undefined ? [] : renderNote('why', why, gutter, { color, width })),
    ...(help === undefined ? [] : renderNote('help', help, gutter, { color, width })),
  ];
}

function renderPlace(
  at: Span,
  gutter: string,
  severity: Severity,
  { color, width }: PrettyOptions,
): readonly string[] {
  const arrow = `${gutter}${color.cyan('-->')} ${placeOf(at)}`;
  if (at.excerpt === undefined || at.line === undefined) return [arrow];
  const bar = color.cyan('|');
  const start = (at.column ?? 1) - 1;
  const end = (at.endColumn ?? start + 2) - 1;
  const { line, caret } = frameExcerpt(at.excerpt, start, end, width - gutter.length - 3);
  return [
    arrow,
    `${gutter} ${bar}`,
    `${color.cyan(String(at.line))} ${bar} ${line}`,
    `${gutter} ${bar} ${paintSeverity(color, severity, caret)}`,
  ];
}

function renderNote(
  name: string,
  words: string,
  gutter: string,
  { color, width }: PrettyOptions,
): readonly string[] {
  const head = `${gutter} ${color.cyan('=')} ${color.bold(name)}: `;
  const indent = ' '.repeat(gutter.length + 3 + name.length + 2);
  return wrapWords(visible(words), width - indent.length).map(
    (line, index) => (index === 0 ? head : indent) + line,
  );
}

function describeAlso({ places, count }: NonNullable<Diagnostic['also']>): string {
  return `${count} times in all, e.g. ${places.map(placeOf).join(', ')}`;
}

/** `file:line:column`, as far as known. */
export function placeOf({ file, line, column }: Span): string {
  return [visible(file), line, column].filter((part) => part !== undefined).join(':');
}

function paintSeverity(color: Painter, severity: Severity, text: string): string {
  switch (severity) {
    case 'error':
      return color.bold(color.red(text));
    case 'warning':
      return color.bold(color.yellow(text));
    case 'info':
      return color.bold(color.cyan(text));
  }
}
