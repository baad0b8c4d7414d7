import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { logOptions } from './log-settings.ts';

const run = promisify(execFile);

const STOP_TIMEOUT_MS = 30_000;
/** In ms: a tool takes some seconds, and on a machine that has much else to do ten times as long. */
const TOOL_TIMEOUT_MS = 180_000;

/** What every Java program of one run shares. */
export interface JavaSetting {
  readonly java: string;
  readonly classpath: string;
  /** The scratch folder of the run; logs go to its `logs`. */
  readonly dir: string;
}

/** A Java program that runs on until it is told to end. What it says goes to `logs/<name>.log`. */
export class JavaProcess {
  readonly name: string;
  readonly logFile: string;
  readonly #setting: JavaSetting;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  /** Even when this process ends by an exception, nothing stays behind. */
  readonly #killOnExit = (): void => {
    this.#child?.kill('SIGKILL');
  };

  /** @param args flags of the Java machine, the class, and its arguments */
  constructor(name: string, setting: JavaSetting, args: readonly string[]) {
    this.name = name;
    this.logFile = path.join(setting.dir, 'logs', `${name}.log`);
    this.#setting = setting;
    this.#args = args;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** Its process number while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#child !== undefined) throw new Error(`${this.name} runs already`);
    const { java, classpath, dir } = this.#setting;
    const output = openSync(this.logFile, 'a');
    const args = [...logOptions(dir, 'server'), '-cp', classpath, ...this.#args];
    const child = spawn(java, args, { cwd: dir, stdio: ['ignore', output, output] });
    closeSync(output);
    this.#child = child;
    process.on('exit', this.#killOnExit);
    child.once('exit', () => {
      process.off('exit', this.#killOnExit);
      if (this.#child === child) this.#child = undefined;
    });
  }

  /** Resolves when it has ended; one that does not heed SIGTERM in time is killed. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Resolves when what runs now has ended, for whatever reason. */
  async ended(): Promise<void> {
    if (this.#child !== undefined) await once(this.#child, 'exit');
  }

  /** @param what what it did, such as "ended while starting" */
  async failure(what: string): Promise<Error> {
    const log = await readFile(this.logFile, 'utf8').catch(() => '');
    return new Error(`${this.name} ${what}; its log is ${this.logFile}, and ends so:\n${lastLines(log, 15)}`);
  }
}

/** Runs a class to its end, which it is brought to after three minutes. Resolves with its output. */
export async function runJavaTool(
  { java, classpath, dir }: JavaSetting,
  className: string,
  args: readonly string[],
): Promise<string> {
  const jvm = ['-Xmx256m', '-XX:TieredStopAtLevel=1', ...logOptions(dir, 'tool'), '-cp', classpath, className];
  try {
    const limit = { timeout: TOOL_TIMEOUT_MS, killSignal: 'SIGKILL' } as const;
    const { stdout } = await run(java, [...jvm, ...args], { cwd: dir, maxBuffer: 1 << 26, ...limit });
    return stdout;
  } catch (error) {
    const {
      stdout = '',
      stderr = '',
      killed = false,
    } = error as { stdout?: string; stderr?: string; killed?: boolean };
    // The error itself would add nothing but the command with its class path, pages of it.
    const what = killed ? `did not end within ${TOOL_TIMEOUT_MS / 1000} s` : 'failed';
    throw new Error(`${className} ${args.join(' ')} ${what}: ${lastLines(`${stdout}\n${stderr}`, 10)}`);
  }
}

function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join('\n');
}
