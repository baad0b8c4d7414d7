import assert from 'node:assert/strict';
import type { Broker, BrokerOptions, PartitionDescription } from '../../src/index.ts';
import { fetchFrom, listOffset, produceTo } from '../support/calls.ts';
import type { RawClient } from '../support/raw-client.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { Simulated } from '../support/simulated.ts';

export const DELAY_MS = 100;

/** Three nodes with topic t, whose one partition has a replica on each and is led by the first. */
export class Cluster {
  readonly simulated: Simulated;
  readonly clients: readonly RawClient[];

  private constructor(simulated: Simulated, clients: readonly RawClient[]) {
    this.simulated = simulated;
    this.clients = clients;
  }

  static async start(
    options: BrokerOptions = {},
    config: Record<string, string> = {},
    replicas = [0, 1, 2],
  ): Promise<Cluster> {
    const simulated = await Simulated.start({ nodes: 3, replicaFetchDelayMs: DELAY_MS, ...options });
    // Its records are older than retention would have them.
    simulated.broker.createTopic('t', { assignment: [replicas], config: { 'retention.ms': '-1', ...config } });
    const clients: RawClient[] = [];
    for (const node of [0, 1, 2]) clients.push(await simulated.client(node));
    return new Cluster(simulated, clients);
  }

  get broker(): Broker {
    return this.simulated.broker;
  }

  /** Of each loss that the broker tells from now on: the first offset, the one behind the last, the high watermark. */
  losses(): [from: number, to: number, highWatermark: number][] {
    const losses: [number, number, number][] = [];
    this.broker.observe((event) => {
      if (event.type !== 'recordsLost') return;
      assert.deepEqual([event.topic, event.partition], ['t', 0]);
      losses.push([event.from, event.to, event.highWatermark]);
    });
    return losses;
  }

  get partition(): PartitionDescription {
    return this.broker.topic('t')?.partitions[0] as PartitionDescription;
  }

  /** Leader, leader epoch, in-sync replicas. */
  get state(): [leaderId: number, leaderEpoch: number, isr: readonly number[]] {
    const { leaderId, leaderEpoch, isr } = this.partition;
    return [leaderId, leaderEpoch, isr];
  }

  client(node: number): RawClient {
    return this.clients[node] as RawClient;
  }

  /** A node that came back dropped its clients. */
  async reconnect(node: number): Promise<RawClient> {
    const client = await this.simulated.client(node);
    (this.clients as RawClient[])[node] = client;
    return client;
  }

  /** Error code and offset; not waited for. */
  async write(value: string, acks = 1, node = this.partition.leaderId): Promise<[errorCode: number, offset: number]> {
    const answer = await produceTo(this.client(node), { name: 't' }, 0, batchOf([value]), { acks });
    return [answer.errorCode, Number(answer.baseOffset)];
  }

  run<T>(promise: Promise<T>): Promise<T> {
    return this.simulated.run(promise);
  }

  async wrote(value: string, acks = 1, node = this.partition.leaderId): Promise<[errorCode: number, offset: number]> {
    return this.run(this.write(value, acks, node));
  }

  /** One record of an idempotent producer, with acks=1. */
  idempotent(node: number, baseSequence: number): ReturnType<typeof produceTo> {
    const records = batchOf(['i'], { producerId: 77n, producerEpoch: 0, baseSequence });
    return produceTo(this.client(node), { name: 't' }, 0, records, { acks: 1 });
  }

  advance(ms: number): Promise<void> {
    return this.simulated.clock.advance(ms);
  }

  /** One fetch, and those after it until there is no more: each answers from one piece of the log. */
  async fetch(offset = 0, node = this.partition.leaderId) {
    const records: string[] = [];
    for (;;) {
      const answer = await this.run(fetchFrom(this.client(node), 't', 0, offset + records.length));
      const { errorCode, highWatermark } = answer;
      const found = recordsIn(answer.records);
      records.push(...found);
      if (found.length === 0) return { errorCode, highWatermark: Number(highWatermark), records };
    }
  }

  /** Error code and offset of ListOffsets for the latest. */
  async latest(node = this.partition.leaderId, version = 9): Promise<[errorCode: number, offset: number]> {
    const answer = await this.run(listOffset(this.client(node), 't', 0, -1, version));
    return [answer.errorCode, Number(answer.offset)];
  }

  stop(): Promise<void> {
    return this.simulated.stop();
  }
}
