import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** In ms: much more than any program of a test needs on a machine that is busy. A wait that is over says what was printed. */
const MOST_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of a test, which ends with it. Every wait for it has a limit. */
export class Program implements AsyncDisposable {
  readonly child: ChildProcess;
  /** The limit of each wait that begins from now on, in ms. */
  mostMs = MOST_MS;
  readonly #name: string;
  readonly #ended: Promise<Ended>;
  readonly #lines: string[] = [];
  #stderr = '';
  #isOver = false;
  #taken = 0;
  /** Called when there is more of it, or its end. */
  readonly #onMore = new Set<() => void>();

  constructor(command: string, args: readonly string[], { env }: { readonly env?: NodeJS.ProcessEnv } = {}) {
    this.#name = [command, ...args].join(' ').slice(0, 300);
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...(env === undefined ? {} : { env }) });
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#changed();
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#changed();
    });
    this.#ended = once(child, 'close').then(([code]: (number | null)[]) => {
      this.#isOver = true;
      this.#changed();
      return { code: code ?? null, stdout: this.#lines.join('\n'), stderr: this.#stderr };
    });
  }

  /** A program of one file that is given as text, a module. */
  static ofText(text: string, args: readonly string[] = []): Program {
    return new Program(process.execPath, ['--input-type=module', '-e', text, ...args]);
  }

  /** When the process and its output have ended. */
  get ended(): Promise<Ended> {
    return this.#until('its end', () => this.#isOver).then(() => this.#ended);
  }

  /** The next line of its standard output. */
  async line(): Promise<string> {
    const place = this.#taken++;
    await this.#until(`line ${String(place + 1)} on stdout`, () => place < this.#lines.length);
    return this.#lines[place] as string;
  }

  /** Waits until this is on stderr. */
  told(pattern: RegExp): Promise<void> {
    return this.#until(`${String(pattern)} on stderr`, () => pattern.test(this.#stderr));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  #changed(): void {
    for (const look of [...this.#onMore]) look();
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    let look = (): void => undefined;
    let timer: NodeJS.Timeout | undefined;
    const missing = (why: string): Error =>
      new Error(`${this.#name}\n${why} ${what}; stdout:\n${this.#lines.join('\n')}\nstderr:\n${this.#stderr}`);
    try {
      await new Promise<void>((resolve, reject) => {
        look = () => {
          if (isSo()) resolve();
          else if (this.#isOver) reject(missing(`ended with ${String(this.child.exitCode)}, without`));
        };
        timer = setTimeout(() => reject(missing(`within ${String(this.mostMs)} ms it was waited in vain for`)), this.mostMs); // prettier-ignore
        this.#onMore.add(look);
        look();
      });
    } finally {
      clearTimeout(timer);
      this.#onMore.delete(look);
    }
  }
}
