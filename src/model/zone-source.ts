/** What says in which zone a lead is, from the strongest (S6.4); `utc` is the zone of a project that names none. The index is the code. */
export const zoneSources = ['lead', 'region', 'country', 'project', 'utc'] as const;

export type ZoneSource = (typeof zoneSources)[number];
