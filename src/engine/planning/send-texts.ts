import { identifier, join, sql } from '../../sql/sql.js';
import type { Database } from '../database.js';

/** A send and its texts, by the places of the texts; undefined for one that its form does not have. */
export interface SendTexts {
  readonly nr: number;
  readonly texts: readonly (string | undefined)[];
}

/**
 * Hands texts that were made for single leads back to the engine: fills the table `send_text` with `nr` and one column `t<n>` per text. `batches`
 * may ask the engine for something while it makes them.
 */
export async function storeSendTexts(
  database: Database,
  texts: number,
  batches: AsyncIterable<readonly SendTexts[]>,
): Promise<void> {
  const definitions = Array.from({ length: texts }, (_, index) => sql`, ${identifier(`t${index}`)} VARCHAR`);
  await database.run(sql`CREATE TEMP TABLE send_text (nr INTEGER${join(definitions, '')})`);
  for await (const batch of batches) {
    const appender = await database.appender('send_text');
    for (const send of batch) {
      appender.appendInteger(send.nr);
      for (const text of send.texts) {
        if (text === undefined) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.endRow();
    }
    appender.closeSync();
  }
}
