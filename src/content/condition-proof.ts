import { type Token, TypeGuards } from 'liquidjs';
import { always, type Facts, intersection, noNames, type Proof, union } from './field-facts.js';

/** A part of an expression while it is worked out. */
interface Operand extends Proof {
  readonly facts: Facts;
  /** Texts of the template: whether they say nothing (`""`, `blank`, `nil`) or something. */
  readonly literal?: 'nothing' | 'something';
}

/**
 * Which fields a lead has for sure where an expression is true, and where it is false (S6.11): `first_name`, `first_name != blank`
 * and `first_name == "Anna"` are only true with a first name, `first_name == ""` is only false with one. `and`, `or` and `not` put
 * such knowledge together. What is compared with anything else proves nothing, which is never wrong.
 *
 * @param postfix the expression as LiquidJS keeps it, operators behind their operands.
 * @returns undefined where operators and operands do not fit, or two values stand side by side.
 */
export function proofOf(
  postfix: readonly Token[],
  factsOf: (token: Token) => Facts,
): (Proof & { readonly facts: Facts }) | undefined {
  const stack: Operand[] = [];
  for (const token of postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      stack.push(operandOf(token, factsOf(token)));
      continue;
    }
    const right = stack.pop();
    const left = token.operator === 'not' ? right : stack.pop();
    if (left === undefined || right === undefined) return undefined;
    stack.push({ ...proofBy(token.operator, left, right), facts: always });
  }
  const [result, ...others] = stack;
  return others.length === 0 ? result : undefined;
}

function proofBy(operator: string, left: Operand, right: Operand): Proof {
  switch (operator) {
    case 'not':
      return opposite(right);
    case 'and':
      return {
        whenTrue: union([left.whenTrue, right.whenTrue]),
        whenFalse: intersection(left.whenFalse, right.whenFalse),
      };
    case 'or':
      return {
        whenTrue: intersection(left.whenTrue, right.whenTrue),
        whenFalse: union([left.whenFalse, right.whenFalse]),
      };
    case '==':
      return equality(left, right);
    case '!=':
      return opposite(equality(left, right));
    case 'contains':
      return { whenTrue: left.facts.proves, whenFalse: noNames };
    default:
      return { whenTrue: union([left.facts.proves, right.facts.proves]), whenFalse: noNames };
  }
}

function equality({ facts }: Operand, { literal }: Operand): Proof {
  return {
    whenTrue: literal === 'something' ? facts.proves : noNames,
    whenFalse: literal === 'nothing' ? facts.proves : noNames,
  };
}

export function opposite({ whenTrue, whenFalse }: Proof): Proof {
  return { whenTrue: whenFalse, whenFalse: whenTrue };
}

function operandOf(token: Token, facts: Facts): Operand {
  const literal = literalOf(token);
  return {
    facts,
    whenTrue: facts.proves,
    whenFalse: noNames,
    ...(literal === undefined ? {} : { literal }),
  };
}

/** Whether a literal of the template says something; undefined for everything else. */
export function literalOf(token: Token): 'nothing' | 'something' | undefined {
  if (TypeGuards.isQuotedToken(token)) return token.content.trim() === '' ? 'nothing' : 'something';
  if (TypeGuards.isNumberToken(token)) return 'something';
  if (!TypeGuards.isLiteralToken(token)) return undefined;
  return isNothing(token) ? 'nothing' : 'something';
}

/** `true` and `false` are something, too: a missing value equals neither. */
export function isNothing(token: Token): boolean {
  return TypeGuards.isLiteralToken(token) && !['true', 'false'].includes(token.literal);
}
