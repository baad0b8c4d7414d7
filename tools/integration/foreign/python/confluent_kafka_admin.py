"""The AdminClient of confluent-kafka, which is librdkafka's: its calls, one after the other."""

from calls import plain, servers, settle, tell

from confluent_kafka import (
    Consumer,
    ConsumerGroupState,
    ConsumerGroupTopicPartitions,
    ConsumerGroupType,
    ElectionType,
    IsolationLevel,
    Producer,
    TopicCollection,
    TopicPartition,
)
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewPartitions,
    NewTopic,
    OffsetSpec,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialDeletion,
    UserScramCredentialUpsertion,
)

admin = AdminClient({"bootstrap.servers": servers, "client.id": "app", "log_level": 0})
BEGINNING = 1577836800000


def each(futures):
    """The outcome of every one, in the order of their names."""
    outcomes = {}
    for key, future in futures.items():
        try:
            outcomes[str(key)] = plain(future.result())
        except Exception as error:
            outcomes[str(key)] = plain(error)
    return dict(sorted(outcomes.items()))


def topic(name, *replicas, **more):
    return NewTopic(name, num_partitions=len(replicas), replica_assignment=list(replicas), **more)


def entries(config):
    """What of a topic or a broker is set, without what librdkafka calls it."""
    return {
        name: [entry.value, entry.source, entry.is_read_only, entry.is_default, entry.is_sensitive, sorted(entry.synonyms)]
        for name, entry in sorted(config.items())
    }


def described(type, name):
    return entries(admin.describe_configs([ConfigResource(type, name)])[ConfigResource(type, name)].result())


def without_internal(listed):
    return {name: found for name, found in listed.topics.items() if not name.startswith("__")}


tell(
    "create_topics",
    lambda: each(admin.create_topics([topic("orders", [0, 1], [1, 2], config={"retention.ms": "864000000000"}), topic("other", [2, 0])])),
)
tell("create_topics again", lambda: each(admin.create_topics([topic("orders", [0, 1])])))
tell("create_topics to validate", lambda: each(admin.create_topics([topic("dry", [0])], validate_only=True)))
tell("create_topics with a wrong name", lambda: each(admin.create_topics([topic("bad name", [0])])))
tell("create_topics with too many replicas", lambda: each(admin.create_topics([NewTopic("wide", 1, 4)])))
tell("create_topics with a wrong setting", lambda: each(admin.create_topics([topic("wrong", [0], config={"retention.ms": "soon"})])))
tell("create_partitions", lambda: each(admin.create_partitions([NewPartitions("orders", 3, [[2, 0]])])))
tell("create_partitions to fewer", lambda: each(admin.create_partitions([NewPartitions("orders", 1)])))
tell("create_partitions of none", lambda: each(admin.create_partitions([NewPartitions("nothing", 4)])))
settle()
tell("list_topics", lambda: sorted(without_internal(admin.list_topics(timeout=30))))
tell("describe_topics", lambda: each(admin.describe_topics(TopicCollection(["orders"]), include_authorized_operations=True)))
tell("describe_topics of none", lambda: each(admin.describe_topics(TopicCollection(["nothing"]))))

producer = Producer({"bootstrap.servers": servers, "linger.ms": 100})
for i in range(10):
    producer.produce("orders", str(i), partition=i % 2, timestamp=BEGINNING + i * 1000)
producer.flush(60)


def offsets(spec, *partitions):
    asked = {TopicPartition("orders", partition): spec for partition in partitions}
    return each(admin.list_offsets(asked, isolation_level=IsolationLevel.READ_COMMITTED))


tell("list_offsets earliest", lambda: offsets(OffsetSpec.earliest(), 0, 1))
tell("list_offsets latest", lambda: offsets(OffsetSpec.latest(), 0, 1))
tell("list_offsets of a time", lambda: offsets(OffsetSpec.for_timestamp(BEGINNING + 3500), 0, 1))
tell("list_offsets of the greatest time", lambda: offsets(OffsetSpec.max_timestamp(), 0))
tell("list_offsets of no partition", lambda: offsets(OffsetSpec.latest(), 7))
tell("delete_records", lambda: each(admin.delete_records([TopicPartition("orders", 0, 2)])))
tell("delete_records beyond the end", lambda: each(admin.delete_records([TopicPartition("orders", 0, 99), TopicPartition("orders", 1, 1)])))
tell("delete_records of none", lambda: each(admin.delete_records([TopicPartition("nothing", 0, 1)])))
tell("list_offsets after that", lambda: offsets(OffsetSpec.earliest(), 0, 1))

