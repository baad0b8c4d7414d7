import type { ApiSchema } from '@k/tool-codegen';

export const controlledShutdown: ApiSchema = {
  key: 7,
  name: 'ControlledShutdown',
  target: 'the controller, from a broker',
  about: 'A broker that is about to stop has the lead of its partitions moved elsewhere. Only with ZooKeeper; gone in Kafka 4.0.',
  versions: {
    0: 'With a request header of its own, which lacks clientId.',
    1: 'With the usual request header.',
    2: 'brokerEpoch (KIP-380).',
    3: 'Flexible.',
  },
  flexible: 3,
  request: {
    brokerId: ['int32 (brokerId)', 'The broker that is about to stop.'],
    brokerEpoch: ['int64 v2+ ignorable = -1', 'The epoch of that broker, so that a request from before it started anew is refused; -1 for no check.'],
  },
  response: {
    errorCode: ['int16', '0, or what went wrong.'],
    remainingPartitions: ['[]RemainingPartition', 'What the broker still leads.', {
      topicName: ['string key (topicName)', 'The name of the topic.'],
      partitionIndex: ['int32 key', 'The number of the partition.'],
    }],
  },
};
