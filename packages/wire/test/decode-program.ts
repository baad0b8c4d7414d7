import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../src/decode/main.js', import.meta.url));

/** In ms: a kafka-decode that takes longer is ended, and its test fails. */
const LIMIT = { timeout: 60_000, killSignal: 'SIGKILL' } as const;

/** What kafka-decode says of an input. */
export function decode(args: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [bin, ...args], {
    ...LIMIT,
    input: input ?? '',
    encoding: 'utf8',
  });
  if (error !== undefined) throw new Error(`kafka-decode ${args.join(' ')}: ${error.message}: ${stdout}${stderr}`);
  return { status, stdout, stderr };
}

/** A kafka-decode that goes on until it is told to end. */
export class Decoding implements AsyncDisposable {
  readonly child: ChildProcess;
  /** When it and its output have ended: its exit code, or `null` when it was killed. */
  readonly ended: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(...args: string[]) {
    const child = spawn(process.execPath, [bin, ...args], { ...LIMIT, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  }

  /** Waits until a line like this is on stderr. */
  async told(pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = withParts<RegExpExecArray>();
    const look = (): void => {
      const found = pattern.exec(this.stderr);
      if (found !== null) resolve(found);
    };
    this.child.stderr?.on('data', look);
    look();
    void this.ended.then((code) => {
      reject(new Error(`kafka-decode ended with ${String(code)} before it told ${String(pattern)}: ${this.stderr}`));
    });
    return await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

function withParts<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}
