import { type WaitOptions, checkCount, checkText } from '@k/runtime';
import type { GroupCondition } from '../expect/group-wait.ts';
import type { GroupDescription } from '../group/group-description.ts';
import type { StoredOffset } from '../group/offset-store.ts';
import type { BrokerParts } from './broker-parts.ts';

/** An offset that a group committed. */
export interface StoredGroupOffset extends StoredOffset {
  readonly topic: string;
  readonly partition: number;
}

/** Groups, and what they committed. */
export interface BrokerGroups {
  /** Groups that somebody joined or committed to. */
  readonly groupIds: string[];

  /** Undefined when there is none. @throws ConfigError for what is no group id */
  group(groupId: string): GroupDescription | undefined;

  /** Undefined when nothing was committed. @throws ConfigError for what is no group id, topic or partition */
  committed(groupId: string, topic: string, partition: number): StoredOffset | undefined;

  /** All that a group committed, by topic and partition; empty when that is nothing. @throws ConfigError for what is no group id */
  committedOffsets(groupId: string): StoredGroupOffset[];

  /**
   * Waits until a group, of either protocol, is as it is to be: `{ state: 'Stable', members: 2 }`, `{ caughtUp: true }`,
   * `{ empty: true }`; see {@link GroupCondition}.
   * @throws ExpectationError after `timeoutMs` (default 4000): what it is like instead, its members, and how far it is behind;
   * else as {@link expectRecords}
   */
  waitForGroup(groupId: string, options: GroupCondition & WaitOptions): Promise<GroupDescription>;
}

/** Makes them of the parts of a broker. */
export function brokerGroups(parts: BrokerParts): BrokerGroups {
  return {
    get groupIds(): string[] {
      return parts.groups.groupIds;
    },

    group(groupId: string): GroupDescription | undefined {
      checkText('Broker: group()', 'groupId', groupId);
      return parts.groups.describe(groupId);
    },

    committed(groupId: string, topic: string, partition: number): StoredOffset | undefined {
      const call = 'Broker: committed()';
      checkText(call, 'groupId', groupId);
      checkText(call, 'topic', topic);
      checkCount(call, 'partition', partition);
      return parts.groups.offsets.get(groupId, topic, partition);
    },

    committedOffsets(groupId: string): StoredGroupOffset[] {
      checkText('Broker: committedOffsets()', 'groupId', groupId);
      const { offsets } = parts.groups;
      return offsets.partitionsOf(groupId).flatMap(({ topic, partitions }) =>
        partitions.map((partition) => ({
          topic,
          partition,
          ...(offsets.get(groupId, topic, partition) as StoredOffset),
        })),
      );
    },

    waitForGroup(
      groupId: string,
      options: GroupCondition & WaitOptions,
      ...more: unknown[]
    ): Promise<GroupDescription> {
      return parts.expectations.waitForGroup(groupId, options, 2 + more.length);
    },
  };
}
