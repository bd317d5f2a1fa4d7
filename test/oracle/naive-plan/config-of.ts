import { parseConfig } from '../../../src/config/parse-config.js';
import type { Config } from '../../../src/model/config.js';
import type { PlanWorld } from '../plan-world.js';

/** The config of a world as the product reads it; what it says about sources is left to whoever writes the files. */
export function configOf({ config, sections }: Pick<PlanWorld, 'config' | 'sections'>): Config {
  const text = JSON.stringify({ version: 1, ...config, ...sections });
  if (text !== latest?.text) latest = { text, config: parse(text) };
  return latest.config;
}

/** The same world is mostly asked for several times in a row, and to read YAML takes longer than to plan. */
let latest: { readonly text: string; readonly config: Config } | undefined;

function parse(text: string): Config {
  const { config, diagnostics } = parseConfig(text, 'nurture.yaml');
  if (config !== undefined) return config;
  throw new Error(`The world's config has errors: ${JSON.stringify(diagnostics, null, 1)}\n${text}`);
}
