import {
  DescribeShareGroupOffsets,
  ErrorCode,
  ZERO_UUID,
  type DescribeShareGroupOffsetsRequest,
  type DescribeShareGroupOffsetsResponse,
} from '@k/wire';
import { AclOperation } from '../access/acl.ts';
import type { ApiHandler } from './handler.ts';

/**
 * DescribeShareGroupOffsets (90), v0-v1. There are no share groups (KIP-932) here, so there is no offset of any: as Kafka
 * tells it of a group that it does not know. v1: lag (KIP-1226).
 */
export const describeShareGroupOffsets: ApiHandler<
  DescribeShareGroupOffsetsRequest,
  DescribeShareGroupOffsetsResponse
> = {
  api: DescribeShareGroupOffsets,
  minVersion: 0,
  maxVersion: 1,
  handle({ groups }, { access, cluster, groups: coordinator, nodeId }) {
    return {
      groups: groups.map(({ groupId, topics }) => {
        const refusal = access.group(AclOperation.DESCRIBE, groupId);
        const errorCode = refusal === ErrorCode.NONE ? coordinator.offsetsProblem(groupId, nodeId) : refusal;
        if (errorCode !== ErrorCode.NONE) return { groupId, errorCode };
        return {
          groupId,
          topics: (topics ?? []).map(({ topicName, partitions }) => ({
            topicName,
            topicId: cluster.topic(topicName)?.topicId ?? ZERO_UUID,
            partitions: partitions.map((partitionIndex) => ({ partitionIndex, startOffset: -1 })),
          })),
        };
      }),
    };
  },
};
