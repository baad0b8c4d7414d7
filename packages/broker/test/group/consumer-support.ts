import {
  ConsumerGroupDescribe,
  ConsumerGroupHeartbeat,
  type ConsumerGroupDescribeResponse,
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
} from '@k/wire';
import type { RawClient } from '../support/raw-client.ts';

export const HEARTBEAT_REBALANCE_MS = 30_000;

type Partitions = Record<string, readonly number[]>;

/** A member of a consumer group (KIP-848) as a client plays it, heartbeat by heartbeat. */
export class ConsumerClient {
  memberId: string;
  epoch = 0;
  /** What it was told to have, by topic id. */
  told: Partitions = {};
  /** What it says it has. */
  owned: Partitions = {};
  readonly #client: RawClient;
  readonly #groupId: string;

  constructor(client: RawClient, memberId: string, groupId = 'g') {
    this.#client = client;
    this.memberId = memberId;
    this.#groupId = groupId;
  }

  async send(more: Partial<ConsumerGroupHeartbeatRequest> = {}, version = 1): Promise<ConsumerGroupHeartbeatResponse> {
    const { memberId, epoch: memberEpoch } = this;
    const request = { groupId: this.#groupId, memberId, memberEpoch, ...more };
    const response = await this.#client.request(ConsumerGroupHeartbeat, version, request);
    if (response.errorCode === 0) {
      this.epoch = response.memberEpoch;
      this.memberId = response.memberId ?? this.memberId;
      const { assignment } = response;
      if (assignment !== null) {
        this.told = Object.fromEntries(
          assignment.topicPartitions.map(({ topicId, partitions }) => [topicId, partitions]),
        );
      }
    }
    return response;
  }

  join(
    topics: readonly string[] | null,
    more: Partial<ConsumerGroupHeartbeatRequest> = {},
  ): Promise<ConsumerGroupHeartbeatResponse> {
    this.owned = {};
    return this.send({
      memberEpoch: 0,
      rebalanceTimeoutMs: HEARTBEAT_REBALANCE_MS,
      subscribedTopicNames: topics === null ? null : [...topics],
      topicPartitions: [],
      ...more,
    });
  }

  /** Takes over what it was told to have, and says so. */
  follow(): Promise<ConsumerGroupHeartbeatResponse> {
    this.owned = this.told;
    return this.say();
  }

  /** Says what it has. */
  say(): Promise<ConsumerGroupHeartbeatResponse> {
    const topicPartitions = Object.entries(this.owned).map(([topicId, partitions]) => ({
      topicId,
      partitions: [...partitions],
    }));
    return this.send({ topicPartitions });
  }

  async leave(epoch: -1 | -2 = -1, more: Partial<ConsumerGroupHeartbeatRequest> = {}): Promise<number> {
    return (await this.send({ memberEpoch: epoch, ...more })).errorCode;
  }

  get partitions(): readonly number[] {
    return Object.values(this.told).flat();
  }
}

export async function describeGroup(
  client: RawClient,
  groupId = 'g',
): Promise<ConsumerGroupDescribeResponse['groups'][number]> {
  const { groups } = await client.request(ConsumerGroupDescribe, 1, { groupIds: [groupId] });
  return groups[0] as ConsumerGroupDescribeResponse['groups'][number];
}
