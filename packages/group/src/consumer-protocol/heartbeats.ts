import {
  ConsumerGroupHeartbeat,
  ErrorCode,
  UnsupportedVersionError,
  errorFor,
  type ConsumerGroupHeartbeatRequest,
  type ConsumerGroupHeartbeatResponse,
  type MessageInit,
} from '@k/wire';
import type { Channel, Cluster, RequestBody } from '@k/cluster';
import { sayGoodbye } from '../goodbye.ts';
import type { GroupMemberSettings } from '../options.ts';
import { SubscriptionPattern, type WantedTopics } from '../subscription-pattern.ts';
import type { ConsumerMemberEffect, OwnedPartition, TargetAssignment } from './member-state.ts';

/** A heartbeat may take so many milliseconds, then the coordinator is looked for again: another may have taken over. */
const HEARTBEAT_LIMIT_MS = 15_000;
/** Takes a member out of its group. */
const LEAVE_EPOCH = -1;
/** The same for a static one, whose partitions stay its own for a session (KIP-345). */
const STATIC_LEAVE_EPOCH = -2;
/** The first version with regular expressions. */
const PATTERNS_SINCE = 1;

const API = ConsumerGroupHeartbeat.name;
const RELEASES =
  "groupProtocol 'consumer' takes Kafka 4.0, or 3.7 to 3.9 with group.coordinator.rebalance.protocols=classic,consumer";
const WAY_OUT = "'auto' goes on in the classic protocol where it has to";

const REMARKS: ReadonlyMap<number, string> = new Map([
  [ErrorCode.UNSUPPORTED_VERSION, `${RELEASES}, and the feature group.version at 1; ${WAY_OUT}.`],
  [
    ErrorCode.UNRELEASED_INSTANCE_ID,
    'Its partitions are free when that member leaves, or a session after it ended without a goodbye.',
  ],
  [
    ErrorCode.GROUP_ID_NOT_FOUND,
    "The group has members of the classic protocol, and its broker's group.consumer.migration.policy does not let it change over.",
  ],
]);

type SendHeartbeat = Extract<ConsumerMemberEffect, { type: 'sendHeartbeat' }>;

/** What one member says to its coordinator. */
export class Heartbeats {
  readonly #cluster: Cluster;
  readonly #options: GroupMemberSettings['options'];
  readonly #channel: Channel;

  constructor(cluster: Cluster, options: GroupMemberSettings['options']) {
    this.#cluster = cluster;
    this.#options = options;
    this.#channel = cluster.openChannel('group');
  }

  /** Ends the connections that only this member uses. */
  close(): Promise<void> {
    return this.#channel.close();
  }

  async send(heartbeat: SendHeartbeat, wanted: WantedTopics): Promise<ConsumerGroupHeartbeatResponse> {
    const { epoch } = heartbeat;
    const answer = await this.#request((version) => this.#body(heartbeat, wanted, version), HEARTBEAT_LIMIT_MS);
    // Sent back, a negative one would take the member out of its group. With 0 the coordinator lets it in later.
    if (answer.memberEpoch < Math.min(epoch, 1)) {
      const detail = `The coordinator answered with member epoch ${String(answer.memberEpoch)}.`;
      throw errorFor(ErrorCode.UNKNOWN_SERVER_ERROR, { api: API, about: this.#about, detail });
    }
    return answer;
  }

  /** Says goodbye, to another coordinator if need be, for a few seconds at most. */
  async leave(memberId: string): Promise<void> {
    const { groupId, groupInstanceId: instanceId = null } = this.#options;
    const memberEpoch = instanceId === null ? LEAVE_EPOCH : STATIC_LEAVE_EPOCH;
    await sayGoodbye(this.#cluster, groupId, async (timeoutMs) => {
      await this.#request({ groupId, memberId, memberEpoch, instanceId }, timeoutMs);
    });
  }

  get #about(): string {
    return `group '${this.#options.groupId}'`;
  }

