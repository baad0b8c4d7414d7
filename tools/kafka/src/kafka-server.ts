import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { classpathOf } from './classpath.ts';
import { clusterIdArgument, scramArguments } from './format.ts';
import {
  type BrokerKerberos,
  checkKerberos,
  gssapiLoginModule,
  gssapiProperties,
  kerberosJvmOptions,
} from './gssapi-listener.ts';
import { INSTANCE_PREFIX, writeInstance } from './instances.ts';
import { findJava } from './java.ts';
import { type JavaSetting, runJavaTool } from './java-process.ts';
import { type KafkaNode, LocalNode } from './kafka-node.ts';
import { DEFAULT_VERSION, atLeast, checkVersion, needsZooKeeper } from './kafka-version.ts';
import {
  type ListenerName,
  type SecuredListener,
  checkListeners,
  checkUsers,
  saslMechanisms,
  securityProperties,
  staticJaasFile,
  storesScramUsers,
  usesSasl,
  usesTls,
} from './listeners.ts';
import { writeLogSettings } from './log-settings.ts';
import { freePorts } from './free-ports.ts';
import { checkPortIsFree } from './probe.ts';
import { type Quorum, serverProperties } from './server-properties.ts';
import { type SignedTokens, checkSignedTokens, signedTokenJvmOptions, signedTokenProperties } from './signed-tokens.ts';
import { type TlsMaterial, makeTlsMaterial } from './tls-material.ts';
import { ZooKeeper } from './zookeeper.ts';

const HOST = '127.0.0.1';

/** Who may come in through the SASL listeners unless the caller says otherwise. */
export const DEFAULT_USERS: Readonly<Record<string, string>> = { alice: 'alice-secret', bob: 'bob-secret' };

export interface KafkaOptions {
  /** 0.8.0 or newer; a ZooKeeper is run beside those before 3.3. @default DEFAULT_VERSION */
  version?: string;
  /** Port of the PLAINTEXT listener of the first node. @default a free one */
  port?: number;
  /** Brokers; in KRaft each is a controller too. @default 1 */
  nodes?: number;
  /** The id of the first; the others follow. @default 1 */
  firstNodeId?: number;
  /** Listeners beside PLAINTEXT, on free ports. SSL from 0.9 on, SASL from 0.10, MTLS from 0.11. @default none */
  listeners?: readonly SecuredListener[];
  /** Names and passwords of the SASL listeners. @default DEFAULT_USERS */
  users?: Readonly<Record<string, string>>;
  /** Whose tokens one of them takes by OAUTHBEARER, from 3.4 on; without it, all take tokens that nobody signed. */
  signedTokens?: SignedTokens;
  /** Lines of server.properties, winning over our own. @default none */
  properties?: Readonly<Record<string, string>>;
  /** [broker.rack] of each node. @default none */
  racks?: readonly string[];
  /** Flags of the Java machine. @default made for a quick start and a small heap */
  jvmOptions?: readonly string[];
  /** Told what is going on. @default nobody */
  log?: (line: string) => void;
  /** Makes the SASL listeners take GSSAPI too, from 0.9 on. @default they do not */
  kerberos?: BrokerKerberos;
}

/** A running Apache Kafka, all its data in a scratch folder. */
export interface KafkaServer {
  readonly version: string;
  /** `host:port` of the first node's PLAINTEXT listener. */
  readonly bootstrapServer: string;
  readonly nodes: readonly KafkaNode[];
  /** `host:port` of the ZooKeeper, in releases that need one. */
  readonly zooKeeperAddress: string | undefined;
  /** `host:port` of each node's listener of this name. @throws Error when there is none */
  addresses(listener: ListenerName): string[];
  /** The certificates, where a TLS listener was asked for. */
  readonly tls: TlsMaterial | undefined;
  /** What the SASL listeners take, if there are any. */
  readonly mechanisms: readonly string[];
  readonly users: Readonly<Record<string, string>>;
  /** The scratch folder: server-1.properties, data-1, logs/broker-1.log, ... */
  readonly dir: string;
  /** Ends every broker in good order and starts it again with its data, on the same ports. After kill() it only starts. */
  restart(): Promise<void>;
  /** Ends every broker at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends all and removes the scratch folder; `keep` leaves the folder. */
  stop(options?: { keep?: boolean }): Promise<void>;
  /** Resolves when one of the brokers that run now has ended, for whatever reason. */
  ended(): Promise<void>;
  /** Runs a class from the jars of the first node, such as `org.apache.kafka.tools.TopicCommand`. Resolves with its output. */
  runTool(className: string, args: readonly string[]): Promise<string>;
}

