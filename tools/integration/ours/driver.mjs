// Ours among clients of others: a member of a group in a process of its own, which can be frozen and killed. It does what
// ../foreign/README.md says of `join`, `commit` and `leave`.
import { KafkaConsumer } from '@k/consumer';
import { serve, text } from '../foreign/contract.mjs';

await serve((bootstrapServers) => ({
  name: 'ours',
  async join({ group, topics, protocol = 'classic', assignors }, events) {
    const times = { heartbeatIntervalMs: 300, sessionTimeoutMs: 10_000 };
    const consumer = new KafkaConsumer({
      ...{ bootstrapServers, groupId: group, groupProtocol: protocol, autoOffsetReset: 'earliest' },
      ...{ autoCommitIntervalMs: 500, fetchMaxWaitMs: 100, metadataMaxAgeMs: 500 },
      ...(protocol === 'classic' ? { ...times, partitionAssignors: assignors } : {}),
    });
    consumer.on('warning', (warning) => console.error(warning.message));
    const mine = new Map();
    const tellAssigned = () => events.assigned(mine.values());
    const drop = (partitions) => {
      for (const { topic, partition } of partitions) mine.delete(`${topic}-${partition}`);
      tellAssigned();
    };
    consumer.subscribe({
      topics,
      listener: {
        onPartitionsAssigned(partitions) {
          for (const { topic, partition } of partitions) mine.set(`${topic}-${partition}`, [topic, partition]);
          tellAssigned();
        },
        onPartitionsRevoked: drop,
      },
    });
    const read = async () => {
      for await (const { topic, partition, offset, timestamp, key, value, headers } of consumer) {
        const content = {
          key: text(key),
          value: text(value),
          headers: headers.map((each) => [each.key, text(each.value)]),
        };
        // The epoch of who owns nothing any more is -1.
        const generation = consumer.membership?.epoch;
        events.records({ topic, partition, offset, timestamp: Number(timestamp), ...content, generation });
      }
    };
    const reading = read().catch((error) => events.error(error));
    return {
      commit: () => consumer.commit(),
      async leave() {
        await consumer.stop();
        await reading;
      },
    };
  },
}));