  async #request(
    body: RequestBody<ConsumerGroupHeartbeatRequest>,
    timeoutMs: number,
  ): Promise<ConsumerGroupHeartbeatResponse> {
    const target = { coordinator: 'group', key: this.#options.groupId } as const;
    const answer = await this.#channel
      .request(target, ConsumerGroupHeartbeat, body, { timeoutMs })
      .catch((error: unknown) => {
        throw isApiMissing(error) ? withRemark(error) : error;
      });
    const { errorCode, errorMessage: message } = answer;
    if (errorCode === ErrorCode.NONE) return answer;
    throw errorFor(errorCode, { api: API, about: this.#about, message, detail: REMARKS.get(errorCode) });
  }

  #body(
    { memberId, epoch: memberEpoch, says, owned }: SendHeartbeat,
    wanted: WantedTopics,
    version: number,
  ): MessageInit<ConsumerGroupHeartbeatRequest> {
    const { groupId, groupInstanceId: instanceId = null, rebalanceTimeoutMs } = this.#options;
    const { clientRack: rackId = null, groupRemoteAssignor: serverAssignor = null } = this.#options;
    return {
      groupId,
      memberId,
      memberEpoch,
      instanceId,
      ...(says.settings ? { rackId, rebalanceTimeoutMs, serverAssignor } : {}),
      ...(says.subscription ? subscriptionFields(wanted, version) : {}),
      ...(says.owned ? { topicPartitions: byTopicId(owned) } : {}),
    };
  }
}

/** What the coordinator may send twice, or with numbers that none has, as a target without. */
export function targetIn({ assignment }: ConsumerGroupHeartbeatResponse): TargetAssignment | null {
  if (assignment === null) return null;
  const target = new Map<string, number[]>();
  for (const { topicId, partitions } of assignment.topicPartitions) {
    const all = new Set([...(target.get(topicId) ?? []), ...partitions.filter((partition) => partition >= 0)]);
    target.set(
      topicId,
      [...all].sort((a, b) => a - b),
    );
  }
  return target;
}

function subscriptionFields(wanted: WantedTopics, version: number): MessageInit<ConsumerGroupHeartbeatRequest> {
  if (!(wanted instanceof SubscriptionPattern)) {
    // An empty expression takes back one that was said before.
    return { subscribedTopicNames: [...wanted], ...(version < PATTERNS_SINCE ? {} : { subscribedTopicRegex: '' }) };
  }
  if (version >= PATTERNS_SINCE) return { subscribedTopicNames: [], subscribedTopicRegex: wanted.pattern };
  throw new UnsupportedVersionError({
    api: API,
    version,
    minVersion: PATTERNS_SINCE,
    maxVersion: ConsumerGroupHeartbeat.maxVersion,
    message: `${API}: a SubscriptionPattern takes version ${String(PATTERNS_SINCE)}, which came with Kafka 4.0, and the broker has version ${String(version)}: subscribe with a RegExp, which stays with the client, or with names`,
  });
}

function byTopicId(owned: readonly OwnedPartition[]): { topicId: string; partitions: number[] }[] {
  const byId = new Map<string, number[]>();
  for (const { topicId, partition } of owned) {
    const partitions = byId.get(topicId);
    if (partitions === undefined) byId.set(topicId, [partition]);
    else partitions.push(partition);
  }
  return Array.from(byId, ([topicId, partitions]) => ({ topicId, partitions }));
}

function isApiMissing(error: unknown): error is UnsupportedVersionError {
  return error instanceof UnsupportedVersionError && error.version === undefined && !error.retriable;
}

function withRemark(cause: UnsupportedVersionError): UnsupportedVersionError {
  const { api, minVersion, maxVersion } = cause;
  return new UnsupportedVersionError({
    api,
    minVersion,
    maxVersion,
    message: `${cause.message}. ${RELEASES}; ${WAY_OUT}`,
    cause,
  });
}
