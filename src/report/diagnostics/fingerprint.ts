import type { Diagnostic } from '../../diagnostics/diagnostic.js';

/**
 * A name for each problem by which a later report knows it again: 64 bits of its code, file and message in hexadecimal, and not of its
 * line, which moves whenever something is written above. Equal problems are counted.
 */
export function fingerprints(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, message, at }) => {
    const identity = JSON.stringify([code, at?.file ?? '', message]);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return fnv1a(`${identity}${count}`);
  });
}

/** FNV-1a over UTF-16 units. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
