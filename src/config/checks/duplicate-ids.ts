import { type Entry, entriesAt, entryAt, type Outline, textAt, textsAt } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Within each of these lists an id may stand once; the rules of FIT and PAIN share theirs. */
export function duplicateIds(outline: Outline): readonly Problem[] {
  const { fitRules, painRules, personas, stages, segments, partitions, campaigns, sendLists } = outline;
  const steps = campaigns.map((campaign) => entriesAt(campaign, 'steps'));
  return [
    ...duplicatesIn('rule', [...fitRules, ...painRules]),
    ...duplicatesIn('persona', personas),
    ...duplicatesIn('stage', stages),
    ...duplicatesIn('segment', segments),
    ...duplicatesIn('partition', partitions),
    ...partitions.flatMap((partition) => duplicatesIn('part', entriesAt(partition, 'of'))),
    ...partitions.flatMap(repeatedElse),
    ...assignmentsOf(outline).flatMap(repeatedPeople),
    ...duplicatesIn('send list', sendLists),
    ...duplicatesIn('campaign', campaigns),
    ...steps.flatMap((ofCampaign) => duplicatesIn('step', ofCampaign)),
    ...steps.flat().flatMap((step) => duplicatesIn('variant', entriesAt(step, 'variants'))),
  ];
}

function duplicatesIn(noun: string, entries: readonly Entry[]): readonly Problem[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const id = textAt(entry, 'id');
    if (id === undefined) return [];
    const isKnown = seen.has(id);
    seen.add(id);
    return isKnown ? [duplicate(noun, id, entry)] : [];
  });
}

/** The rest of a partition has a name of its own. */
function repeatedElse(partition: Entry): readonly Problem[] {
  const rest = textAt(partition, 'else') ?? 'other';
  const same = entriesAt(partition, 'of').find((part) => textAt(part, 'id') === rest);
  if (same === undefined) return [];
  return partition.value.else === undefined
    ? [duplicate('part', rest, same)]
    : [{ ...duplicate('part', rest, partition), path: [...partition.path, 'else'] }];
}

function assignmentsOf({ root, queueRules }: Outline): readonly Entry[] {
  return [...queueRules, entryAt(entryAt(root, 'queue'), 'default')];
}

/** Who is named twice would get a double share without saying so. */
function repeatedPeople(assignment: Entry): readonly Problem[] {
  const people = [
    ...textsAt(assignment, 'to'),
    ...entriesAt(assignment, 'to').flatMap((person) => textsAt(person, 'id')),
  ];
  const seen = new Set<string>();
  return people.flatMap(({ text, path }) => {
    const isKnown = seen.has(text);
    seen.add(text);
    const message = `"${text}" is named twice.`;
    const help =
      'Name everybody once; `{ id: anna, weight: 2 }` gives a double share with the method weighted.';
    return isKnown ? [valueProblem('config/duplicate-id', path, message, { help })] : [];
  });
}

function duplicate(noun: string, id: string, entry: Entry): Problem {
  return valueProblem(
    'config/duplicate-id',
    [...entry.path, 'id'],
    `There is another ${noun} with the id "${id}".`,
  );
}
