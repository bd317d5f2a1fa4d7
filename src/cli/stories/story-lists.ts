import { existsSync } from 'node:fs';
import type { Config } from '../../model/config.js';
import type { EngineRun } from '../engine-run.js';
import { expandFiles } from '../inputs.js';
import type { LoadedConfig } from '../session.js';

/**
 * The lists of a config with the paths of their files, for scenario tests. Lists are part of what a config means, so they are read; leads, events
 * and suppressions are those of the stories. A list without its files, as in CI, is empty, which is told.
 */
export async function prepareLists(
  { inputs }: EngineRun,
  { config, directory }: LoadedConfig,
): Promise<{ readonly lists: Config['sources']['lists']; readonly missing: readonly string[] }> {
  const missing: string[] = [];
  const lists: Record<string, Config['sources']['lists'][string]> = {};
  for (const [name, list] of Object.entries(config.sources.lists)) {
    const expanded = await expandFiles(list.files, directory, inputs);
    const files = expanded.inputs.map(({ path }) => path);
    const isThere = expanded.problems.length === 0 && files.every((path) => existsSync(path));
    if (!isThere) missing.push(`The files of the list ${name} are not there: nothing is in it.`);
    lists[name] = { ...list, files: isThere ? files : [] };
  }
  return { lists, missing };
}
