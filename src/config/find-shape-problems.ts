import type { z } from 'zod';
import { describeValue, quoteAll, quoteText } from './describe-value.js';
import { type Cure, keyProblem, type Path, type Problem, valueProblem } from './problem.js';
import { configSchema } from './schema/config-schema.js';
import { expectationAt, knownKeysAt } from './schema/look-up.js';
import { refusalOf } from './schema/refuse.js';
import { suggest } from './suggestion.js';

type Issue = z.core.$ZodIssue;

/** Zod's issues about a config, or about a value of another form, in the words of the tables of codes. */
export function findShapeProblems(
  value: unknown,
  issues: readonly Issue[],
  schema: z.ZodType = configSchema,
): readonly Problem[] {
  return issues.flatMap((issue) => problemsOf({ value, schema }, issue, []));
}

/** What the issues are about, and the form it should have. */
interface Root {
  readonly value: unknown;
  readonly schema: z.ZodType;
}

function problemsOf(root: Root, issue: Issue, parent: Path): readonly Problem[] {
  const path = [...parent, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  const found = valueAt(root.value, path);
  switch (issue.code) {
    case 'custom':
      return [refusalProblem(issue, path)];
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(root, path, key));
    case 'invalid_key':
      return issue.issues.flatMap((inner) => problemsOf(root, inner, path)).map(onKey);
    case 'invalid_union':
      return unionProblems(root, issue, path);
    case 'invalid_value':
      return found === undefined ? [missingKey(path)] : [unknownValue(path, found, issue.values)];
    case 'too_small':
      return [tooSmall(path, found, issue)];
    case 'too_big': {
      const message = `${capitalise(describeValue(found))} is too large; at most ${issue.maximum} is possible.`;
      return [valueProblem('config/out-of-range', path, message)];
    }
    case 'invalid_type':
      return found === undefined ? [missingKey(path)] : [wrongType(root, path, found, issue.expected)];
    default:
      return [
        valueProblem('config/wrong-type', path, `${capitalise(describeValue(found))} can not stand here.`),
      ];
  }
}

/** The same problem, of a key instead of the value it stands for. */
function onKey(problem: Problem): Problem {
  return { ...problem, on: 'key' };
}

function refusalProblem(issue: z.core.$ZodIssueCustom, path: Path): Problem {
  const { code, message, help, cure } = refusalOf(issue);
  return valueProblem(code, path, message, { help, cure });
}

function unknownKey({ schema }: Root, path: Path, key: string): Problem {
  const known = knownKeysAt(schema, path);
  const place = path.length === 0 ? 'at the top level' : `in ${quoteText(nameOf(path))}`;
  return keyProblem(
    'config/unknown-key',
    [...path, key],
    `The key ${quoteText(key)} is not known ${place}.`,
    suggest(key, known, `Known here: ${known.join(', ')}.`),
  );
}

function missingKey(path: Path): Problem {
  const parent = path.slice(0, -1);
  const place = parent.length === 0 ? '' : ` in ${quoteText(nameOf(parent))}`;
  return keyProblem(
    'config/missing-key',
    parent,
    `The key ${quoteText(String(path.at(-1)))} is missing${place}.`,
  );
}

function wrongType({ schema }: Root, path: Path, found: unknown, expected: string): Problem {
  const expectation = expectationAt(schema, path) ?? expectedTypes[expected] ?? expected;
  const message = `Expected ${expectation}, but found ${describeValue(found)}.`;
  return valueProblem('config/wrong-type', path, message, {
    help: helpWithType(found, expected),
    cure: cureOfType(found, expected),
  });
}

function helpWithType(found: unknown, expected: string): string | undefined {
  if (found === null) return 'Give the key a value, or remove it.';
  if (isQuotedNumber(found) && isNumber(expected)) return 'Remove the quotes.';
  if (isPlain(found) && expected === 'string') return `Put it in quotes: "${found}".`;
  return undefined;
}

/** Quotes that are missing or too many; where a number is written otherwise than it would be read, it is for people to say. */
function cureOfType(found: unknown, expected: string): Cure | undefined {
  const text = String(found);
  const isCertain =
    (typeof found === 'number' && expected === 'string') ||
    (isQuotedNumber(found) && isNumber(expected) && String(Number(text)) === text);
  return isCertain ? { from: text, to: text, isQuoting: true } : undefined;
}

function isQuotedNumber(found: unknown): boolean {
  return typeof found === 'string' && found.trim() !== '' && !Number.isNaN(Number(found));
}

function isNumber(expected: string): boolean {
  return expected === 'number' || expected === 'int';
}

const expectedTypes: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function unknownValue(path: Path, found: unknown, values: readonly unknown[]): Problem {
  if (path.length === 1 && path[0] === 'version') {
    const message = `Expected version 1, but found ${describeValue(found)}.`;
    return valueProblem('config/unsupported-version', path, message);
  }
  const allowed = values.map(String);
  return valueProblem(
    'config/unknown-value',
    path,
    `Expected one of ${quoteAll(allowed)}, but found ${describeValue(found)}.`,
    typeof found === 'string' ? suggest(found, allowed) : {},
  );
}

function tooSmall(path: Path, found: unknown, issue: z.core.$ZodIssueTooSmall): Problem {
  if (issue.origin === 'string') return valueProblem('config/empty-text', path, 'The text is empty.');
  if (issue.origin === 'array') {
    const message =
      Array.isArray(found) && found.length > 0
        ? `The list needs at least ${issue.minimum} entries.`
        : 'The list is empty.';
    return valueProblem('config/empty-list', path, message);
  }
  const limit = issue.inclusive
    ? `at least ${issue.minimum} is needed`
    : `it must be greater than ${issue.minimum}`;
  return valueProblem(
    'config/out-of-range',
    path,
    `${capitalise(describeValue(found))} is too small; ${limit}.`,
  );
}

/** The mistakes within the alternative that was most probably meant; if none was, what could stand here. */
function unionProblems(root: Root, issue: z.core.$ZodIssueInvalidUnion, path: Path): readonly Problem[] {
  const meant = issue.errors
    .filter((issues) => !issues.some(isAboutWhole))
    .toSorted((a, b) => a.length - b.length)[0];
  if (meant !== undefined) return meant.flatMap((inner) => problemsOf(root, inner, path));
  const found = valueAt(root.value, path);
  if (found === undefined) return [missingKey(path)];
  const expected =
    expectationAt(root.schema, path) ?? issue.errors.map(([first]) => expectedOf(first)).join(' or ');
  return [
    valueProblem('config/wrong-type', path, `Expected ${expected}, but found ${describeValue(found)}.`),
  ];
}

function isAboutWhole(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function expectedOf(issue: Issue | undefined): string {
  if (issue?.code === 'invalid_type') return expectedTypes[issue.expected] ?? issue.expected;
  if (issue?.code === 'invalid_value') return quoteAll(issue.values.map(String));
  return 'another value';
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

/** The nearest name on the way to a path: `rules` for an entry of a list of rules. */
function nameOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? 'the config');
}

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
