import type { TopicPartition } from '@k/cluster';
import { z } from '@k/runtime';
import { brokerId, topicPartition } from '../arguments.ts';

/** The replica of a partition at one broker. */
export interface TopicPartitionReplica extends TopicPartition {
  readonly brokerId: number;
}

export const topicPartitionReplica = z.strictObject({ ...topicPartition.shape, brokerId });
