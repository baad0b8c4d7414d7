/** Shows how far a campaign is: a bar on a terminal, a line now and then elsewhere. */
export class Progress {
  readonly #total: number;
  readonly #isTerminal: boolean;
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  readonly #since: number;
  #done = 0;
  #failed = 0;

  constructor(
    total: number,
    output: { readonly isTTY?: boolean; write(text: string): unknown },
    now: () => number = () => performance.now(),
  ) {
    this.#total = total;
    this.#isTerminal = output.isTTY === true;
    this.#write = (text) => output.write(text);
    this.#now = now;
    this.#since = now();
  }

  seedDone(isGood: boolean): void {
    this.#done++;
    if (!isGood) this.#failed++;
    if (this.#isTerminal) this.#write(`\r${this.#bar()} ${this.#text()}`);
    else if (this.#done % this.#every === 0 && this.#done < this.#total) this.#write(`${this.#text()}\n`);
  }

  /** A line of its own, between those of the bar. */
  say(line: string): void {
    this.#write(this.#isTerminal ? `\r\u001b[K${line}\n` : `${line}\n`);
  }

  end(): void {
    this.say(this.#text());
  }

  /** Ten lines at most. */
  get #every(): number {
    return Math.max(1, Math.ceil(this.#total / 10));
  }

  #bar(): string {
    const filled = Math.round((this.#done / this.#total) * 30);
    return `[${'='.repeat(filled)}${' '.repeat(30 - filled)}]`;
  }

  #text(): string {
    const seconds = (this.#now() - this.#since) / 1_000;
    const rate = seconds > 0 ? (this.#done / seconds).toFixed(1) : '0';
    return `${String(this.#done)} of ${String(this.#total)} seeds, ${String(this.#failed)} failed, ${rate} seeds/s`;
  }
}
