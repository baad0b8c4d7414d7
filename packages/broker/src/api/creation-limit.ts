import { ErrorCode } from '@k/wire';
import type { TopicSpec } from '../state/cluster-state.ts';
import type { Refusal } from '../state/placement.ts';

/** KRaft's controller writes the topics of one request as one batch of records, and takes no larger one. */
export const MAX_RECORDS = 10_000;

/**
 * Why so many topics cannot be made by one request, as on Kafka with KRaft; undefined when they can. All of them are
 * refused then, none is made.
 */
export function tooManyTopics(
  specs: readonly Pick<TopicSpec, 'numPartitions' | 'assignment' | 'overrides'>[],
  defaultPartitions: number,
): Refusal | undefined {
  let partitions = 0;
  let records = 0;
  for (const { numPartitions, assignment, overrides } of specs) {
    const count = assignment?.length ?? (numPartitions === -1 ? defaultPartitions : Math.max(numPartitions, 0));
    partitions += count;
    records += 1 + overrides.size + count;
  }
  const message =
    partitions > MAX_RECORDS
      ? 'Excessively large number of partitions per request.'
      : records > MAX_RECORDS
        ? 'Unable to perform excessively large batch operation.'
        : undefined;
  return message === undefined ? undefined : { errorCode: ErrorCode.POLICY_VIOLATION, message };
}
