import { isMap, isScalar, isSeq, type ParsedNode, Scalar, type YAMLMap } from 'yaml';
import { quoteText } from '../describe-value.js';
import type { TextProblem } from './text-problem.js';

/**
 * What YAML allows and a config must not use, because it means something else than it looks: keys that stand twice,
 * numbers that would lose digits.
 */
export function findTraps(node: ParsedNode | null): readonly TextProblem[] {
  if (isMap(node)) return inMap(node);
  if (isSeq(node)) return node.items.flatMap(findTraps);
  if (isScalar(node)) return inNumber(node);
  return [];
}

function inMap(map: YAMLMap.Parsed): readonly TextProblem[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key, value }) => [
    ...(isScalar(key) ? inKey(key, seen) : []),
    ...findTraps(value),
  ]);
}

function inKey(key: Scalar.Parsed, seen: Set<string>): readonly TextProblem[] {
  const [start, end] = key.range;
  const name = String(key.value);
  const isRepeated = seen.has(name);
  seen.add(name);
  if (name === '__proto__') {
    return [{ code: 'yaml/reserved-key', message: 'A key has the name __proto__.', start, end }];
  }
  const message = `The key ${quoteText(name)} stands twice in this mapping.`;
  return isRepeated ? [{ code: 'yaml/duplicate-key', message, start, end }] : [];
}

function inNumber({ value, source, type, range }: Scalar.Parsed): readonly TextProblem[] {
  if (typeof value !== 'number' || type !== Scalar.PLAIN || source === undefined) return [];
  const mistake = findLoss(source, value);
  if (mistake === undefined) return [];
  const [start, end] = range;
  const message = `The number ${quoteText(source)} without quotes ${mistake}.`;
  const help = `Write '${source.slice(0, 40)}' in quotes if it is text such as a postcode, a phone number or an id; write it plainly if it is a number.`;
  return [{ code: 'yaml/changed-number', message, help, start, end }];
}

const MOST_SAFE_DIGITS = 15;

/** No number that is meant as one is written with so many signs, and comparing its digits would take long. */
const LONGEST_NUMBER = 100;

function findLoss(source: string, value: number): string | undefined {
  if (source.length > LONGEST_NUMBER) return `would be read as ${value}`;
  const unsigned = source.replace(/^[-+]/, '');
  const isDecimal = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(unsigned);
  const isChanged =
    !isDecimal || /^0\d/.test(unsigned) || significantDigits(source) !== significantDigits(String(value));
  if (isChanged) return `would be read as ${value}`;
  // Some whole numbers of this length survive and others do not; such an id is refused before it meets the others.
  const isLong = /^\d+$/.test(unsigned) && unsigned.length > MOST_SAFE_DIGITS;
  return isLong ? `has more than ${MOST_SAFE_DIGITS} digits` : undefined;
}

function significantDigits(number: string): string {
  const mantissa = number.replace(/e.*$/i, '').replace(/[-+.]/g, '');
  return mantissa.replace(/^0+|0+$/g, '');
}
