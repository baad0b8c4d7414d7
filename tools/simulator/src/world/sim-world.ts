import { createBroker, type Broker } from '@k/broker';
import { MemoryNetwork, VirtualClock, type Random, type TimerHandle } from '@k/runtime';
import type { HistoryEvent } from '@k/tool-history';
import { Chance } from '../chance.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Controls } from './controls.ts';
import { Losses } from './losses.ts';
import { Recorder } from './recorder.ts';
import { Weather } from './weather.ts';

/** What is told of a run beside its history. */
export interface WatchOptions {
  /** Notes every request that a node takes up. @default false */
  readonly requests?: boolean | undefined;
  /** Told each event of the history as it happens. */
  readonly onEvent?: ((event: HistoryEvent) => void) | undefined;
}

/** What faults do to the machine of a client. */
export interface ClientHost {
  readonly name: string;
  /** Another process, when none runs. */
  start(): void;
  kill(): void;
  freeze(): void;
  thaw(): void;
  /** Its program ends as it should, and begins anew. */
  restart(): void;
  /** How many ms its wall clock goes before that of the world. */
  setClockAhead(ms: number): void;
}

/** All that a run has: time, network, brokers, the hosts of its clients, and who writes it down. */
export class SimWorld {
  readonly scenario: Scenario;
  readonly clock: VirtualClock;
  readonly network: MemoryNetwork;
  readonly weather: Weather;
  readonly broker: Broker;
  readonly recorder: Recorder;
  /** For what the world itself does. */
  readonly random: Random;
  readonly controls: Controls;
  readonly losses: Losses;
  /** Nodes that do not reach the others. */
  readonly cutOff = new Set<number>();
  /** By name, in the order of the scenario. */
  readonly hosts = new Map<string, ClientHost>();
  /** Ids of members that were closed when nothing was wrong any more: their groups must not have them. */
  readonly goodbyes = new Set<string>();
  /** Nothing goes wrong any more. */
  isHealed = false;

  private constructor(
    scenario: Scenario,
    parts: Pick<SimWorld, 'clock' | 'network' | 'broker'>,
    onEvent: ((event: HistoryEvent) => void) | undefined,
  ) {
    this.scenario = scenario;
    this.clock = parts.clock;
    this.network = parts.network;
    this.broker = parts.broker;
    this.recorder = new Recorder(() => Math.round(this.clock.monotonic() * 100) / 100, onEvent);
    this.random = Chance.of(scenario.seed, 'world').random;
    this.losses = new Losses(parts.broker, this.recorder);
    this.controls = new Controls(parts.broker, this.recorder);
    this.weather = new Weather(parts.network, { latencyMs: scenario.cluster.latencyMs });
  }

  static async create(scenario: Scenario, { onEvent, requests = false }: WatchOptions = {}): Promise<SimWorld> {
    const { seed, cluster, topics } = scenario;
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock, random: Chance.of(seed, 'network').random });
    const { nodes, asVersion, authorizer, consumerSessionMs = 45_000, replication } = cluster;
    const broker = await createBroker({
      clock,
      network,
      random: Chance.of(seed, 'broker').random,
      nodes,
      asVersion,
      autoCreateTopics: false,
      groupConsumerSessionTimeoutMs: consumerSessionMs,
      groupConsumerHeartbeatIntervalMs: 1_000,
      // Who may not see a topic for a while does not have it again before the next one.
      groupConsumerRegexRefreshIntervalMs: 10_000,
      ...(replication === undefined
        ? {}
        : {
            replicaFetchDelayMs: replication.fetchDelayMs,
            configs: {
              'replica.lag.time.max.ms': replication.lagTimeMaxMs,
              'broker.session.timeout.ms': replication.sessionMs,
            },
          }),
      ...(authorizer ? { authorizer: { allowEveryoneIfNoAclFound: true } } : {}),
    });
    if (cluster.transactionVersion > 0) broker.updateFeature('transaction.version', cluster.transactionVersion);
    const world = new SimWorld(scenario, { clock, network, broker }, onEvent);
    if (requests) world.#noteRequests();
    for (const { name } of topics) world.createTopic(name);
    return world;
  }

  /** As the scenario has it. */
  createTopic(name: string): void {
    const found = this.scenario.topics.find((topic) => topic.name === name);
    if (found === undefined) throw new Error(`the scenario has no topic ${name}`);
    const { partitions, replicationFactor, minInsyncReplicas } = found;
    const config = { 'min.insync.replicas': minInsyncReplicas };
    this.broker.createTopic(name, { partitions, replicationFactor, config });
    this.recorder.write({ type: 'topic', topic: name, partitions });
  }

  #noteRequests(): void {
    this.broker.observe((event) => {
      if (event.type === 'request') {
        const { nodeId, clientId, apiName, version, connectionId } = event;
        const connection = `connection ${String(connectionId)}`;
        this.recorder.note(
          `node ${String(nodeId)}`,
          `${apiName} v${String(version)} of ${String(clientId)}, ${connection}`,
        );
      } else if (event.type === 'connect' || event.type === 'disconnect') {
        this.recorder.note(`node ${String(event.nodeId)}`, `connection ${String(event.connectionId)}: ${event.type}`);
      }
    });
  }

  get bootstrapServers(): string[] {
    return this.broker.bootstrapServers;
  }

  addressOf(nodeId: number): string {
    return this.bootstrapServers[nodeId] as string;
  }

  /** What a promise gives, or undefined when that takes longer. */
  async within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
    let timer: TimerHandle;
    const late = new Promise<undefined>((resolve) => {
      timer = this.clock.setTimeout(() => {
        resolve(undefined);
      }, ms);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      this.clock.clearTimeout(timer);
    }
  }

  /** Virtual time of the world itself: no process need be alive. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.setTimeout(resolve, ms));
  }
}
