import type { TableOptions } from '../report/table.js';
import type { Session } from './session.js';
import { widthOf } from './terminal.js';

/** Prints the result of a command: as a document with `--json`, else as a text for people. */
export function print(
  { terminal }: Session,
  options: { readonly json?: boolean },
  document: object,
  text: () => string,
): void {
  terminal.stdout.write(
    options.json === true ? `${JSON.stringify({ schemaVersion: 1, ...document }, null, 2)}\n` : text(),
  );
}

export function tableOf({ terminal, flags }: Session): TableOptions {
  return { width: widthOf(terminal.stdout, terminal.env), plain: flags.plain === true };
}
