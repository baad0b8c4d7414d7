import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { classpathOf } from './classpath.ts';
import { JavaProcess, type JavaSetting } from './java-process.ts';
import { atLeast } from './kafka-version.ts';
import type { Listener, ListenerName } from './listeners.ts';
import { probeBrokers } from './probe.ts';

const READY_TIMEOUT_MS = 90_000;

/** One broker of a running Kafka. */
export interface KafkaNode {
  readonly id: number;
  /** `host:port` of each listener it has. */
  readonly addresses: ReadonlyMap<ListenerName, string>;
  /** Of its process; undefined when that does not run. */
  readonly pid: number | undefined;
  /** Starts it again with its data, on the same ports, and waits until it answers. */
  start(): Promise<void>;
  /** The same as another release, which it is from then on: a step of a rolling upgrade. It must have ended. */
  startAs(version: string): Promise<void>;
  /** Ends it in good order. */
  end(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Resolves when what runs now has ended, for whatever reason. */
  ended(): Promise<void>;
}

export interface NodeInit {
  readonly id: number;
  readonly version: string;
  readonly host: string;
  readonly listeners: readonly [Listener, ...Listener[]];
  /** The text of its server.properties. */
  readonly properties: string;
  readonly jvmOptions: readonly string[];
  /** How many brokers its metadata must list before it counts as started. */
  readonly wantedBrokers: () => number;
  /** Waits until nobody takes the process that ran before for a running broker. */
  readonly forgotten: () => Promise<void>;
  /** Called when its process number has changed. */
  readonly onProcess: () => Promise<void>;
  readonly log: (line: string) => void;
}

export class LocalNode implements KafkaNode {
  readonly id: number;
  readonly addresses: ReadonlyMap<ListenerName, string>;
  readonly config: string;
  readonly #init: NodeInit;
  #version: string;
  #setting: JavaSetting;
  #process: JavaProcess;

  constructor(init: NodeInit, setting: JavaSetting) {
    const { id, host, listeners } = init;
    this.#init = init;
    this.#version = init.version;
    this.#setting = setting;
    this.id = id;
    this.addresses = new Map(listeners.map(({ name, port }) => [name, `${host}:${port}`]));
    this.config = path.join(setting.dir, `server-${id}.properties`);
    this.#process = this.#makeProcess();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get process(): JavaProcess {
    return this.#process;
  }

  /** Where the jars of what it is now are. */
  get setting(): JavaSetting {
    return this.#setting;
  }

  async writeConfig(): Promise<void> {
    await mkdir(path.dirname(this.config), { recursive: true });
    await writeFile(this.config, this.#init.properties);
  }

  async start(): Promise<void> {
    await this.launch();
    await this.ready();
  }

  async startAs(version: string): Promise<void> {
    this.#setting = { ...this.#setting, classpath: await classpathOf(version, this.#init.log) };
    this.#version = version;
    this.#process = this.#makeProcess();
    await this.start();
  }

  #makeProcess(): JavaProcess {
    const { id, jvmOptions } = this.#init;
    return new JavaProcess(`broker-${id}`, this.#setting, [...jvmOptions, 'kafka.Kafka', this.config]);
  }

  async end(): Promise<void> {
    await this.process.end('SIGTERM');
  }

  async kill(): Promise<void> {
    await this.process.end('SIGKILL');
  }

  async ended(): Promise<void> {
    await this.process.ended();
  }

  async launch(): Promise<void> {
    await this.#init.forgotten();
    this.process.start();
    await this.#init.onProcess();
  }

  /** Waits until its metadata lists enough brokers; its end before, or time running out, is an error with its log. */
  async ready(wanted = this.#init.wantedBrokers()): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    const { host, listeners } = this.#init;
    const version = this.#version;
    while (Date.now() < deadline) {
      if (!this.process.running) throw await this.process.failure(`of Kafka ${version} ended while starting`);
      const listed = await probeBrokers(host, listeners[0].port, 2000, atLeast(version, '0.10'));
      if (listed !== undefined && listed >= wanted) return;
      await sleep(100);
    }
    const seconds = READY_TIMEOUT_MS / 1000;
    const failure = await this.process.failure(`of Kafka ${version} gave no full metadata within ${seconds} s`);
    await this.kill();
    throw failure;
  }
}
