import type { Session } from './session.js';

/** Shows how far a long step is: a line that is rewritten on a terminal, a line per 10 % elsewhere. Nothing within the first second. */
export class Progress {
  readonly #session: Session;
  readonly #label: string;
  readonly #share: () => number | undefined;
  readonly #timer: NodeJS.Timeout;
  #lastTenth = 0;
  #drawn = false;
  #ticks = 0;

  constructor(session: Session, label: string, share: () => number | undefined) {
    this.#session = session;
    this.#label = label;
    this.#share = share;
    this.#timer = setInterval(() => this.#tick(), 250);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#drawn) this.#session.terminal.stderr.write('\r\u001b[2K');
  }

  #tick(): void {
    this.#ticks++;
    const { stderr } = this.#session.terminal;
    const { quiet, plain } = this.#session.flags;
    const share = this.#share();
    if (quiet === true || this.#ticks < 4 || share === undefined) return;
    if (stderr.isTTY === true && plain !== true) {
      const filled = Math.round(share * 20);
      stderr.write(
        `\r\u001b[2K${this.#label} [${'#'.repeat(filled)}${'.'.repeat(20 - filled)}] ${Math.floor(share * 100)} %`,
      );
      this.#drawn = true;
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth > this.#lastTenth && tenth < 10) {
      stderr.write(`${this.#label}: ${tenth * 10} %\n`);
      this.#lastTenth = tenth;
    }
  }
}
