// Takes the lock of a state as a process of its own, says so, and holds it until its input ends.
import { machineDisk } from '../../dist/store/disk.js';
import { takeLock } from '../../dist/store/lock.js';
import { livenessOf, thisProcess } from '../../dist/store/owner.js';

const owner = thisProcess('nurture run', 0);
const taken = takeLock({ disk: machineDisk, owner, livenessOf }, process.argv[2]);
process.stdout.write('release' in taken ? 'taken\n' : `held by ${taken.holder.pid}\n`);
if ('release' in taken) {
  for await (const _ of process.stdin);
  taken.release();
}
