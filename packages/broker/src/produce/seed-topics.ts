import type { CreateTopicOptions } from '../arguments.ts';
import type { BrokerTopicOptions } from '../options/topic-options.ts';
import type { BrokerRecordInit } from './record-init.ts';

/** As much of a broker as it takes. */
interface Seeded {
  readonly topic: (name: string) => unknown;
  readonly createTopic: (name: string, options: CreateTopicOptions) => unknown;
  readonly produce: (topic: string, records: readonly BrokerRecordInit[]) => unknown;
}

/**
 * Makes the topics that a broker has from the start, with their records.
 * @throws ProtocolError for what Kafka would refuse
 */
export function seedTopics(broker: Seeded, topics: Readonly<Record<string, number | BrokerTopicOptions>>): void {
  for (const [name, about] of Object.entries(topics)) {
    // A directory of data has it from the last time, records and all.
    if (broker.topic(name) !== undefined) continue;
    const { records = [], ...options } = typeof about === 'number' ? { partitions: about } : about;
    broker.createTopic(name, options);
    if (records.length > 0) broker.produce(name, records);
  }
}
