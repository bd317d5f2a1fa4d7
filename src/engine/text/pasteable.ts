import type { Encoding, TextLayout } from './layout.js';

/**
 * What differs from the plainest form (`,` and `"`, header in line 1, UTF-8), as YAML to paste behind `dialect:`, e.g.
 * `{ delimiter: ";", encoding: windows-1252, skip_rows: 3 }`. Empty when nothing differs.
 */
export function pasteable(layout: TextLayout, encoding: Encoding): string {
  const { delimiter, quote, headerLine, headerRows } = layout;
  const keys = [
    ...(delimiter === ',' ? [] : [`delimiter: ${quoted(delimiter)}`]),
    ...(quote === '"' ? [] : [`quote: ${quoted(quote)}`]),
    ...(quote === '' || layout.escape === quote ? [] : [`escape: ${quoted(layout.escape)}`]),
    ...(encoding === 'utf-8' ? [] : [`encoding: ${isPlain(encoding) ? encoding : quoted(encoding)}`]),
    ...(headerLine === 1 ? [] : [`skip_rows: ${headerLine - 1}`]),
    ...(headerRows === 1 ? [] : [`header_rows: ${headerRows}`]),
  ];
  return keys.length === 0 ? '' : `{ ${keys.join(', ')} }`;
}

/** JSON is YAML but for the characters that YAML wants to see escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isPlain(name: string): boolean {
  return /^[a-z][\w.-]*$/i.test(name);
}
