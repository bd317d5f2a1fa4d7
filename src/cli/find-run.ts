import { plural } from '../report/numbers.js';
import type { CommittedRun, StateView } from '../store/view-state.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';

/** The run that an id, the beginning of one, or `last` names; a usage error when that is none or several. */
export function findRun({ runs, path }: Pick<StateView, 'runs' | 'path'>, name: string): CommittedRun {
  const found =
    name === 'last' ? runs.slice(-1) : runs.filter(({ manifest }) => manifest.runId.startsWith(name));
  const exact = found.find(({ manifest }) => manifest.runId === name);
  const [first] = found;
  if (exact !== undefined) return exact;
  if (first !== undefined && found.length === 1) return first;
  const why =
    runs.length === 0
      ? `${path} has no runs.`
      : found.length === 0
        ? `No run begins with ${JSON.stringify(name)}. nurture runs list shows them.`
        : `${plural(found.length, 'run')} begin with ${JSON.stringify(name)}: write more of the id.`;
  throw new CommandFailure(exitCodes.usage, why);
}
