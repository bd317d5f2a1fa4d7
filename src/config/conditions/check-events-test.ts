import { didYouMean } from '../../diagnostics/nearest.js';
import { describeValue, quoteText } from '../describe-value.js';
import { parseDuration } from '../durations.js';
import { isMapping } from '../outline.js';
import { keyProblem, type Path, type Problem, valueProblem } from '../problem.js';

const keys = ['type', 'within', 'count', 'where'] as const;

const comparisons: readonly string[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'];

/**
 * What is wrong with `events: { type, within, count, where }`, which counts the events of a lead in segments and
 * campaigns. `checkWhere` checks the condition on the events.
 */
export function checkEventsTest(
  raw: unknown,
  path: Path,
  checkWhere: (raw: unknown, path: Path) => void,
): readonly Problem[] {
  if (!isMapping(raw)) return [unexpected('a mapping with type, within and count', raw, path)];
  return Object.entries(raw).flatMap(([key, value]) => {
    const at = [...path, key];
    switch (key) {
      case 'type':
        return checkType(value, at);
      case 'within':
        return checkWithin(value, at);
      case 'count':
        return checkCount(value, at);
      case 'where':
        checkWhere(value, at);
        return [];
      default:
        return [unknownKey(key, at)];
    }
  });
}

function checkType(value: unknown, path: Path): readonly Problem[] {
  const types: readonly unknown[] = Array.isArray(value) ? value : [value];
  const areTexts = types.length > 0 && types.every((type) => typeof type === 'string' && type !== '');
  return areTexts ? [] : [unexpected('an event type or a list of them', value, path)];
}

function checkWithin(value: unknown, path: Path): readonly Problem[] {
  if (typeof value !== 'string') return [unexpected('a duration such as 30d', value, path)];
  if (parseDuration(value) !== undefined) return [];
  return [valueProblem('config/bad-duration', path, `${quoteText(value)} is not a duration.`)];
}

function checkCount(value: unknown, path: Path): readonly Problem[] {
  const isComparison = isMapping(value) && Object.keys(value).every((key) => comparisons.includes(key));
  if (typeof value === 'number' || isComparison) return [];
  return [unexpected('a number or a comparison such as { gte: 3 }', value, path)];
}

function unknownKey(key: string, path: Path): Problem {
  const message = `The key ${quoteText(key)} is not known in "events".`;
  const help = didYouMean(key, keys) ?? `Known here: ${keys.join(', ')}.`;
  return keyProblem('config/unknown-key', path, message, { help });
}

function unexpected(expected: string, value: unknown, path: Path): Problem {
  return valueProblem(
    'config/bad-condition',
    path,
    `Expected ${expected}, but found ${describeValue(value)}.`,
  );
}
