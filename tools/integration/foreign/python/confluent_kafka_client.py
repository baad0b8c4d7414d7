"""confluent-kafka: librdkafka in Python."""

import confluent_kafka
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions

from contract import content, own_group, serve, sys, text


def seen(message):
    if message.error() is not None:
        raise KafkaException(message.error())
    return {
        "topic": message.topic(),
        "partition": message.partition(),
        "offset": message.offset(),
        "timestamp": message.timestamp()[1],
        "key": text(message.key()),
        "value": text(message.value()),
        "headers": [(key, text(value)) for key, value in message.headers() or []],
    }


class GroupConsumer:
    def __init__(self, base, group, topics, pattern, protocol=None, instance=None, cooperative=False):
        classic = {"session.timeout.ms": 10000, "heartbeat.interval.ms": 300}
        if cooperative:
            classic["partition.assignment.strategy"] = "cooperative-sticky"
        self._consumer = Consumer(
            {
                **base,
                **({"group.protocol": "consumer"} if protocol == "consumer" else classic),
                **({} if instance is None else {"group.instance.id": instance}),
                "group.id": group,
                "auto.offset.reset": "earliest",
                "enable.auto.commit": False,
                "topic.metadata.refresh.interval.ms": 500,
                "fetch.wait.max.ms": 100,
            }
        )
        self._topics = topics or ["^(%s)$" % pattern]
        self._told = False

    def open(self, assigned):
        # By the cooperative protocol, and that of KIP-848, it is told only what is new, and what goes.
        present = set()

        def on_assign(_, partitions):
            present.update((each.topic, each.partition) for each in partitions)
            assigned(sorted(present))

        def on_revoke(_, partitions):
            present.difference_update((each.topic, each.partition) for each in partitions)
            assigned(sorted(present))

        self._consumer.subscribe(self._topics, on_assign=on_assign, on_revoke=on_revoke)

    def poll(self):
        records = [seen(message) for message in self._consumer.consume(500, 0.05)]
        self._told = self._told or bool(records)
        return records

    def commit(self):
        if not self._told:
            return
        try:
            self._consumer.commit(asynchronous=False)
        except KafkaException as error:
            # A rebalance since it read: it has read nothing of what it has now, which will come again.
            if error.args[0].code() != KafkaError._NO_OFFSET:
                raise

    def close(self):
        self._consumer.close()


class Admin:
    """The commands of an administrator."""

    def __init__(self, base):
        self._admin = AdminClient(base)
        names = ["groups", "describe", "delete", "offsets", "move", "grow"]
        self.commands = {name: getattr(self, name) for name in names}

    def groups(self):
        return [group.group_id for group in self._admin.list_consumer_groups().result().valid]

    def describe(self, group):
        described = self._admin.describe_consumer_groups([group])[group].result()
        members = [
            [(each.topic, each.partition) for each in member.assignment.topic_partitions]
            for member in described.members
        ]
        return {"state": described.state.name, "members": members}

    def delete(self, group):
        self._admin.delete_consumer_groups([group])[group].result()

    def offsets(self, group, topic):
        asked = confluent_kafka.ConsumerGroupTopicPartitions(group)
        found = self._admin.list_consumer_group_offsets([asked])[group].result()
        return {each.partition: each.offset for each in found.topic_partitions if each.topic == topic}

    def move(self, group, topic, offsets):
        moved = [TopicPartition(topic, partition, offset) for partition, offset in enumerate(offsets)]
        asked = confluent_kafka.ConsumerGroupTopicPartitions(group, moved)
        for each in self._admin.alter_consumer_group_offsets([asked])[group].result().topic_partitions:
            if each.error is not None:
                raise KafkaException(each.error)

    def grow(self, topic, partitions):
        self._admin.create_partitions([NewPartitions(topic, partitions)])[topic].result()


class Client:
    def __init__(self, servers):
        self._base = {"bootstrap.servers": servers}
        # That of 2022 cannot do most of it.
        self.admin = Admin(self._base).commands if hasattr(AdminClient, "list_consumer_groups") else {}

    def topics(self):
        topics = AdminClient(self._base).list_topics(timeout=30).topics
        return {name: len(topic.partitions) for name, topic in topics.items()}

    def produce(self, topic, codec, records):
        producer = Producer({**self._base, "compression.type": codec, "acks": "all", "linger.ms": 100})
        errors = []

        def delivered(error, _):
            if error is not None:
                errors.append(error)

        for record in records:
            headers = [(key, content(value)) for key, value in record["headers"]]
            key, value = content(record["key"]), content(record["value"])
            producer.produce(topic, value, key, headers=headers, on_delivery=delivered)
        if producer.flush(60) > 0 or errors:
            raise RuntimeError("not delivered: %s" % errors)

    def _transactional(self, id):
        producer = Producer({**self._base, "transactional.id": id, "linger.ms": 5})
        producer.init_transactions(60)
        return producer

    def _send(self, producer, topic, records):
        for record in records:
            producer.produce(topic, content(record["value"]), content(record["key"]))
        producer.flush(60)

    def transact(self, id, topic, group, source, steps):
        producer = self._transactional(id)
        consumer = Consumer({**self._base, "group.id": group})
        try:
            for step in steps:
                producer.begin_transaction()
                self._send(producer, topic, step["records"])
                offsets = [TopicPartition(source, 0, step["offset"])]
                producer.send_offsets_to_transaction(offsets, consumer.consumer_group_metadata(), 60)
                if step["commit"]:
                    producer.commit_transaction(60)
                else:
                    producer.abort_transaction(60)
        finally:
            consumer.close()

    def fence(self, id, topic, record):
        first = self._transactional(id)
        first.begin_transaction()
        self._send(first, topic, [record])
        self._transactional(id)
        try:
            first.commit_transaction(60)
        except KafkaException as error:
            return str(error)
        return "nothing went wrong"

    def consume(self, topic, partitions, count, committedOnly):
        isolation = "read_committed" if committedOnly else "read_uncommitted"
        own = {"group.id": own_group(), "enable.auto.commit": False, "isolation.level": isolation}
        consumer = Consumer({**self._base, **own})
        try:
            consumer.assign([TopicPartition(topic, each, OFFSET_BEGINNING) for each in range(partitions)])
            records = []
            while len(records) < count:
                records += [seen(message) for message in consumer.consume(count - len(records), 1)]
            return records
        finally:
            consumer.close()

    def consumer(self, group, topics, pattern, **more):
        return GroupConsumer(self._base, group, topics, pattern, **more)


versions = confluent_kafka.version(), confluent_kafka.libversion()
version, library = (each[0] if isinstance(each, tuple) else each for each in versions)
python = "%d.%d" % sys.version_info[:2]
serve("confluent-kafka %s, librdkafka %s, Python %s" % (version, library, python), Client(sys.argv[1]))
