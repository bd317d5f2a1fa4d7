import { completeLabels } from '../labels.js';
import { type Entry, entryAt, numberAt, type Outline } from '../outline.js';
import { type Problem, valueProblem } from '../problem.js';

/** Labels whose limits do not fall: a lead that is warm from 80 on and hot from 60 on is never warm. */
export function labelOrder({ root }: Outline): readonly Problem[] {
  const labels = entryAt(root, 'labels');
  const temperature = entryAt(labels, 'temperature');
  const letters = entryAt(labels, 'letters');
  const ready = numberAt(entryAt(root, 'score'), 'ready');
  if (ready === undefined) return [];
  const written = {
    temperature: { hot: numberAt(temperature, 'hot'), warm: numberAt(temperature, 'warm') },
    letters: { A: numberAt(letters, 'A'), B: numberAt(letters, 'B'), C: numberAt(letters, 'C') },
  };
  const complete = completeLabels(written, ready);
  return [
    ...problemsOf(temperature, Object.entries(complete.temperature)),
    ...problemsOf(letters, Object.entries(complete.letters)),
  ];
}

function problemsOf(entry: Entry, limits: readonly (readonly [string, number])[]): readonly Problem[] {
  return limits.slice(1).flatMap(([name, limit], index) => {
    const [above, limitAbove] = limits[index] ?? [name, Number.POSITIVE_INFINITY];
    const at = [name, above].find((written) => entry.value[written] !== undefined);
    if (limit < limitAbove || at === undefined) return [];
    const message = `The limit of "${name}", ${limit}, is not less than that of "${above}", ${limitAbove}.`;
    return [
      valueProblem('config/out-of-range', [...entry.path, at], message, { help: 'Let the limits fall.' }),
    ];
  });
}
