import type { Span } from '../../src/diagnostics/diagnostic.js';

/** A text in which one place is marked by ‹ and ›, and the place. */
export function readMarked(marked: string): { readonly text: string; readonly place: Span } {
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  const before = marked.slice(0, start);
  const line = before.split('\n').length;
  const column = start - before.lastIndexOf('\n');
  const text = marked.replace(/[‹›]/g, '');
  return {
    text,
    place: {
      file: 'nurture.yaml',
      line,
      column,
      endLine: line,
      endColumn: column + end - start,
      excerpt: text.split('\n')[line - 1] ?? '',
    },
  };
}
