import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a process of its own, in a test: it ends with it. */
export class Command implements AsyncDisposable {
  readonly child: ChildProcess;
  /** Resolves with the first line of standard output. */
  readonly ready: Promise<string>;
  /** Resolves when the process and its output have ended. */
  readonly ended: Promise<Ended>;
  #stderr = '';
  readonly #lines: string[] = [];
  #onStderr: () => void = () => undefined;

  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#onStderr();
    });
    const lines = createInterface({ input: child.stdout }).on('line', (line) => this.#lines.push(line));
    const ended = once(child, 'close').then(([code]: (number | null)[]) => {
      return { code: code ?? null, stdout: this.#lines.join('\n'), stderr: this.#stderr };
    });
    this.ended = ended;
    this.ready = Promise.race([
      once(lines, 'line').then(([line]: string[]) => line ?? ''),
      ended.then(({ code, stderr }) => Promise.reject(new Error(`it ended with ${String(code)}: ${stderr}`))),
    ]);
    // Not every test asks for both.
    this.ready.catch(() => undefined);
  }

  /** host:port of the ready line. */
  async bootstrapServers(): Promise<string[]> {
    return (await this.ready).replace(/^ready /, '').split(',');
  }

  /** Waits until this is on stderr. */
  async told(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#stderr)) {
      await new Promise<void>((resolve) => {
        this.#onStderr = resolve;
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

export const runCommand = (args: readonly string[]): Promise<Ended> => new Command(args).ended;
