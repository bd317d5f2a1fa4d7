import { existsSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import { canonicalZone } from '../../config/zones.js';
import type { HealthCheck } from '../../model/health-check.js';
import { raw } from '../../sql/sql.js';
import { makePrivateDirectory } from '../../store/private-directory.js';
import { withEngine } from '../engine-run.js';
import type { Session } from '../session.js';
import { version } from '../version.js';
import { fail, formatBytes, ok, warn } from './check.js';

const leastNode = [20, 19] as const;

/** The runtime, this program, and what it knows of time zones. */
export function checkVersions(runtime: NodeJS.ProcessVersions): readonly HealthCheck[] {
  const [major = 0, minor = 0] = runtime.node.split('.').map(Number);
  const isRecent = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  const needed = leastNode.join('.');
  const { tz } = runtime;
  // Node.js can be built with the names of English alone.
  const knowsZones =
    canonicalZone('Asia/Shanghai') !== undefined && canonicalZone('Europe/Berlin') !== undefined;
  return [
    isRecent
      ? ok('node', runtime.node)
      : fail('node', `${runtime.node} is older than ${needed}`, `Install Node.js ${needed} or later.`),
    ok('nurture', version),
    tz !== undefined && knowsZones
      ? ok('zones', `time zones as of ${tz}, of ICU ${runtime.icu ?? 'unknown'}`)
      : fail(
          'zones',
          'this Node.js knows no time zones',
          'Install a Node.js with full ICU data, as nodejs.org has it.',
        ),
  ];
}

/** Whether the engine starts here. */
export async function checkEngine(session: Session): Promise<HealthCheck> {
  try {
    const [[found] = []] = await withEngine(session, ({ database }) =>
      database.rows(raw('SELECT version()')),
    );
    return ok(
      'engine',
      `DuckDB ${String(found)}, ${session.threads} threads, ${formatBytes(session.memoryBytes)} of ${formatBytes(totalmem())} memory`,
    );
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return fail(
      'engine',
      `DuckDB does not start: ${message}`,
      'Install the packages again on this machine with npm ci: they hold a binary for its system.',
    );
  }
}

/** Whether there is a place for scratch files, and room in it. */
export function checkTemporary(): HealthCheck {
  try {
    const directory = makePrivateDirectory();
    try {
      return checkSpace(
        'temporary files',
        directory.path,
        dirname(directory.path),
        'Set TMPDIR to a directory on a larger disk.',
      );
    } finally {
      directory.remove();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(
      'temporary files',
      `no directory can be made: ${code ?? message}`,
      'Set TMPDIR to a directory that may be written.',
    );
  }
}

const littleSpace = 1024 ** 3;
const noSpace = 100 * 1024 ** 2;

/** How much room is left where a path is, or will be. `name` is how the place is called. */
export function checkSpace(id: string, path: string, name: string, remedy: string): HealthCheck {
  const { bavail, bsize } = statfsSync(nearestThere(path));
  const free = bavail * bsize;
  const message = `${formatBytes(free)} free at ${name}`;
  if (free >= littleSpace) return ok(id, message);
  return free >= noSpace ? warn(id, message, remedy) : fail(id, message, remedy);
}

function nearestThere(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestThere(dirname(path));
}
