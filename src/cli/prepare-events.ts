import type { ProfileNeeds } from '../engine/classify/profile-needs.js';
import type { Database } from '../engine/database.js';
import { createTypeTable } from '../engine/event-bits.js';
import type { EventQuerySpec } from '../engine/event-query.js';
import type { MatchContext } from '../engine/ingest-leads.js';
import type { LeadFields } from '../engine/lead-fields.js';
import type { MappedFile } from '../engine/source.js';
import { prepareTopics, readDeclaredTopics } from '../engine/topics.js';
import type { AudienceFoldInput } from '../fold/fold-audience.js';
import { compileAudienceModel, numericProperties } from '../model/audience-model.js';
import { compileMatchers } from '../model/matchers.js';
import type { OpenedSource } from './open-sources.js';

/** Prepares the query that matches the events, and says what the fold is asked for besides scores. */
export async function prepareEvents(
  database: Database,
  sources: readonly OpenedSource[],
  { folded, foldsAudience }: ProfileNeeds,
  fields: LeadFields,
  context: MatchContext,
): Promise<EventQuerySpec & { readonly audience?: AudienceFoldInput }> {
  const types = new Map<MappedFile, OpenedSource['types']>();
  for (const source of sources) {
    if (source.kind === 'events') for (const file of source.files) types.set(file, source.types);
  }
  const files = [...types.keys()];
  const matchers = compileMatchers(folded);
  const typeTable = ({ index }: MappedFile) => `event_type_${index}`;
  for (const [file, names] of types) {
    await createTypeTable(database, typeTable(file), file, matchers.matchers, names);
  }
  const { interests } = folded.audience;
  const topics = interests && (await prepareTopics(database, interests, files, fields));
  const audience = foldsAudience && {
    model: compileAudienceModel(folded, matchers),
    ...(topics && { declaredTopics: await readDeclaredTopics(database, topics) }),
  };
  return {
    files,
    types: (file) => types.get(file) ?? {},
    typeTable,
    matchers: matchers.matchers,
    properties: numericProperties(folded),
    ...(topics && { topics }),
    context,
    ...(audience && { audience }),
  };
}
