import type { ProfileNeeds } from '../engine/classify/profile-needs.js';
import type { Database } from '../engine/database.js';
import { createTypeTable } from '../engine/event-bits.js';
import type { EventQuerySpec } from '../engine/event-query.js';
import type { MatchContext } from '../engine/ingest-leads.js';
import type { LeadFields } from '../engine/lead-fields.js';
import { prepareMailNames } from '../engine/planning/mail-names.js';
import type { MappedFile } from '../engine/source.js';
import { prepareTopics, readDeclaredTopics } from '../engine/topics.js';
import type { AudienceFoldInput } from '../fold/fold-audience.js';
import { compileAudienceModel, numericProperties } from '../model/audience-model.js';
import { mailCodes } from '../model/mail-codes.js';
import { compileMatchers } from '../model/matchers.js';
import type { OpenedSource } from './open-sources.js';

/** What the fold is asked for besides scores. */
export interface PreparedFolds {
  readonly audience?: AudienceFoldInput;
  /** The first matcher of campaigns, and how many there are; undefined when nobody plans. */
  readonly journey?: { readonly from: number; readonly matchers: number };
}

/** Prepares the query that matches the events, and says what the fold is asked for besides scores. */
export async function prepareEvents(
  database: Database,
  sources: readonly OpenedSource[],
  { folded, foldsAudience }: ProfileNeeds,
  fields: LeadFields,
  context: MatchContext,
): Promise<EventQuerySpec & PreparedFolds> {
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
  const { journey } = matchers;
  if (journey !== undefined) await prepareMailNames(database, folded, mailCodes(folded));
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
    ...(journey && { mails: true, journey: { from: journey.from, matchers: journey.matchers.length } }),
    context,
    ...(audience && { audience }),
  };
}
