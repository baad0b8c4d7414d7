import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { CompressionType } from '@k/codec';
import { PATIENCE_MS } from '../lab.ts';
import type {
  Administer,
  Command,
  Fence,
  ForeignRecord,
  Line,
  SeenRecord,
  Subscription,
  Transact,
} from './contract.ts';
import { Member } from './member.ts';

/** How to start a driver; the bootstrap servers become its last argument. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Call {
  readonly resolve: (ok: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A client of others at work in a process of its own, which is told what to do in lines of JSON. */
export class Driver {
  /** What the driver says that it is, with versions; undefined until it has started. */
  #client: string | undefined;
  readonly #child: ChildProcess;
  readonly #calls = new Map<number, Call>();
  readonly #members = new Map<string, Member>();
  readonly #ended: Promise<void>;
  #started: Call | undefined;
  /** Why nothing can be asked of it any more. */
  #failure: Error | undefined;
  #ids = 0;
  /** The last that it wrote to stderr. */
  #complaints: string[] = [];

  private constructor({ command, args, env }: Program, bootstrapServers: readonly string[]) {
    this.#child = spawn(command, [...args, bootstrapServers.join(',')], { env: { ...process.env, ...env } });
    const { stdin, stdout, stderr } = this.#child;
    if (stdin === null || stdout === null || stderr === null) throw new Error('a driver is started with pipes');
    // A driver that has died is known by its exit.
    stdin.on('error', () => undefined);
    createInterface({ input: stdout }).on('line', (line) => this.#onLine(line));
    createInterface({ input: stderr }).on('line', (line) => {
      this.#complaints = [...this.#complaints.slice(-19), line];
    });
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#fail(error);
        resolve();
      });
      this.#child.on('close', (code, signal) => {
        this.#fail(new Error(`the driver ended with ${signal ?? String(code)}`));
        resolve();
      });
    });
  }

  /** @returns it once it has said who it is */
  static async start(program: Program, bootstrapServers: readonly string[]): Promise<Driver> {
    const driver = new Driver(program, bootstrapServers);
    try {
      await driver.#wait('starting', (call) => {
        driver.#started = call;
      });
    } catch (error) {
      await driver.close();
      throw error;
    }
    return driver;
  }

  get client(): string {
    return this.#client ?? 'a client that has not started';
  }

  async topics(): Promise<ReadonlyMap<string, number>> {
    return new Map(Object.entries((await this.#call({ do: 'topics' })) as Record<string, number>));
  }

  async produce(topic: string, codec: CompressionType, records: readonly ForeignRecord[]): Promise<void> {
    await this.#call({ do: 'produce', topic, codec, records });
  }

  async consume(topic: string, partitions: number, count: number, committedOnly = false): Promise<SeenRecord[]> {
    return (await this.#call({ do: 'consume', topic, partitions, count, committedOnly })) as SeenRecord[];
  }

  async transact(transact: Transact): Promise<void> {
    await this.#call({ do: 'transact', ...transact });
  }

  /** @returns the error of the producer that was fenced */
  async fence(fence: Fence): Promise<string> {
    return (await this.#call({ do: 'fence', ...fence })) as string;
  }

  async count(application: string, from: string, to: string): Promise<void> {
    await this.#call({ do: 'count', application, from, to });
  }

  async stop(application: string): Promise<void> {
    await this.#call({ do: 'stop', application });
  }

  async join(group: string, subscription: Subscription): Promise<Member> {
    const name = `member-${this.#members.size + 1}`;
    const member = new Member(name, (what) => this.#call({ do: what, member: name }));
    this.#members.set(name, member);
    await this.#call({ do: 'join', member: name, group, ...subscription });
    return member;
  }

  /** @returns what the command tells */
  async administer<Told = null>(command: Administer): Promise<Told> {
    return (await this.#call(command)) as Told;
  }

  /** Ends it in the middle of whatever it is at: its members send nothing any more. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** It stands still as it is, until {@link goOn}. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  /** Ends it: at the end of its input, or by force where it does not heed that. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.#ended;
    clearTimeout(timer);
  }

  #call(command: Command): Promise<unknown> {
    const id = (this.#ids += 1);
    return this.#wait(command.do, (call) => {
      this.#calls.set(id, call);
      this.#child.stdin?.write(`${JSON.stringify({ id, ...command })}\n`);
    });
  }

  #wait(what: string, begin: (call: Call) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        call.reject(this.#error(`no answer for ${PATIENCE_MS / 1000} s`));
      }, PATIENCE_MS);
      const call: Call = {
        resolve: (ok) => {
          clearTimeout(timer);
          resolve(ok);
        },
        reject: (error) => {
          clearTimeout(timer);
          // No cause: its stack would be ours, and say nothing of the client.
          reject(new Error(`${this.client}: ${what}: ${error.message}`));
        },
      };
      if (this.#failure === undefined) begin(call);
      else call.reject(this.#failure);
    });
  }

  #onLine(text: string): void {
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch {
      this.#fail(new Error(`the driver said what is no JSON: ${text.slice(0, 200)}`));
      return;
    }
    if ('client' in line) {
      this.#client = line.client;
      this.#started?.resolve(undefined);
    } else if ('member' in line) this.#members.get(line.member)?.onEvent(line);
    else {
      const call = this.#calls.get(line.id);
      this.#calls.delete(line.id);
      if ('error' in line) call?.reject(this.#error(line.error));
      else call?.resolve(line.ok);
    }
  }

  #fail(reason: Error): void {
    this.#failure ??= this.#error(reason.message);
    this.#started?.reject(this.#failure);
    for (const call of this.#calls.values()) call.reject(this.#failure);
    this.#calls.clear();
    for (const [member, { onEvent }] of this.#members) onEvent({ member, error: this.#failure.message });
  }

  #error(what: string): Error {
    return new Error([what, ...this.#complaints].join('\n  '));
  }
}
