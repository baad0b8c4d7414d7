import { Cluster } from '@k/cluster';
import { FakeBroker, inMemory, type MemoryPlace } from '@k/testing';
import {
  ApiVersions,
  ConsumerGroupHeartbeat,
  ErrorCode,
  FindCoordinator,
  JoinGroup,
  Metadata,
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  type MessageInit,
} from '@k/wire';
import { createGroupMember, type GroupMember, type GroupMemberInit } from '../../src/index.ts';
import type { Owner } from '../world.ts';

/** Ids of topics, as Kafka writes them. */
export const T = 'Tttttttttttttttttttttw';
export const U = 'Uuuuuuuuuuuuuuuuuuuuuw';

export type Heard = ConsumerGroupHeartbeatRequest;
type Answer = MessageInit<ConsumerGroupHeartbeatResponse>;

/** A coordinator that says what a test has it say, in virtual time. Topics t and u have three partitions. */
export class ScriptedCoordinator implements AsyncDisposable {
  readonly place: MemoryPlace;
  readonly broker: FakeBroker;
  readonly cluster: Cluster;
  readonly heard: Heard[] = [];
  /** How often somebody asked for topics by id. */
  asked = 0;
  /** Whether topics can be asked for by id. */
  tellsNames = true;
  /** What it says to the next heartbeats; undefined for nothing. Then what {@link ScriptedCoordinator.usual} says. */
  readonly next: (Answer | undefined)[] = [];
  /** The members' epoch. */
  epoch = 1;
  /** Told to who joins, or says everything. */
  target: Record<string, number[]> = { [T]: [0, 1, 2] };

  static async start(
    apis = [Metadata, FindCoordinator, JoinGroup, ConsumerGroupHeartbeat],
  ): Promise<ScriptedCoordinator> {
    const place = inMemory();
    return new ScriptedCoordinator(place, await place.run(FakeBroker.start(place, apis as never)));
  }

  private constructor(place: MemoryPlace, broker: FakeBroker) {
    this.place = place;
    this.broker = broker;
    const { host, port } = broker;
    this.cluster = new Cluster({ bootstrapServers: `${host}:${String(port)}`, runtime: place.runtime });
    broker.on(FindCoordinator, ({ body }) => ({
      coordinators: body.coordinatorKeys.map((key) => ({
        key,
        nodeId: 0,
        host,
        port,
        errorCode: 0,
        errorMessage: null,
      })),
    }));
    broker.on(Metadata, ({ body }) => {
      const byId = (body.topics ?? []).some(({ name }) => name === null);
      if (byId) this.asked += 1;
      const partitions = [0, 1, 2].map((partitionIndex) => ({
        partitionIndex,
        leaderId: 0,
        replicaNodes: [0],
        isrNodes: [0],
      }));
      const topics = [
        { name: 't', topicId: T, partitions },
        { name: 'u', topicId: U, partitions },
      ].filter((topic) =>
        (body.topics ?? []).some(({ name, topicId }) => name === topic.name || topicId === topic.topicId),
      );
      const unknown = (body.topics ?? []).map(({ topicId }) => ({
        name: null,
        topicId,
        errorCode: ErrorCode.UNKNOWN_TOPIC_ID,
      }));
      const brokers = [{ nodeId: 0, host, port }];
      return { brokers, clusterId: 'c', controllerId: 0, topics: byId && !this.tellsNames ? unknown : topics };
    });
    broker.on(ConsumerGroupHeartbeat, ({ body }) => {
      this.heard.push(body);
      if (this.next.length > 0) return this.next.shift();
      return this.usual(body);
    });
  }

  usual({ memberId, memberEpoch, topicPartitions, subscribedTopicNames }: Heard): Answer {
    if (memberEpoch < 0) return { memberId, memberEpoch, heartbeatIntervalMs: 0 };
    const isFull = topicPartitions !== null && subscribedTopicNames !== null;
    return this.says({ memberId, ...(isFull ? { assignment: this.target } : {}) });
  }

  /** An answer in the epoch of now. */
  says({ memberId = null, assignment }: { memberId?: string | null; assignment?: Record<string, number[]> }): Answer {
    const told = { memberId, memberEpoch: this.epoch, heartbeatIntervalMs: 5_000 };
    if (assignment === undefined) return told;
    const topicPartitions = Object.entries(assignment).map(([topicId, partitions]) => ({ topicId, partitions }));
    return { ...told, assignment: { topicPartitions } };
  }

  /** What the cluster says to have switched on. */
  finalize(levels: Record<string, number>): void {
    const finalizedFeatures = Object.entries(levels).map(([name, maxVersionLevel]) => ({
      name,
      maxVersionLevel,
      minVersionLevel: 0,
    }));
    this.broker.on(ApiVersions, () => ({ apiKeys: this.broker.ranges, finalizedFeaturesEpoch: 1n, finalizedFeatures }));
  }

  member(owner: Owner, options: Partial<GroupMemberInit['options']> = {}): GroupMember {
    return createGroupMember({
      cluster: this.cluster,
      options: { groupId: 'g', groupProtocol: 'consumer', ...options },
      handler: owner,
    });
  }

  run<R>(promise: Promise<R>): Promise<R> {
    return this.place.clock.runUntil(promise, { limitMs: 3_600_000 });
  }

  async pass(ms: number): Promise<void> {
    await this.place.pass(ms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run(this.cluster.close());
    await this.run(this.broker.close());
  }
}
