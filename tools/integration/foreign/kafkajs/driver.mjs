// kafkajs, as its documentation shows it. It brings gzip; other codecs are packages of yet others.
import { AssignerProtocol, CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { Collector, Positions, ownGroup, serve, text, versionOf } from '../contract.mjs';

/** @param {{ topic: string, partition: number, message: import('kafkajs').KafkaMessage }} payload */
function seen({ topic, partition, message }) {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: text(message.key),
    value: text(message.value),
    headers: Object.entries(message.headers ?? {}).map(([key, value]) => [key, text(value)]),
  };
}

await serve((brokers) => {
  const kafka = new Kafka({ clientId: 'foreign', brokers, logLevel: logLevel.ERROR });

  const messagesOf = (records) =>
    records.map(({ key, value, headers }) => ({ key, value, headers: Object.fromEntries(headers) }));

  async function transactional(transactionalId) {
    const producer = kafka.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    return producer;
  }

  async function consumer(groupId, topics, eachRecord, onError, readUncommitted = false) {
    const consumer = kafka.consumer({
      ...{ groupId, sessionTimeout: 10_000, heartbeatInterval: 300, maxWaitTimeInMs: 100 },
      readUncommitted,
    });
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) onError(payload.error);
    });
    const run = () =>
      consumer.run({
        autoCommit: false,
        eachMessage: async (payload) => {
          eachRecord(seen(payload));
        },
      });
    return { consumer, run };
  }

  /** @template T @param {(admin: import('kafkajs').Admin) => Promise<T>} work */
  async function administer(work) {
    const admin = kafka.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }

  const admin = {
    groups: () => administer(async (admin) => (await admin.listGroups()).groups.map(({ groupId }) => groupId)),
    describe: ({ group }) =>
      administer(async (admin) => {
        const [{ state, members }] = (await admin.describeGroups([group])).groups;
        const partitionsOf = ({ memberAssignment }) =>
          Object.entries(AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {}).flatMap(
            ([topic, partitions]) => partitions.map((partition) => [topic, partition]),
          );
        return { state, members: members.map(partitionsOf) };
      }),
    delete: ({ group }) =>
      administer(async (admin) => {
        // Its own error does not say what went wrong.
        await admin.deleteGroups([group]).catch((error) => {
          throw new Error(error.groups.map((each) => each.error.message).join());
        });
      }),
    offsets: ({ group, topic }) =>
      administer(async (admin) => {
        const [{ partitions }] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
        return Object.fromEntries(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      }),
    move: ({ group, topic, offsets }) =>
      administer((admin) => {
        const partitions = offsets.map((offset, partition) => ({ partition, offset: String(offset) }));
        return admin.setOffsets({ groupId: group, topic, partitions });
      }),
    grow: ({ topic, partitions }) =>
      administer((admin) => admin.createPartitions({ topicPartitions: [{ topic, count: partitions }] })),
  };

  return {
    admin,
    name: `kafkajs ${versionOf('kafkajs', import.meta.url)}`,
    async topics() {
      const { topics } = await administer((admin) => admin.fetchTopicMetadata());
      return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]));
    },
    async produce({ topic, codec, records }) {
      const producer = kafka.producer();
      await producer.connect();
      const compression = { none: CompressionTypes.None, gzip: CompressionTypes.GZIP }[codec];
      await producer.send({ topic, messages: messagesOf(records), compression, acks: -1 });
      await producer.disconnect();
    },
    async transact({ id, topic, group, source, steps }) {
      const producer = await transactional(id);
      for (const { records, offset, commit } of steps) {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: messagesOf(records), acks: -1 });
        const topics = [{ topic: source, partitions: [{ partition: 0, offset: String(offset) }] }];
        await transaction.sendOffsets({ consumerGroupId: group, topics });
        await (commit ? transaction.commit() : transaction.abort());
      }
      await producer.disconnect();
    },
    async fence({ id, topic, record }) {
      const [first, second] = [await transactional(id), await transactional(id)];
      try {
        const open = await first.transaction();
        await open.send({ topic, messages: messagesOf([record]), acks: -1 });
        await (await second.transaction()).abort();
        return await open.commit().then(
          () => 'nothing went wrong',
          (error) => String(error),
        );
      } finally {
        await first.disconnect();
        await second.disconnect();
      }
    },
    async consume({ topic, count, committedOnly }) {
      const collector = new Collector(count);
      const add = (record) => collector.add(record);
      const { consumer: reader, run } = await consumer(ownGroup(), [topic], add, collector.reject, !committedOnly);
      await run();
      try {
        return await collector.all;
      } finally {
        await reader.disconnect();
      }
    },
    async join({ group, topics, pattern }, events) {
      const positions = new Positions();
      const wanted = topics ?? [new RegExp(`^(${pattern})$`)];
      const onRecord = (record) => {
        events.records(record);
        positions.add(record);
      };
      const { consumer: member, run } = await consumer(group, wanted, onRecord, (error) => events.error(error));
      member.on(member.events.GROUP_JOIN, ({ payload }) => {
        const assignment = Object.entries(payload.memberAssignment);
        events.assigned(assignment.flatMap(([topic, partitions]) => partitions.map((each) => [topic, each])));
      });
      await run();
      return {
        commit: () => member.commitOffsets(positions.take().map((next) => ({ ...next, offset: String(next.offset) }))),
        leave: () => member.disconnect(),
      };
    },
  };
});
