import { z } from '@k/runtime';
import { topicFields, type CreateTopicOptions } from '../arguments.ts';
import { MAX_PARTITIONS } from './numbers.ts';
import { recordSchema, type BrokerRecordInit } from '../produce/record-init.ts';

/** A topic that a broker has from the start. */
export interface BrokerTopicOptions extends CreateTopicOptions {
  /** What is in it, as `broker.produce()` takes it. @default nothing */
  readonly records?: readonly BrokerRecordInit[] | undefined;
}

const partitionCount = z.int().min(1).max(MAX_PARTITIONS);

const topicSchema = z.strictObject({
  ...topicFields,
  partitions: partitionCount.optional(),
  records: z.array(recordSchema).readonly().optional(),
});

/** By name: a number of partitions, or more about it. */
export const topicsSchema = z.record(
  z.string().min(1),
  z.union([partitionCount, topicSchema], 'expected a number of partitions, or { partitions, records, ... }'),
);
