import { didYouMean, onlyNear } from '../diagnostics/nearest.js';
import type { Wordings } from './problem.js';

/** Words about a misspelt name: what may be meant, else `otherwise`; and the cure, when only one name can be meant. */
export function suggest(name: string, candidates: Iterable<string>, otherwise?: string): Wordings {
  const names = [...candidates];
  const meant = onlyNear(name, names);
  return {
    help: didYouMean(name, names) ?? otherwise,
    cure: meant === undefined ? undefined : { from: name, to: meant },
  };
}