tell("describe_configs of a topic", lambda: described(ResourceType.TOPIC, "orders"))
tell("describe_configs of no topic", lambda: described(ResourceType.TOPIC, "nothing"))
tell(
    "describe_configs of a broker",
    lambda: {name: entry for name, entry in described(ResourceType.BROKER, "1").items() if name in ("message.max.bytes", "num.partitions")},
)
tell("describe_configs of no broker", lambda: described(ResourceType.BROKER, "9"))


def altered(name, value, operation=AlterConfigOpType.SET, type=ResourceType.TOPIC, of="orders", **more):
    entry = ConfigEntry(name, value, incremental_operation=operation)
    return each(admin.incremental_alter_configs([ConfigResource(type, of, incremental_configs=[entry])], **more))


tell("incremental_alter_configs", lambda: altered("cleanup.policy", "compact"))
tell("incremental_alter_configs to append", lambda: altered("cleanup.policy", "delete", AlterConfigOpType.APPEND))
tell("incremental_alter_configs to subtract", lambda: altered("cleanup.policy", "compact", AlterConfigOpType.SUBTRACT))
tell("incremental_alter_configs to append to no list", lambda: altered("retention.ms", "5", AlterConfigOpType.APPEND))
tell("incremental_alter_configs to delete", lambda: altered("retention.ms", None, AlterConfigOpType.DELETE))
tell("incremental_alter_configs to what is wrong", lambda: altered("cleanup.policy", "burn"))
tell("incremental_alter_configs of no topic", lambda: altered("cleanup.policy", "compact", of="nothing"))
tell("incremental_alter_configs to validate", lambda: altered("flush.ms", "7", validate_only=True))
tell("incremental_alter_configs of a broker", lambda: altered("log.cleaner.threads", "2", type=ResourceType.BROKER, of="1"))
tell(
    "alter_configs",
    lambda: each(admin.alter_configs([ConfigResource(ResourceType.TOPIC, "other", set_config={"flush.ms": "9"})])),
)
settle()
tell(
    "describe_configs after that",
    lambda: {name: entry for name, entry in described(ResourceType.TOPIC, "orders").items() if not entry[3]},
)
tell(
    "describe_configs after alter_configs",
    lambda: {name: entry for name, entry in described(ResourceType.TOPIC, "other").items() if not entry[3]},
)


def group(name, *partitions):
    return ConsumerGroupTopicPartitions(name, list(partitions) or None)


tell(
    "alter_consumer_group_offsets",
    lambda: each(admin.alter_consumer_group_offsets([group("billing", TopicPartition("orders", 0, 3), TopicPartition("orders", 1, 4))])),
)
tell("list_consumer_group_offsets", lambda: each(admin.list_consumer_group_offsets([group("billing", TopicPartition("orders", 0))])))
tell("list_consumer_group_offsets of all", lambda: each(admin.list_consumer_group_offsets([group("billing")])))
tell("list_consumer_group_offsets of no group", lambda: each(admin.list_consumer_group_offsets([group("nothing")])))


def listed(**how):
    found = admin.list_consumer_groups(**how).result()
    valid = [[each.group_id, each.is_simple_consumer_group, plain(each.state), plain(each.type)] for each in found.valid]
    return {"valid": sorted(valid), "errors": plain(found.errors)}


def group_of(name, **how):
    try:
        found = admin.describe_consumer_groups([name], **how)[name].result()
    except Exception as error:
        return plain(error)
    return {
        "state": plain(found.state),
        "type": plain(found.type),
        "assignor": found.partition_assignor,
        "simple": found.is_simple_consumer_group,
        "operations": plain(found.authorized_operations),
        "members": [
            [each.client_id, each.host, each.group_instance_id, sorted([p.topic, p.partition] for p in each.assignment.topic_partitions)]
            for each in found.members
        ],
    }


