import type { Duration, InstantMs, Scalar } from '../../model/condition.js';
import { emailKinds, momentFields } from '../../model/fields.js';
import { describeValue, quoteAll, quoteText } from '../describe-value.js';
import { parseDuration } from '../durations.js';
import { looksLikeDate, parseInstant } from '../instants.js';
import { type Path, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';
import type { ConditionContext } from './context.js';
import { findPatternMistake } from './patterns.js';
import { specialMoments } from './special-fields.js';

/** Where an operand stands: the field it is compared with, and its path. */
interface OperandContext extends ConditionContext {
  readonly field: string;
  readonly path: Path;
}

/** A value of eq, ne, in, not_in: text, number, boolean, or an instant for the fields that hold one. */
export function readScalar(context: OperandContext, raw: unknown, path: Path): Scalar | undefined {
  if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
  if (typeof raw !== 'string') return mismatch(context, path, 'a text, a number, true or false', raw);
  if ([...momentFields, ...specialMoments].includes(context.field)) return readInstant(context, raw, path);
  checkName(context, raw, path);
  return raw;
}

export function readScalars(context: OperandContext, raw: unknown): readonly Scalar[] | undefined {
  if (!Array.isArray(raw) || raw.length === 0)
    return mismatch(context, context.path, 'a list of values', raw);
  return raw.flatMap((one: unknown, index) => readScalar(context, one, [...context.path, index]) ?? []);
}

/** A number, or an ISO date. */
export function readQuantity(context: OperandContext, raw: unknown, path: Path): Scalar | undefined {
  if (typeof raw === 'number') return raw;
  if (typeof raw === 'string' && looksLikeDate(raw)) return readInstant(context, raw, path);
  const isQuoted = typeof raw === 'string' && raw.trim() !== '' && Number.isFinite(Number(raw));
  return mismatch(context, path, 'a number or an ISO date', raw, isQuoted ? 'Remove the quotes.' : undefined);
}

export function readRange(
  context: OperandContext,
  raw: unknown,
): { readonly low: Scalar; readonly high: Scalar } | undefined {
  if (!Array.isArray(raw) || raw.length !== 2) {
    return mismatch(context, context.path, 'a list of two numbers or dates, [low, high]', raw);
  }
  const low = readQuantity(context, raw[0], [...context.path, 0]);
  const high = readQuantity(context, raw[1], [...context.path, 1]);
  if (low === undefined || high === undefined) return undefined;
  if (orderOf(low) > orderOf(high)) {
    const message = 'The first value of `between` is greater than the second.';
    context.report(valueProblem('config/out-of-range', context.path, message, { help: 'Swap them.' }));
  }
  return { low, high };
}

export function readText(context: OperandContext, raw: unknown): string | undefined {
  if (typeof raw === 'string' && raw.trim() !== '') return raw;
  const help =
    typeof raw === 'number' || typeof raw === 'boolean' ? `Put it in quotes: "${raw}".` : undefined;
  return mismatch(context, context.path, 'a text', raw, help);
}

export function readPattern(context: OperandContext, raw: unknown): string | undefined {
  const pattern = readText(context, raw);
  if (pattern === undefined) return undefined;
  const mistake = findPatternMistake(pattern);
  if (mistake === undefined) return pattern;
  const message = `The regular expression ${quoteText(pattern)} ${mistake.what}.`;
  context.report(valueProblem('config/bad-pattern', context.path, message, { help: mistake.help }));
  return undefined;
}

export function readFlag(context: OperandContext, raw: unknown): boolean | undefined {
  return typeof raw === 'boolean' ? raw : mismatch(context, context.path, 'true or false', raw);
}

export function readListId(context: OperandContext, raw: unknown): string | undefined {
  const list = readText(context, raw);
  if (list === undefined || context.listIds.includes(list)) return list;
  const message = `There is no list ${quoteText(list)} under sources.lists.`;
  context.report(valueProblem('config/unknown-list', context.path, message, suggest(list, context.listIds)));
  return undefined;
}

export function readMoment(context: OperandContext, raw: unknown): InstantMs | undefined {
  if (typeof raw !== 'string') return mismatch(context, context.path, 'an ISO date', raw);
  return readInstant(context, raw, context.path)?.instant;
}

export function readSpan(context: OperandContext, raw: unknown): Duration | undefined {
  if (typeof raw !== 'string') return mismatch(context, context.path, 'a duration such as 30d', raw);
  const span = parseDuration(raw);
  if (span === undefined) {
    const message = `${quoteText(raw)} is not a duration.`;
    context.report(valueProblem('config/bad-duration', context.path, message));
  }
  return span;
}

function readInstant(
  context: OperandContext,
  raw: string,
  path: Path,
): { readonly instant: InstantMs } | undefined {
  const instant = parseInstant(raw, context.zone);
  if (instant !== undefined) return { instant };
  context.report(valueProblem('config/bad-date', path, `${quoteText(raw)} is not a date.`));
  return undefined;
}

/** Checks a text that has to be one of the names which the field can have. */
export function checkName(context: OperandContext, name: string, path: Path): void {
  if (context.field === 'email.kind' && !emailKinds.some((kind) => kind === name.toLowerCase())) {
    const message = `${quoteText(name)} is not a kind of e-mail address.`;
    const wording = suggest(name, emailKinds, `Use one of ${quoteAll(emailKinds)}.`);
    context.report(valueProblem('config/unknown-value', path, message, wording));
  }
  const known = context.names.get(context.field);
  if (known !== undefined && !known.names.has(name)) {
    const message = `There is no ${known.noun} ${quoteText(name)}.`;
    context.report(valueProblem(known.code, path, message, suggest(name, known.names)));
  }
}

function mismatch(
  context: OperandContext,
  path: Path,
  expected: string,
  raw: unknown,
  help?: string | undefined,
): undefined {
  const message = `Expected ${expected}, but found ${describeValue(raw)}.`;
  context.report(valueProblem('config/bad-condition', path, message, { help }));
}

function orderOf(value: Scalar): number {
  if (typeof value === 'object') return value.instant;
  return typeof value === 'number' ? value : Number.NaN;
}
