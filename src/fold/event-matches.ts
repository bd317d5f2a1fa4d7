/** Which event of a lead matches which matcher, in columns that are used again for the next lead. */
export class EventMatches {
  count = 0;
  /** UTC ms. */
  at = new Float64Array(64);
  /** Index of the matcher among all of them, pain rules first. */
  matcher = new Int32Array(64);
  /** Index of the event in arrival order. */
  event = new Int32Array(64);

  clear(): void {
    this.count = 0;
  }

  add(at: number, matcher: number, event: number): void {
    if (this.count === this.at.length) this.#grow();
    this.at[this.count] = at;
    this.matcher[this.count] = matcher;
    this.event[this.count] = event;
    this.count++;
  }

  #grow(): void {
    const { at, matcher, event } = this;
    this.at = new Float64Array(this.count * 2);
    this.matcher = new Int32Array(this.count * 2);
    this.event = new Int32Array(this.count * 2);
    this.at.set(at);
    this.matcher.set(matcher);
    this.event.set(event);
  }
}
