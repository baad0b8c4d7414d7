import { createBroker, type Broker } from '@k/broker';
import { MemoryNetwork, VirtualClock, type TimerHandle } from '@k/runtime';
import { Chance } from '../chance.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Controls } from './controls.ts';
import { Recorder } from './recorder.ts';
import { Weather } from './weather.ts';

/** What faults do to the machine of a client. */
export interface ClientHost {
  readonly name: string;
  /** Another process, when none runs. */
  start(): void;
  kill(): void;
  freeze(): void;
  thaw(): void;
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
  readonly controls: Controls;
  /** By name, in the order of the scenario. */
  readonly hosts = new Map<string, ClientHost>();

  private constructor(scenario: Scenario, parts: Pick<SimWorld, 'clock' | 'network' | 'broker'>) {
    this.scenario = scenario;
    this.clock = parts.clock;
    this.network = parts.network;
    this.broker = parts.broker;
    this.recorder = new Recorder(() => this.clock.monotonic());
    this.controls = new Controls(parts.broker, this.recorder);
    this.weather = new Weather(parts.network, { latencyMs: scenario.cluster.latencyMs });
  }

  static async create(scenario: Scenario): Promise<SimWorld> {
    const { seed, cluster, topics } = scenario;
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock, random: Chance.of(seed, 'network').random });
    const { nodes, asVersion, authorizer } = cluster;
    const broker = await createBroker({
      clock,
      network,
      random: Chance.of(seed, 'broker').random,
      nodes,
      asVersion,
      autoCreateTopics: false,
      groupConsumerSessionTimeoutMs: 10_000,
      groupConsumerHeartbeatIntervalMs: 1_000,
      ...(authorizer ? { authorizer: { allowEveryoneIfNoAclFound: true } } : {}),
    });
    if (cluster.transactionVersion > 0) broker.updateFeature('transaction.version', cluster.transactionVersion);
    const world = new SimWorld(scenario, { clock, network, broker });
    for (const { name, partitions, replicationFactor, minInsyncReplicas } of topics) {
      broker.createTopic(name, {
        partitions,
        replicationFactor,
        config: { 'min.insync.replicas': minInsyncReplicas },
      });
      world.recorder.write({ type: 'topic', topic: name, partitions });
    }
    return world;
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
