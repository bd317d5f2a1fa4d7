import { configJsonSchema } from '../../config/json-schema.js';
import { exitCodes } from '../exit-codes.js';
import type { Session } from '../session.js';

/** Prints the JSON Schema of the config. */
export async function schema({ terminal }: Session) {
  terminal.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  return { code: exitCodes.done };
}
