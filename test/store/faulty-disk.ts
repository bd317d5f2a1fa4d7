import { type Disk, machineDisk } from '../../src/store/disk.js';

/** Stands for SIGKILL in tests within one process: no error of the disk, so nothing may catch it and go on. */
export class Killed extends Error {}

/** What happens at an operation: it fails, or the process dies right after it. */
export type Fault = 'fails' | 'dies';

/** What dying after makes no difference to having died earlier. */
const looking = ['realPath', 'look', 'list', 'read', 'hash', 'lookAt', 'open', 'close'];

/** A disk that forgets nothing, and so does not wait. */
export const quickDisk: Disk = { ...machineDisk, sync: () => {} };

/**
 * A disk on which something happens at operation `at`, counted from 1: of those that can fail, or of those that change something. A process
 * that died does nothing more.
 */
export class FaultyDisk {
  readonly disk: Disk;
  /** What was asked for at `at`; empty when there were not as many operations. */
  struck = '';
  #operations = 0;
  #isDead = false;

  constructor(at: number, fault: Fault, code = 'EIO', under: Disk = quickDisk) {
    const call = (name: string, work: () => unknown): unknown => {
      if (this.#isDead) throw new Killed();
      if (fault === 'dies' && looking.includes(name)) return work();
      this.#operations++;
      if (this.#operations !== at) return work();
      this.struck = name;
      if (fault === 'fails') throw Object.assign(new Error(`${code}: ${name}`), { code, syscall: name });
      this.#isDead = true;
      work();
      throw new Killed();
    };
    const entries = Object.entries(under).map(([name, operation]) => [
      name,
      (...given: readonly unknown[]) => call(name, () => operation(...given)),
    ]);
    this.disk = Object.fromEntries(entries) as Disk;
  }
}
