import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { hashText } from './hash-file.js';

/** Who holds a lock: enough to find out whether that process still runs, and to tell people about it. */
export const owner = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** Tells hosts of one name apart; empty where the system has no such id. */
  machine: z.string(),
  /** Another one after each start of the machine; empty where the system does not say. */
  boot: z.string(),
  /** In which space the number of the process counts: containers have their own. */
  space: z.string(),
  /** When the process began, in a unit of its system: numbers of processes are used again. */
  began: z.string(),
  /** What was being done, such as `nurture run`. */
  command: z.string(),
  /** ISO 8601. */
  since: z.string(),
});

export type Owner = z.infer<typeof owner>;

/** `unknown` for a process that can not be asked about from here. */
export type Liveness = 'alive' | 'dead' | 'unknown';

/** This process. `since` is an instant in UTC ms. */
export function thisProcess(command: string, since: number): Owner {
  return {
    pid: process.pid,
    host: hostname(),
    machine: machineId(),
    boot: textOf('/proc/sys/kernel/random/boot_id'),
    space: linkText('/proc/self/ns/pid'),
    began: statusOf(process.pid)?.began ?? '',
    command,
    since: new Date(since).toISOString(),
  };
}

/** Whether the owner of a lock still runs. Its age says nothing: a run may take hours. */
export function livenessOf(holder: Owner): Liveness {
  const here = thisProcess('', 0);
  if (holder.host !== here.host || holder.machine !== here.machine) return 'unknown';
  if (holder.boot !== here.boot) return 'dead';
  if (holder.space !== here.space) return 'unknown';
  if (!isRunning(holder.pid)) return 'dead';
  const status = statusOf(holder.pid);
  if (status === undefined || holder.began === '') return 'alive';
  return status.isEnded || status.began !== holder.began ? 'dead' : 'alive';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** From /proc, where there is one. The name of the program may hold blanks and parentheses: the fields are behind the last one. */
function statusOf(pid: number): { readonly began: string; readonly isEnded: boolean } | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', began] = [fields[0], fields[19]];
  return began === undefined ? undefined : { began, isEnded: /^[ZXx]/.test(state) };
}

/** Only a hash of the id, as its makers ask for. */
function machineId(): string {
  const id = textOf('/etc/machine-id');
  return id === '' ? '' : hashText(id).slice(0, 12);
}

/** Empty for a file that can not be read: not every system has these. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkText(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
