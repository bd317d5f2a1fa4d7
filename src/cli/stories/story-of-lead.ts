import type { StoryFields } from '../../config/stories/story-fields.js';
import { nothingWanted } from '../../engine/classify/wanted.js';
import { traceEvents } from '../../engine/event-stream.js';
import { findLeads, partsOf, readFields } from '../../engine/lead-lookup.js';
import { readCells } from '../../engine/read-cells.js';
import type { EmailKind } from '../../model/fields.js';
import type { Asked } from '../classified-run.js';
import { matchRun } from '../classified-run.js';
import type { EngineRun } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import { anonymiseEvent, anonymiseLead, type Cells } from './anonymise-lead.js';

/** A lead of the sources and what it did, with nothing left that tells who it is. */
export interface AnonymousLead {
  readonly lead: Readonly<Record<string, string>>;
  readonly events: readonly ({ readonly at: string; readonly type: string } & Readonly<
    Record<string, string>
  >)[];
}

/** What stories can not repeat: the mails of the past are in no ledger of theirs. */
const ofMails = ['id', 'send_id', 'message_id', 'step', 'campaign', 'template', 'received_at', 'reason'];

/** Reads a lead by its key or address, and its events up to as-of. */
export async function readAnonymousLead(
  run: EngineRun,
  asked: Asked,
  fields: StoryFields,
  name: string,
): Promise<AnonymousLead> {
  const { database } = run;
  const { matched } = await matchRun(run, asked, {
    wanted: { ...nothingWanted, fields: ['email.kind', ...fields.leads] },
  });
  const [lead, second] = await findLeads(database, name);
  if (lead === undefined || second !== undefined) {
    const message =
      lead === undefined
        ? 'No lead has this key or e-mail address.'
        : 'Several leads share this address; ask by key.';
    throw new CommandFailure(exitCodes.usage, message);
  }
  const cells: Record<string, string | number | null> = {};
  for (const { file, record } of await partsOf(database, lead)) {
    const source = matched.leadFiles.find(({ index }) => index === file);
    if (source === undefined) continue;
    const found = await readCells(database, source, [record], fields.leads, fields.instants);
    for (const [field, value] of Object.entries(found.get(record) ?? {})) cells[field] ??= value;
  }
  const { 'email.kind': kind = null } = await readFields(database, [], lead, ['email.kind']);
  const reads = (field: string) => fields.read.includes(field) || fields.instants.includes(field);
  return {
    lead: anonymiseLead(cells, (kind ?? undefined) as EmailKind | undefined, reads),
    events: await readEvents(run, asked, matched, fields, lead.ord),
  };
}

async function readEvents(
  { database }: EngineRun,
  { asOf }: Asked,
  { eventFiles, eventSpec }: Awaited<ReturnType<typeof matchRun>>['matched'],
  fields: StoryFields,
  lead: number,
): Promise<AnonymousLead['events']> {
  if (eventFiles.length === 0) return [];
  const { batch, events } = await traceEvents(database, eventSpec, lead);
  const read = new Map<number, ReadonlyMap<number, Cells>>();
  for (const file of eventFiles) {
    const records = events.flatMap((event) => (event.file === file.index ? [event.record] : []));
    read.set(file.index, await readCells(database, file, records, fields.events, fields.instants));
  }
  const reads = (field: string) => fields.read.includes(field) && !ofMails.includes(field);
  const seen = new Set<number>();
  return events.flatMap(({ file, record, type }, row) => {
    const [at, id] = [batch.at[row] as number, batch.id[row] as number];
    if (at > asOf || seen.has(id)) return [];
    seen.add(id);
    const others = anonymiseEvent(read.get(file)?.get(record) ?? {}, reads);
    return [{ at: new Date(at).toISOString(), type, ...others }];
  });
}