/** The snappy-java of Kafka before 0.8.2 loads its native code by a way that Java has closed since 16. */
const OLD_SNAPPY_JVM = ['--add-opens=java.base/java.lang=ALL-UNNAMED'];
const QUICK_JVM = ['-Xmx512m', '-Xms256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/**
 * Starts a real Apache Kafka and waits until its metadata lists its brokers.
 * @throws MissingPrerequisiteError where Java, Maven or, for TLS, openssl is missing
 */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaServer> {
  const { version = DEFAULT_VERSION, nodes = 1, log = () => undefined } = options;
  checkVersion(version);
  checkListeners(
    version,
    (options.listeners ?? []).filter((name) => options.kerberos === undefined || !usesSasl(name)),
  );
  if (options.signedTokens !== undefined) checkSignedTokens(version);
  checkUsers(options.users ?? DEFAULT_USERS);
  if (options.kerberos !== undefined) checkKerberos(version);
  if (!(Number.isInteger(nodes) && nodes >= 1)) throw new Error(`a Kafka has one node or more, not ${nodes}`);
  if (options.port !== undefined) await checkPortIsFree(HOST, options.port);
  const java = await findJava();
  const classpath = await classpathOf(version, log);
  const dir = await mkdtemp(path.join(os.tmpdir(), INSTANCE_PREFIX));
  const setting: JavaSetting = { java, classpath, dir };
  await mkdir(path.join(dir, 'logs'));
  await writeLogSettings(dir);
  const tls = options.listeners?.some(usesTls) === true ? await makeTlsMaterial(path.join(dir, 'tls')) : undefined;
  const server = new LocalKafka(version, options, setting, tls, await choosePorts(options, nodes));
  log(`starting Kafka ${version} on ${server.bootstrapServer}, in ${dir}`);
  try {
    await server.prepare();
    await server.start();
  } catch (error) {
    // The folder stays: the error names the log in it.
    await server.stop({ keep: true });
    throw error;
  }
  return server;
}

/** Of each node its listeners' ports, PLAINTEXT first, and one more for its controller or for ZooKeeper. */
async function choosePorts({ port, listeners = [] }: KafkaOptions, nodes: number): Promise<number[][]> {
  const perNode = listeners.length + 2;
  const free = await freePorts(HOST, nodes * perNode);
  if (port !== undefined) free[0] = port;
  return Array.from({ length: nodes }, (_, i) => free.slice(i * perNode, (i + 1) * perNode));
}

class LocalKafka implements KafkaServer {
  readonly version: string;
  readonly bootstrapServer: string;
  readonly nodes: readonly LocalNode[];
  readonly tls: TlsMaterial | undefined;
  readonly mechanisms: readonly string[];
  readonly users: Readonly<Record<string, string>>;
  readonly dir: string;
  readonly #zooKeeper: ZooKeeper | undefined;
  /** The file that brokers before 2.0 read their SASL settings from. */
  readonly #jaas: { readonly file: string; readonly text: string } | undefined;

  constructor(
    version: string,
    options: KafkaOptions,
    setting: JavaSetting,
    tls: TlsMaterial | undefined,
    ports: number[][],
  ) {
    const names = ['PLAINTEXT', ...(options.listeners ?? [])] as const;
    const sasl = names.some(usesSasl);
    const kerberos = sasl ? options.kerberos : undefined;
    this.version = version;
    this.dir = setting.dir;
    this.tls = tls;
    this.users = sasl ? (options.users ?? DEFAULT_USERS) : {};
    const gssapi = kerberos === undefined ? [] : ['GSSAPI'];
    this.mechanisms = sasl ? [...saslMechanisms(version), ...gssapi] : [];
    const loginModules = kerberos === undefined ? [] : [gssapiLoginModule(kerberos)];
    const jaas = sasl ? staticJaasFile(version, this.users, loginModules) : undefined;
    if (jaas !== undefined) this.#jaas = { file: path.join(this.dir, 'jaas.conf'), text: jaas };
    const jaasOptions = this.#jaas === undefined ? [] : [`-Djava.security.auth.login.config=${this.#jaas.file}`];

    const tokens = options.signedTokens;
    const tokenOptions = tokens === undefined ? [] : signedTokenJvmOptions(tokens);

    const extraPort = (node: number): number => ports[node]?.at(-1) ?? 0;
    const { firstNodeId = 1 } = options;
    const voters = ports.map((_, i) => `${firstNodeId + i}@${HOST}:${extraPort(i)}`).join(',');
    if (needsZooKeeper(version)) this.#zooKeeper = new ZooKeeper(HOST, extraPort(0), setting);
    this.nodes = ports.map((ofNode, i) => {
      const [first = 0, ...others] = ofNode;
      const listeners = [
        { name: names[0], port: first },
        ...(options.listeners ?? []).map((name, l) => ({ name, port: others[l] ?? 0 })),
      ] as const;
      const quorum: Quorum =
        this.#zooKeeper === undefined
          ? { kind: 'kraft', controllerPort: extraPort(i), voters }
          : { kind: 'zookeeper', connect: this.#zooKeeper.address };
      const properties = serverProperties({
        version,
        host: HOST,
        nodeId: firstNodeId + i,
        nodes: ports.length,
        listeners,
        quorum,
        dataFolder: path.join(this.dir, `data-${firstNodeId + i}`),
        properties: {
          ...securityProperties(version, names, this.users, tls),
          ...(tokens === undefined ? {} : signedTokenProperties(tokens)),
          ...(kerberos === undefined ? {} : gssapiProperties(version, names, this.mechanisms, kerberos)),
          ...(options.racks === undefined ? {} : { 'broker.rack': options.racks[i] ?? '' }),
          ...options.properties,
        },
      });
      const init = {
        id: firstNodeId + i,
        version,
        host: HOST,
        listeners,
        properties,
        jvmOptions: [
          ...(options.jvmOptions ?? QUICK_JVM),
          ...(atLeast(version, '0.8.2') ? [] : OLD_SNAPPY_JVM),
          ...jaasOptions,
          ...tokenOptions,
          ...(kerberos === undefined ? [] : kerberosJvmOptions(kerberos)),
        ],
        wantedBrokers: () => this.nodes.filter((node) => node.process.running).length,
        // In KRaft the broker itself waits for that.
        forgotten: async () => this.#zooKeeper?.forgets(i + 1),
        onProcess: () => this.#writeInstance(),
        log: options.log ?? (() => undefined),
      };
      return new LocalNode(init, setting);
    });
    this.bootstrapServer = this.addresses('PLAINTEXT')[0] ?? '';
  }

  addresses(listener: ListenerName): string[] {
    return this.nodes.map(({ addresses }) => {
      const address = addresses.get(listener);
      if (address === undefined) {
        throw new Error(`this Kafka has no ${listener} listener; it has ${[...addresses.keys()].join(', ')}`);
      }
      return address;
    });
  }

  /** What is done once, before the brokers start: configuration, formatting, users. */
  async prepare(): Promise<void> {
    if (this.#jaas !== undefined) await writeFile(this.#jaas.file, this.#jaas.text);
    for (const node of this.nodes) await node.writeConfig();
    const scramUsers = storesScramUsers(this.version) ? this.users : {};
    if (this.#zooKeeper === undefined) {
      const clusterId = clusterIdArgument();
      for (const { config } of this.nodes) {
        const args = ['format', ...clusterId, '-c', config, ...scramArguments(scramUsers)];
        await this.runTool('kafka.tools.StorageTool', args);
      }
      return;
    }
    await this.#zooKeeper.start();
    await this.#writeInstance();
    for (const [user, password] of Object.entries(scramUsers)) {
      const config = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].map((name) => `${name}=[password=${password}]`).join(',');
      const who = ['--entity-type', 'users', '--entity-name', user];
      const where = ['--zookeeper', this.#zooKeeper.address];
      await this.runTool('kafka.admin.ConfigCommand', [...where, '--alter', '--add-config', config, ...who]);
    }
  }

  async start(): Promise<void> {
    for (const node of this.nodes) await node.launch();
    if (!atLeast(this.version, '0.9')) await this.#makeFirstTopic();
    for (const node of this.nodes) await node.ready();
  }

  get zooKeeperAddress(): string | undefined {
    return this.#zooKeeper?.address;
  }

  async restart(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end()));
    await this.start();
  }

  async kill(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  async stop({ keep = false } = {}): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end()));
    await this.#zooKeeper?.process.end('SIGTERM');
    if (!keep) await rm(this.dir, { recursive: true, force: true, maxRetries: 3 });
  }

  async ended(): Promise<void> {
    await Promise.race(this.nodes.map((node) => node.ended()));
  }

  async runTool(className: string, args: readonly string[]): Promise<string> {
    return await runJavaTool((this.nodes[0] as LocalNode).setting, className, args);
  }

  /** A fresh 0.8 answers metadata with no brokers at all until there is a topic. */
  async #makeFirstTopic(): Promise<void> {
    for (const node of this.nodes) await node.ready(0);
    const where = ['--zookeeper', this.#zooKeeper?.address ?? '', '--topic', 'first'];
    const [tool, ...size] = atLeast(this.version, '0.8.1')
      ? ['kafka.admin.TopicCommand', '--create', '--partitions', '1', '--replication-factor', '1']
      : ['kafka.admin.CreateTopicCommand', '--partition', '1', '--replica', '1'];
    // The broker answers before it has told ZooKeeper that it is there.
    let output = '';
    for (let attempt = 0; attempt < 10; attempt++) {
      output = await this.runTool(tool, [...where, ...size]).catch((error: unknown) => (error as Error).message);
      if (/Created topic|creation succeeded|exists/.test(output)) return;
      await sleep(500);
    }
    throw new Error(`Kafka ${this.version} did not take its first topic: ${output}`);
  }

  async #writeInstance(): Promise<void> {
    const programs = [...this.nodes.map((node) => node.process), this.#zooKeeper?.process];
    const pids = programs.map((each) => each?.pid).filter((pid) => pid !== undefined);
    await writeInstance(this.dir, { version: this.version, bootstrapServer: this.bootstrapServer, pids });
  }
}
