import { appendFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { audienceChannel, countUnreachable, streamAudience } from '../engine/audience-file.js';
import { audienceHeader } from '../engine/audience-hash.js';
import type { Database } from '../engine/database.js';
import type { LeadFields } from '../engine/lead-fields.js';
import type { Config } from '../model/config.js';
import { plural } from '../report/numbers.js';
import type { AudienceRequest } from './segment-request.js';

/**
 * Writes the members of a group in the form an ad platform takes, hashed. Leads nobody could recognise by what is left of
 * them are no rows. Returns what became of all members, in words.
 */
export async function writeAudience(
  database: Database,
  { audience }: Config,
  { group, platform }: AudienceRequest,
  fields: LeadFields,
  path: string,
): Promise<readonly string[]> {
  const onlyReachable = audience.channels.some(({ id }) => id === audienceChannel);
  const unusable = new Map<string, number>();
  let written = 0;
  let anonymous = 0;
  appendFileSync(path, stringify([[...audienceHeader(platform)]]));
  for await (const rows of streamAudience(database, platform, group, fields, onlyReachable)) {
    for (const field of rows.flatMap((row) => row.unusable)) {
      unusable.set(field, (unusable.get(field) ?? 0) + 1);
    }
    const known = rows.filter(({ identifies }) => identifies);
    written += known.length;
    anonymous += rows.length - known.length;
    if (known.length > 0) appendFileSync(path, stringify(known.map(({ cells }) => [...cells])));
  }
  const unreachable = onlyReachable ? await countUnreachable(database, group) : 0;
  return [
    `${plural(written + anonymous + unreachable, 'member')} of ${group.name}: ${written} written for ${platform}, ${unreachable} not reachable by channel ${audienceChannel}, ${anonymous} without anything to recognise them by`,
    ...[...unusable].map(
      ([field, count]) => `${plural(count, 'value')} of ${field} could not be used; the cell is empty`,
    ),
  ];
}