def joined(name, **more):
    consumer = Consumer({"bootstrap.servers": servers, "group.id": name, "client.id": "app", **more})
    consumer.subscribe(["orders"])
    while not consumer.assignment():
        consumer.poll(0.1)
    return consumer


tell("list_consumer_groups", listed)
tell("describe_consumer_groups", lambda: group_of("billing", include_authorized_operations=True))
tell("describe_consumer_groups of none", lambda: group_of("nothing"))
consumers = [
    joined("live", **{"auto.offset.reset": "earliest", "enable.auto.commit": False}),
    joined("modern", **{"group.protocol": "consumer", "enable.auto.commit": False}),
]
tell("describe_consumer_groups with a member", lambda: group_of("live"))
tell("describe_consumer_groups with a member of the consumer protocol", lambda: group_of("modern"))
tell("list_consumer_groups that are stable", lambda: listed(states={ConsumerGroupState.STABLE}))
tell("list_consumer_groups of a type", lambda: listed(types={ConsumerGroupType.CONSUMER}))
tell("alter_consumer_group_offsets with a member", lambda: each(admin.alter_consumer_group_offsets([group("live", TopicPartition("orders", 0, 1))])))
tell("delete_consumer_groups with a member", lambda: each(admin.delete_consumer_groups(["live", "modern"])))
for consumer in consumers:
    consumer.close()
tell("delete_consumer_groups", lambda: each(admin.delete_consumer_groups(["billing"])))
tell("delete_consumer_groups of none", lambda: each(admin.delete_consumer_groups(["nothing"])))


def cluster():
    found = admin.describe_cluster(include_authorized_operations=True).result()
    nodes = sorted([each.id, each.host, each.port, each.rack] for each in found.nodes)
    return {"id": found.cluster_id, "nodes": nodes, "operations": plain(found.authorized_operations)}


tell("describe_cluster", cluster)
tell("elect_leaders", lambda: admin.elect_leaders(ElectionType.PREFERRED, [TopicPartition("orders", 0), TopicPartition("nothing", 0)]).result())
tell("elect_leaders uncleanly", lambda: admin.elect_leaders(ElectionType.UNCLEAN, [TopicPartition("orders", 0)]).result())


def acl(principal, operation=AclOperation.READ, permission=AclPermissionType.ALLOW, kind=AclBinding, pattern=ResourcePatternType.LITERAL):
    return kind(ResourceType.TOPIC, "orders", pattern, principal, "*", operation, permission)


def shown(bindings):
    return sorted(str(each) for each in bindings)


def deleted(asked):
    return {str(key): shown(future.result()) for key, future in admin.delete_acls(asked).items()}


anyone = AclBindingFilter(ResourceType.ANY, None, ResourcePatternType.ANY, None, None, AclOperation.ANY, AclPermissionType.ANY)
tell("create_acls", lambda: each(admin.create_acls([acl("User:bob"), acl("User:bob", AclOperation.WRITE)])))
tell("create_acls with a wrong principal", lambda: each(admin.create_acls([acl("bob")])))
settle()
tell("describe_acls", lambda: shown(admin.describe_acls(anyone).result()))
tell("describe_acls that match", lambda: shown(admin.describe_acls(acl("User:bob", kind=AclBindingFilter, pattern=ResourcePatternType.MATCH)).result()))
tell("delete_acls", lambda: deleted([acl("User:bob", kind=AclBindingFilter)]))
settle()
tell("describe_acls after that", lambda: shown(admin.describe_acls(anyone).result()))

sha = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 8192)
tell(
    "alter_user_scram_credentials",
    lambda: each(admin.alter_user_scram_credentials([UserScramCredentialUpsertion("carol", sha, b"carol-secret", b"salt")])),
)
tell(
    "alter_user_scram_credentials to take away what is not there",
    lambda: each(admin.alter_user_scram_credentials([UserScramCredentialDeletion("nobody", ScramMechanism.SCRAM_SHA_256)])),
)
settle()
tell("describe_user_scram_credentials", lambda: each(admin.describe_user_scram_credentials(["carol", "nobody"])))
tell("delete_topics", lambda: each(admin.delete_topics(["orders"])))
tell("delete_topics of none", lambda: each(admin.delete_topics(["nothing"])))
settle()
tell("list_topics at the end", lambda: sorted(without_internal(admin.list_topics(timeout=30))))
