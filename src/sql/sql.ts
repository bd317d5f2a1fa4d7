/** A value that DuckDB takes as a bound parameter. */
export type SqlValue = string | number | boolean | null;

/** An immutable piece of SQL: text with one `?` for each parameter, in order. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly SqlValue[];
}

/**
 * Builds a fragment from a template. A part that is itself a fragment is spliced in, anything else becomes a bound
 * parameter, so a value can never become SQL text.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql {
  const texts: string[] = [];
  const parameters: SqlValue[] = [];
  for (const [index, text] of strings.entries()) {
    texts.push(text);
    const part = parts[index];
    if (part === undefined) continue;
    if (isSql(part)) {
      texts.push(part.text);
      parameters.push(...part.parameters);
    } else {
      texts.push('?');
      parameters.push(part);
    }
  }
  return { text: texts.join(''), parameters };
}

/** Trusted text of our own. Nothing that was read from a file, a flag or a config may come here. */
export function raw(text: string): Sql {
  return { text, parameters: [] };
}

export function join(parts: readonly Sql[], separator: string): Sql {
  return {
    text: parts.map((part) => part.text).join(separator),
    parameters: parts.flatMap((part) => part.parameters),
  };
}

/**
 * A quoted identifier, whatever the name holds.
 *
 * @throws RangeError for an empty name or one with a NUL character: DuckDB has no way to write them.
 */
export function identifier(name: string): Sql {
  if (name === '') throw new RangeError('An SQL identifier can not be empty.');
  return raw(`"${withoutNul(name).replaceAll('"', '""')}"`);
}

/**
 * A quoted text literal, for the places where DuckDB takes no parameter: the path of `COPY ... TO`, options.
 * Backslashes are plain characters in such a literal.
 *
 * @throws RangeError for a text with a NUL character: DuckDB would end the statement there.
 */
export function literal(text: string): Sql {
  return raw(`'${withoutNul(text).replaceAll("'", "''")}'`);
}

function withoutNul(text: string): string {
  if (text.includes('\0')) throw new RangeError('SQL text can not hold a NUL character.');
  return text;
}

function isSql(part: Sql | SqlValue): part is Sql {
  return typeof part === 'object' && part !== null;
}
