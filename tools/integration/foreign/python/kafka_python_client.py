"""kafka-python: all in Python."""

from contract import content, serve, sys, text

from kafka import ConsumerRebalanceListener, KafkaConsumer, KafkaProducer, TopicPartition
from kafka import __version__ as version
from kafka.admin import KafkaAdminClient, NewPartitions
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata


def seen(record):
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": text(record.key),
        "value": text(record.value),
        "headers": [(key, text(value)) for key, value in record.headers],
    }


def records_of(polled):
    return [seen(record) for records in polled.values() for record in records]


class Listener(ConsumerRebalanceListener):
    def __init__(self, assigned):
        self._assigned = assigned

    def on_partitions_revoked(self, revoked):
        self._assigned([])

    def on_partitions_assigned(self, assigned):
        self._assigned([(each.topic, each.partition) for each in assigned])


class GroupConsumer:
    def __init__(self, base, group, topics, pattern):
        self._consumer = KafkaConsumer(
            **base,
            group_id=group,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            session_timeout_ms=10000,
            heartbeat_interval_ms=300,
            metadata_max_age_ms=500,
            fetch_max_wait_ms=100,
        )
        self._wanted = {"topics": topics} if topics else {"pattern": "^(%s)$" % pattern}

    def open(self, assigned):
        self._consumer.subscribe(**self._wanted, listener=Listener(assigned))
        # Or 3.0 joins before it knows the partitions, and again when it does: a join that its poll() may forget (see
        # what it cannot, in clients.ts).
        for topic in self._wanted.get("topics", []):
            self._consumer.partitions_for_topic(topic)

    def poll(self):
        return records_of(self._consumer.poll(timeout_ms=100))

    def commit(self):
        self._consumer.commit()

    def close(self):
        self._consumer.close()


class Admin:
    """The commands of an administrator. 3.0 has other names than 2.x, and what that has not."""

    def __init__(self, base):
        self._base = base
        self.commands = {name: self._with_admin(name) for name in ADMIN_COMMANDS}

    def _with_admin(self, name):
        def command(**request):
            admin = KafkaAdminClient(**self._base)
            try:
                return getattr(self, name)(admin, **request)
            finally:
                admin.close()

        return command

    def groups(self, admin):
        if IS_OLD:
            return [group for group, _ in admin.list_consumer_groups()]
        return [group["group_id"] for group in admin.list_groups()]

    def describe(self, admin, group):
        if IS_OLD:
            described = admin.describe_consumer_groups([group])[0]
            assigned = [member.member_assignment.assignment for member in described.members]
            return {"state": described.state, "members": [self._pairs(each) for each in assigned]}
        described = admin.describe_groups([group])[group]
        assigned = [member["member_assignment"]["assigned_partitions"] for member in described["members"]]
        pairs = [self._pairs((each["topic"], each["partitions"]) for each in one) for one in assigned]
        return {"state": described["group_state"], "members": pairs}

    def _pairs(self, assignment):
        return [(topic, partition) for topic, partitions in assignment for partition in partitions]

    def delete(self, admin, group):
        delete = admin.delete_consumer_groups if IS_OLD else admin.delete_groups
        results = delete([group])
        for _, error in results.items() if isinstance(results, dict) else results:
            _check(error)

    def offsets(self, admin, group, topic):
        found = admin.list_group_offsets([group])[group]
        return {each.partition: offset.offset for each, offset in found.items() if each.topic == topic}

    def move(self, admin, group, topic, offsets):
        moved = {TopicPartition(topic, i): OffsetAndMetadata(offset, "", -1) for i, offset in enumerate(offsets)}
        for error in admin.alter_group_offsets(group, moved).values():
            _check(error)

    def forget(self, admin, group, topic, partitions):
        results = admin.delete_group_offsets(group, [TopicPartition(topic, each) for each in range(partitions)])
        for error in results.values():
            _check(error)

    def grow(self, admin, topic, partitions):
        admin.create_partitions({topic: NewPartitions(partitions) if IS_OLD else partitions})


IS_OLD = version.startswith("2.")
ADMIN_COMMANDS = ["groups", "describe", "delete", "grow"] + ([] if IS_OLD else ["offsets", "move", "forget"])


def _check(error):
    name = error if isinstance(error, str) else error.__name__
    if name not in ("OK", "NoError"):
        raise RuntimeError(name)


class Client:
    def __init__(self, servers):
        self._base = {"bootstrap_servers": servers.split(",")}
        self.admin = Admin(self._base).commands

    def topics(self):
        consumer = KafkaConsumer(**self._base)
        try:
            return {topic: len(consumer.partitions_for_topic(topic)) for topic in consumer.topics()}
        finally:
            consumer.close()

    def produce(self, topic, codec, records):
        compression = None if codec == "none" else codec
        producer = KafkaProducer(**self._base, compression_type=compression, acks="all", linger_ms=100)
        futures = [
            producer.send(
                topic,
                key=content(record["key"]),
                value=content(record["value"]),
                headers=[(key, content(value)) for key, value in record["headers"]],
            )
            for record in records
        ]
        producer.flush()
        for future in futures:
            future.get(60)
        producer.close()

    def _transactional(self, id):
        producer = KafkaProducer(**self._base, transactional_id=id, linger_ms=5)
        producer.init_transactions()
        return producer

    def _send(self, producer, topic, records):
        for record in records:
            producer.send(topic, key=content(record["key"]), value=content(record["value"]))
        producer.flush()

    def transact(self, id, topic, group, source, steps):
        producer = self._transactional(id)
        for step in steps:
            producer.begin_transaction()
            self._send(producer, topic, step["records"])
            offsets = {TopicPartition(source, 0): OffsetAndMetadata(step["offset"], "", -1)}
            producer.send_offsets_to_transaction(offsets, group)
            if step["commit"]:
                producer.commit_transaction()
            else:
                producer.abort_transaction()
        producer.close()

    def fence(self, id, topic, record):
        first = self._transactional(id)
        first.begin_transaction()
        self._send(first, topic, [record])
        second = self._transactional(id)
        try:
            first.commit_transaction()
        except KafkaError as error:
            return repr(error)
        finally:
            second.close()
            first.close(timeout=1)
        return "nothing went wrong"

    def consume(self, topic, partitions, count, committedOnly):
        isolation = "read_committed" if committedOnly else "read_uncommitted"
        consumer = KafkaConsumer(**self._base, enable_auto_commit=False, isolation_level=isolation)
        try:
            consumer.assign([TopicPartition(topic, each) for each in range(partitions)])
            consumer.seek_to_beginning()
            records = []
            while len(records) < count:
                records += records_of(consumer.poll(timeout_ms=1000, max_records=count - len(records)))
            return records
        finally:
            consumer.close()

    def consumer(self, group, topics, pattern):
        return GroupConsumer(self._base, group, topics, pattern)


serve("kafka-python %s, Python %d.%d" % (version, *sys.version_info[:2]), Client(sys.argv[1]))
