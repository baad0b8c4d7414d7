export type { Serializer } from './payload.ts';
export { DeliveryError, RecordTooLargeError, SendManyError, SerializationError } from './errors.ts';
export { KafkaProducer } from './kafka-producer.ts';
export type { ProducerMetrics } from './metrics.ts';
export { murmur2 } from './murmur2.ts';
export { type KafkaProducerOptions, producerOptions } from './options.ts';
export { partitionForKey, type PartitionContext, type Partitioner } from './partitioner.ts';
export type { ProducerRecord, RecordMetadata } from './record.ts';
