import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { classpathOf } from './classpath.ts';
import { INSTANCE_PREFIX, writeInstance } from './instances.ts';
import { findJava } from './java.ts';
import { DEFAULT_VERSION, checkVersion } from './kafka-version.ts';
import { checkPortIsFree, freePorts, probeBrokers } from './probe.ts';
import { serverProperties } from './server-properties.ts';

const run = promisify(execFile);

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 30_000;

export interface KafkaOptions {
  /** @default DEFAULT_VERSION */
  version?: string;
  /** Port of the PLAINTEXT listener. @default a free one */
  port?: number;
  /** Lines of server.properties, winning over our own. @default none */
  properties?: Readonly<Record<string, string>>;
  /** Flags of the Java machine. @default made for a quick start and a small heap */
  jvmOptions?: readonly string[];
  /** Told what is going on. @default nobody */
  log?: (line: string) => void;
}

/** A running Apache Kafka: one node, broker and controller in one, all its data in a scratch folder. */
export interface KafkaServer {
  readonly version: string;
  /** `host:port` */
  readonly bootstrapServer: string;
  /** The scratch folder: server.properties, data, logs/broker.log. */
  readonly dir: string;
  /** Ends the broker in good order and starts it again with its data, on the same port. After kill() it only starts. */
  restart(): Promise<void>;
  /** Ends the broker at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends the broker and removes the scratch folder; `keep` leaves the folder. */
  stop(options?: { keep?: boolean }): Promise<void>;
  /** Resolves when the broker that runs now has ended, for whatever reason. */
  ended(): Promise<void>;
  /** Runs a class from Kafka's jars, such as `org.apache.kafka.tools.TopicCommand`. Resolves with its output. */
  runTool(className: string, args: readonly string[]): Promise<string>;
}

