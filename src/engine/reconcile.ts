import { diagnose } from '../diagnostics/diagnose.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { MappedFile } from './source.js';
import { UnusableInput } from './unusable-input.js';

/** Rows that the engine must find in these files together. */
export function expectedRows(files: readonly MappedFile[]): number {
  return files.reduce((sum, { file }) => sum + file.records, 0);
}

/** The engine has found another number of rows than were counted without it. */
export function readDifferently(files: readonly MappedFile[], counted: number, found: number): Diagnostic {
  const names = files.map(({ file }) => file.name).join(', ');
  const at = files.length === 1 && files[0] !== undefined ? { file: files[0].file.name } : undefined;
  return diagnose(
    'input/read-differently',
    `${names}: ${counted} records were counted, and the engine read ${found}.`,
    at,
  );
}

/** Does work on files; what the engine can not read of them is the file's fault, not the program's. */
export async function refuseEngineFailure<T>(
  files: readonly MappedFile[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const guilty = files.find(({ file }) => message.includes(file.readsFrom));
    if (guilty === undefined) throw error;
    const { name } = guilty.file;
    // The rest of the message may hold cells.
    const [kind = ''] = message.split(/[:\n]/, 1);
    const text = `${name}: the engine can not read what was found sound before (${kind}).`;
    throw new UnusableInput([diagnose('input/read-differently', text, { file: name })]);
  }
}
