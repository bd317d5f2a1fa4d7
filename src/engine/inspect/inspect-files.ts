import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Dialect } from '../../model/config.js';
import type { FileInspection, JoinGuess } from '../../model/file-inspection.js';
import type { Database } from '../database.js';
import { openSourceFile } from '../open-source-file.js';
import { refuseEngineFailure } from '../reconcile.js';
import type { InputFile, SourceFile } from '../source-file.js';
import { askForMissing } from './ask-for-missing.js';
import { everyColumn } from './every-column.js';
import { findJoins } from './find-joins.js';
import { inspectFile } from './inspect-file.js';
import { joinSources } from './join-sources.js';

export interface Inspection {
  readonly files: readonly FileInspection[];
  /** Columns of different files that have values in common, the largest share first. */
  readonly joins: readonly JoinGuess[];
  /** Why other files can not be read. */
  readonly problems: readonly Diagnostic[];
}

export interface InspectionRequest {
  readonly inputs: readonly InputFile[];
  /** What is known of how the files are written; the rest is detected. */
  readonly dialect: Dialect;
  /** Whether rows may be shown as they are. */
  readonly showValues: boolean;
}

/** Looks at files without a config. Every path but theirs is closed before their rows are read. */
export async function inspectFiles(
  database: Database,
  { inputs, dialect, showValues }: InspectionRequest,
): Promise<Inspection> {
  const opened: SourceFile[] = [];
  const problems: Diagnostic[] = [];
  for (const input of inputs) {
    const found = await openSourceFile(input, dialect, database);
    if ('problem' in found) problems.push(found.problem);
    else opened.push(found.file);
  }
  await database.seal(
    opened.flatMap(({ path, readsFrom }) => [path, readsFrom]),
    [],
  );
  return refuseEngineFailure(opened.map(everyColumn), async () => {
    const files: FileInspection[] = [];
    for (const file of opened) files.push(await inspectFile(database, file, dialect, showValues));
    const joinable = opened.flatMap((file, index) => {
      const columns = files[index]?.columns;
      return columns === undefined ? [] : [{ file, columns }];
    });
    const joins = await findJoins(database, joinable);
    return { files: joinSources(files, joins).map(askForMissing), joins, problems };
  });
}