const QUICK_JVM = ['-Xmx512m', '-Xms256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/**
 * Starts a real Apache Kafka and waits until its metadata lists the broker.
 * @throws MissingPrerequisiteError where Java or Maven is missing
 */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaServer> {
  const { version = DEFAULT_VERSION, log = () => undefined } = options;
  checkVersion(version);
  if (options.port !== undefined) await checkPortIsFree(HOST, options.port);
  const java = await findJava();
  const classpath = await classpathOf(version, log);
  const [freePort = 0, controllerPort = 0] = await freePorts(HOST, 2);
  const dir = await mkdtemp(path.join(os.tmpdir(), INSTANCE_PREFIX));
  const server = new LocalKafka(version, options.port ?? freePort, controllerPort, dir, java, classpath, options);
  log(`starting Kafka ${version} on ${server.bootstrapServer}, in ${dir}`);
  await server.format();
  await server.start();
  return server;
}

class LocalKafka implements KafkaServer {
  readonly version: string;
  readonly bootstrapServer: string;
  readonly dir: string;
  readonly #port: number;
  readonly #controllerPort: number;
  readonly #java: string;
  readonly #classpath: string;
  readonly #properties: Readonly<Record<string, string>>;
  readonly #jvmOptions: readonly string[];
  /** The broker's process while it runs. */
  #process: ChildProcess | undefined;
  /** Even when this process ends by an exception, no broker stays behind. */
  readonly #killOnExit = (): void => {
    this.#process?.kill('SIGKILL');
  };

  constructor(
    version: string,
    port: number,
    controllerPort: number,
    dir: string,
    java: string,
    classpath: string,
    options: KafkaOptions,
  ) {
    this.version = version;
    this.bootstrapServer = `${HOST}:${port}`;
    this.dir = dir;
    this.#port = port;
    this.#controllerPort = controllerPort;
    this.#java = java;
    this.#classpath = classpath;
    this.#properties = options.properties ?? {};
    this.#jvmOptions = options.jvmOptions ?? QUICK_JVM;
    process.on('exit', this.#killOnExit);
  }

  get #config(): string {
    return path.join(this.dir, 'server.properties');
  }

  get #brokerLog(): string {
    return path.join(this.dir, 'logs', 'broker.log');
  }

  async format(): Promise<void> {
    await mkdir(path.join(this.dir, 'logs'), { recursive: true });
    const settings = {
      host: HOST,
      listeners: [{ name: 'PLAINTEXT', protocol: 'PLAINTEXT', port: this.#port }] as const,
      controllerPort: this.#controllerPort,
      dataFolder: path.join(this.dir, 'data'),
      properties: this.#properties,
    };
    await writeFile(this.#config, serverProperties(settings));
    await this.#writeLogSettings();
    // 16 bytes in base64url, the first of them fixed: the tool would take a leading "-" for an option.
    const clusterId = Buffer.concat([Buffer.from([40]), randomBytes(15)]).toString('base64url');
    await this.runTool('kafka.tools.StorageTool', ['format', '-t', clusterId, '-c', this.#config]);
  }

  async start(): Promise<void> {
    const output = openSync(this.#brokerLog, 'a');
    const args = [
      ...this.#jvmOptions,
      ...this.#logOptions('broker'),
      '-cp',
      this.#classpath,
      'kafka.Kafka',
      this.#config,
    ];
    const child = spawn(this.#java, args, { cwd: this.dir, stdio: ['ignore', output, output] });
    closeSync(output);
    this.#process = child;
    child.once('exit', () => {
      if (this.#process === child) this.#process = undefined;
    });
    await writeInstance(this.dir, {
      version: this.version,
      bootstrapServer: this.bootstrapServer,
      pid: child.pid ?? 0,
    });
    await this.#ready();
  }

  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.start();
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop({ keep = false } = {}): Promise<void> {
    await this.#end('SIGTERM');
    process.off('exit', this.#killOnExit);
    if (!keep) await rm(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }

  async ended(): Promise<void> {
    if (this.#process !== undefined) await once(this.#process, 'exit');
  }

  async runTool(className: string, args: readonly string[]): Promise<string> {
    const jvm = ['-Xmx256m', '-XX:TieredStopAtLevel=1', ...this.#logOptions('tool'), '-cp', this.#classpath, className];
    try {
      const { stdout } = await run(this.#java, [...jvm, ...args], { cwd: this.dir, maxBuffer: 1 << 26 });
      return stdout;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      // The error itself would add nothing but the command with its class path, pages of it.
      throw new Error(`${className} ${args.join(' ')} failed: ${lastLines(`${stdout}\n${stderr}`, 10)}`);
    }
  }

  /** Waits until the metadata lists the broker; the process ending first, or time running out, is an error with its log. */
  async #ready(): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.#process === undefined) throw await this.#failure('ended while starting');
      if (((await probeBrokers(HOST, this.#port, 2000)) ?? 0) > 0) return;
      await sleep(100);
    }
    const failure = await this.#failure(`gave no metadata within ${READY_TIMEOUT_MS / 1000} s`);
    await this.#end('SIGKILL');
    throw failure;
  }

  async #failure(what: string): Promise<Error> {
    const log = await readFile(this.#brokerLog, 'utf8').catch(() => '');
    return new Error(
      `Kafka ${this.version} ${what}; its log is ${this.#brokerLog}, and ends so:\n${lastLines(log, 15)}`,
    );
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  async #writeLogSettings(): Promise<void> {
    const pattern = '[%d] %p %c{1}: %m%n';
    const log4j2 = (level: string): string =>
      [
        'status=error',
        'appender.out.type=Console',
        'appender.out.name=out',
        'appender.out.layout.type=PatternLayout',
        `appender.out.layout.pattern=${pattern}`,
        `rootLogger.level=${level}`,
        'rootLogger.appenderRef.out.ref=out',
      ].join('\n');
    const log4j = (level: string): string =>
      [
        `log4j.rootLogger=${level}, out`,
        'log4j.appender.out=org.apache.log4j.ConsoleAppender',
        'log4j.appender.out.layout=org.apache.log4j.PatternLayout',
        `log4j.appender.out.layout.ConversionPattern=${pattern}`,
      ].join('\n');
    for (const [who, level] of Object.entries({ broker: 'info', tool: 'warn' })) {
      await writeFile(path.join(this.dir, `${who}.log4j2.properties`), log4j2(level));
      await writeFile(path.join(this.dir, `${who}.log4j.properties`), log4j(level));
    }
  }

  /** Kafka logs through log4j 2 from 4.0 on, through log4j 1 before. */
  #logOptions(who: 'broker' | 'tool'): string[] {
    return [
      `-Dlog4j2.configurationFile=${path.join(this.dir, `${who}.log4j2.properties`)}`,
      `-Dlog4j.configuration=file:${path.join(this.dir, `${who}.log4j.properties`)}`,
      `-Dkafka.logs.dir=${path.join(this.dir, 'logs')}`,
    ];
  }
}

function lastLines(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).join('\n');
}
