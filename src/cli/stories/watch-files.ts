import { watch } from 'node:fs';
import { dirname } from 'node:path';

/** Changes that come together, as of an editor that writes a file in several steps, are one. */
const settleMs = 150;

/**
 * Does work now, and again whenever one of the files changes, until `signal` ends it. Directories are watched rather than files, because editors
 * replace files. Changes during the work count for the next time. `filesOf` is asked before each time, as new files may have come.
 */
export async function rerunOnChange(
  filesOf: () => readonly string[],
  work: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const changed = nextChange([...new Set(filesOf().map((file) => dirname(file)))], signal);
    await work();
    await changed;
  }
}

/** The next change in some directories, once nothing more has come for a moment. */
function nextChange(directories: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined;
    const watchers = directories.map((directory) => watch(directory, (_event, name) => touched(name)));
    const end = () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', end);
      done();
    };
    const touched = (name: string | null) => {
      if (name !== null && !/\.ya?ml$/.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(end, settleMs);
    };
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
