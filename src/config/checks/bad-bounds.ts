import { type Entry, numberAt, type Outline } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** `min <= 0 <= max` and `min < max`, wherever a sum has bounds (semantics S3.3). */
export function badBounds(outline: Outline): readonly Problem[] {
  const { fit, pain, fitGroups, painGroups, painClasses, painRules } = outline;
  return [fit, pain, ...fitGroups, ...painGroups, ...painClasses, ...painRules].flatMap(boundsProblems);
}

function boundsProblems(entry: Entry): readonly Problem[] {
  const min = numberAt(entry, 'min');
  const max = numberAt(entry, 'max');
  return [
    ...(min !== undefined && min > 0 ? [outside(entry, 'min', `min is ${min}, above zero.`)] : []),
    ...(max !== undefined && max < 0 ? [outside(entry, 'max', `max is ${max}, below zero.`)] : []),
    ...(min === 0 && max === 0
      ? [outside(entry, 'max', 'min and max are both zero, so nothing would count.')]
      : []),
  ];
}

function outside(entry: Entry, key: 'min' | 'max', message: string): Problem {
  return valueProblem('config/bad-bounds', [...entry.path, key], message);
}
