/**
 * What options are called in kafkajs, where that is too far from our name to be taken for a slip of the pen. Some stand for
 * one of several of ours: whichever the options at hand have.
 */
const OURS: Readonly<Record<string, readonly string[]>> = {
  brokers: ['bootstrapServers'],
  connectionTimeout: ['connectionSetupTimeoutMs'],
  authenticationTimeout: ['connectionSetupTimeoutMs'],
  logLevel: ['logger'],
  logCreator: ['logger'],
  retry: ['retryBackoffMs'],
  initialRetryTime: ['initialMs'],
  maxRetryTime: ['maxMs'],
  factor: ['jitter'],
  maxInFlightRequests: ['maxInFlightRequestsPerConnection'],
  allowAutoTopicCreation: ['allowAutoCreateTopics', 'allowAutoTopicCreation'],
  createPartitioner: ['partitioner'],
  idempotent: ['enableIdempotence'],
  compression: ['compressionType'],
  fromBeginning: ['autoOffsetReset'],
  readUncommitted: ['isolationLevel'],
  autoCommit: ['enableAutoCommit'],
  rebalanceTimeout: ['maxPollIntervalMs'],
  partitionAssigners: ['partitionAssignors'],
  minBytes: ['fetchMinBytes'],
  maxBytes: ['fetchMaxBytes'],
  maxBytesPerPartition: ['maxPartitionFetchBytes'],
  maxWaitTimeInMs: ['fetchMaxWaitMs'],
};

/** Our name of an option that somebody else calls `name`. */
export function ownNameOf(name: string, known: readonly string[]): string | undefined {
  return Object.hasOwn(OURS, name) ? OURS[name]?.find((own) => known.includes(own)) : undefined;
}
