import type { Broker } from '@k/broker';
import { readBatches, type RecordBatch } from '@k/codec';

/** The batches of a partition, checked, in order. */
export function storedBatches(broker: Broker, topic: string, partition = 0): RecordBatch[] {
  return [...broker.log(topic, partition).batches()].flatMap(({ bytes }) => {
    const batches = [...readBatches(bytes)];
    for (const batch of batches) batch.verify();
    return batches;
  });
}

/** All values of a partition, in order. */
export function storedValues(broker: Broker, topic: string, partition = 0): string[] {
  return storedBatches(broker, topic, partition).flatMap((batch) => [...batch].map(({ value }) => String(value)));
}
