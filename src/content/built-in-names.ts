/** Names of templates that every lead has a text for. `lead.campaign` is still the column of that name. */
export const builtInNames = ['greeting', 'hello', 'lead_id', 'campaign', 'step'] as const;

export type BuiltInName = (typeof builtInNames)[number];

export function isBuiltIn(name: string): name is BuiltInName {
  return builtInNames.some((builtIn) => builtIn === name);
}
