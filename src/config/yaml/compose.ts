import { Composer, type CST, type ParsedNode, type YAMLError } from 'yaml';
import type { TextProblem } from './text-problem.js';

export interface Composed {
  readonly contents: ParsedNode | null;
  readonly problems: readonly TextProblem[];
  /** The document as plain data. */
  readonly value: () => unknown;
}

/** Builds the first document from its tokens, read as YAML 1.2 with text as keys. */
export function compose(tokens: readonly CST.Token[], length: number): Composed {
  const composer = new Composer({
    schema: 'core',
    version: '1.2',
    // Duplicates are found by findTraps, in linear time.
    uniqueKeys: false,
    stringKeys: true,
    resolveKnownTags: false,
    merge: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const withoutDirectives = tokens.filter(({ type }) => type !== 'directive');
  const [document] = composer.compose(withoutDirectives, true, length);
  return {
    contents: document?.contents ?? null,
    problems: [...(document?.errors ?? []), ...(document?.warnings ?? [])].flatMap(syntaxProblem),
    value: () => document?.toJS({ maxAliasCount: 0 }) ?? null,
  };
}

function syntaxProblem(error: YAMLError): TextProblem[] {
  const [start, end] = error.pos;
  const at = { start, end: Math.max(end, start + 1) };
  switch (error.code) {
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
    case 'MULTIPLE_ANCHORS':
      // The anchors and aliases themselves are reported where the text is taken apart.
      return [];
    case 'TAB_AS_INDENT':
      return [{ code: 'yaml/tab-indent', message: 'The line is indented by a tab.', ...at }];
    case 'TAG_RESOLVE_FAILED':
    case 'MULTIPLE_TAGS':
    case 'BAD_COLLECTION_TYPE':
      return [{ code: 'yaml/tag', message: `A tag is used: ${error.message}.`, ...at }];
    case 'NON_STRING_KEY':
      return [{ code: 'yaml/key-not-text', message: 'A key is a list or a mapping.', ...at }];
    case 'BAD_DQ_ESCAPE': {
      const help = "Use single quotes, in which a backslash is just a backslash: '\\d'.";
      return [{ code: 'yaml/syntax', message: `${error.message}.`, help, ...at }];
    }
    default:
      return [{ code: 'yaml/syntax', message: `This is not valid YAML: ${error.message}.`, ...at }];
  }
}
