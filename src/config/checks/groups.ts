import { type Entry, type NamedEntry, type Outline, textAt } from '../outline.js';
import { keyProblem, type Problem, valueProblem } from '../problem.js';
import { suggest } from '../suggestion.js';

/** Groups that rules name but nobody defines, that nobody names, and that mix classes with bounds of their own. */
export function groups(outline: Outline): readonly Problem[] {
  const { fitRules, fitGroups, painRules, painGroups } = outline;
  return [
    ...unknownGroups(fitRules, fitGroups),
    ...unknownGroups(painRules, painGroups),
    ...unusedGroups(fitRules, fitGroups),
    ...unusedGroups(painRules, painGroups),
    ...mixedGroups(outline),
  ];
}

function unknownGroups(rules: readonly Entry[], defined: readonly NamedEntry[]): readonly Problem[] {
  const ids = defined.map(({ id }) => id);
  return rules.flatMap((rule) => {
    const group = textAt(rule, 'group');
    if (group === undefined || ids.includes(group)) return [];
    const message = `There is no group "${group}".`;
    return [valueProblem('config/unknown-group', [...rule.path, 'group'], message, suggest(group, ids))];
  });
}

function unusedGroups(rules: readonly Entry[], defined: readonly NamedEntry[]): readonly Problem[] {
  const used = new Set(rules.map((rule) => textAt(rule, 'group')));
  return defined
    .filter(({ id }) => !used.has(id))
    .map(({ id, path }) => keyProblem('config/unused-group', path, `No rule belongs to the group "${id}".`));
}

function mixedGroups({ painRules, painClasses }: Outline): readonly Problem[] {
  if (painClasses.length === 0) return [];
  const classOfGroup = new Map<string, string>();
  return painRules.flatMap((rule) => {
    const group = textAt(rule, 'group');
    if (group === undefined) return [];
    const ruleClass = textAt(rule, 'class') ?? 'content';
    const first = classOfGroup.get(group) ?? ruleClass;
    classOfGroup.set(group, first);
    if (first === ruleClass) return [];
    const message = `The group "${group}" holds rules of the classes ${first} and ${ruleClass}.`;
    return [valueProblem('config/mixed-group', [...rule.path, 'group'], message)];
  });
}
