/** Taken places are given back when so many have come together. */
const KEPT_PLACES = 1024;

/** Frames that wait for their turn, first in, first out. Taking one costs the same however many wait. */
export class FrameQueue {
  #frames: (Buffer | undefined)[] = [];
  /** Those before it were taken: Array.shift() would move all the others each time. */
  #head = 0;
  #byteLength = 0;

  get isEmpty(): boolean {
    return this.#head === this.#frames.length;
  }

  /** Bytes of all that wait. */
  get byteLength(): number {
    return this.#byteLength;
  }

  push(frame: Buffer): void {
    this.#frames.push(frame);
    this.#byteLength += frame.length;
  }

  /** The one that waits longest; undefined when none does. */
  shift(): Buffer | undefined {
    const frame = this.#frames[this.#head];
    if (frame === undefined) return undefined;
    this.#byteLength -= frame.length;
    this.#frames[this.#head++] = undefined;
    if (this.isEmpty) this.clear();
    else if (this.#head >= KEPT_PLACES && this.#head * 2 >= this.#frames.length) {
      this.#frames = this.#frames.slice(this.#head);
      this.#head = 0;
    }
    return frame;
  }

  clear(): void {
    this.#frames.length = 0;
    this.#head = 0;
    this.#byteLength = 0;
  }
}
