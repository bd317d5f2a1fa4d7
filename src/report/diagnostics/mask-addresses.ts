import type { Diagnostic, Span } from '../../diagnostics/diagnostic.js';

/**
 * The diagnostics with e-mail addresses masked, wherever a config or a file has put one: what is printed here ends in logs and reports
 * that many people read. Each letter before the @ becomes a star, so that columns stay where they are.
 */
export function maskAddresses(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { message, why, help, at, also, fix } = diagnostic;
    return {
      ...diagnostic,
      message: masked(message),
      ...(why === undefined ? {} : { why: masked(why) }),
      ...(help === undefined ? {} : { help: masked(help) }),
      ...(at === undefined ? {} : { at: maskedSpan(at) }),
      ...(also === undefined ? {} : { also: { ...also, places: also.places.map(maskedSpan) } }),
      ...(fix === undefined ? {} : { fix: { ...fix, text: masked(fix.text), summary: masked(fix.summary) } }),
    };
  });
}

function maskedSpan(span: Span): Span {
  return span.excerpt === undefined ? span : { ...span, excerpt: masked(span.excerpt) };
}

export function masked(text: string): string {
  return text.replace(/[^\s"'`<>()[\]{},;:@]+(?=@[^\s"'`<>()[\]{},;:@]*[\p{L}\p{N}])/gu, (local) =>
    '*'.repeat(local.length),
  );
}
