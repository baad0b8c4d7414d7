"""The KafkaAdminClient of kafka-python: its calls, one after the other."""

from calls import plain, servers, settle, tell, until

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    AlterConfigOp,
    ConfigResource,
    ConfigResourceType,
    KafkaAdminClient,
    OffsetSpec,
    OffsetTimestamp,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialDeletion,
    UserScramCredentialUpsertion,
)
from kafka.structs import OffsetAndMetadata

admin = KafkaAdminClient(bootstrap_servers=servers.split(","), client_id="app")
BEGINNING = 1577836800000
T0, T1 = TopicPartition("orders", 0), TopicPartition("orders", 1)


def by_partition(found):
    """TopicPartition is a tuple, which JSON has no keys of."""
    return {"%s-%d" % (key[0], key[1]): value for key, value in sorted(found.items())}


def create(**topics):
    return admin.create_topics(
        {name: {"assignments": dict(enumerate(replicas)), "configs": configs} for name, (replicas, configs) in topics.items()}
    )


tell("create_topics", lambda: create(orders=([[0, 1], [1, 2]], {"retention.ms": "864000000000"}), other=([[2, 0]], {})))
tell("create_topics again", lambda: create(orders=([[0]], {})))
tell("create_topics to validate", lambda: admin.create_topics({"dry": {"assignments": {0: [0]}}}, validate_only=True))
tell("create_topics with a wrong name", lambda: admin.create_topics({"bad name": {"assignments": {0: [0]}}}))
tell("create_topics with too many replicas", lambda: admin.create_topics({"wide": {"num_partitions": 1, "replication_factor": 4}}))
tell("create_topics with a wrong setting", lambda: create(wrong=([[0]], {"retention.ms": "soon"})))
tell("create_partitions", lambda: admin.create_partitions({"orders": {"count": 3, "assignments": [[2, 0]]}}))
tell("create_partitions to fewer", lambda: admin.create_partitions({"orders": 1}))
tell("create_partitions of none", lambda: admin.create_partitions({"nothing": 4}))
settle()
tell("list_topics", lambda: sorted(name for name in admin.list_topics() if not name.startswith("__")))
tell("describe_topics", lambda: admin.describe_topics(["orders"]))
tell("describe_topics of none", lambda: admin.describe_topics(["nothing"]))
tell("describe_topic_partitions", lambda: admin.describe_topic_partitions(["orders", "nothing", "other"]))
tell("describe_topic_partitions, a page", lambda: admin.describe_topic_partitions(["orders", "other"], response_partition_limit=2))
tell(
    "describe_topic_partitions, the next page",
    lambda: admin.describe_topic_partitions(["orders", "other"], cursor={"topic_name": "orders", "partition_index": 2}),
)

producer = KafkaProducer(bootstrap_servers=servers.split(","), linger_ms=100)
for i in range(10):
    producer.send("orders", str(i).encode(), partition=i % 2, timestamp_ms=BEGINNING + i * 1000)
producer.close()


def offsets(**specs):
    asked = {TopicPartition("orders", int(name[1:])): spec for name, spec in specs.items()}
    return by_partition(admin.list_partition_offsets(asked))


tell("list_partition_offsets earliest", lambda: offsets(p0=OffsetSpec.EARLIEST, p1=OffsetSpec.EARLIEST))
tell("list_partition_offsets latest", lambda: offsets(p0=OffsetSpec.LATEST, p1=OffsetSpec.LATEST))
tell("list_partition_offsets of a time", lambda: offsets(p0=BEGINNING + 3500, p1=BEGINNING + 3_500_000))
tell("list_partition_offsets of the greatest time", lambda: offsets(p0=OffsetSpec.MAX_TIMESTAMP, p1=OffsetSpec.MAX_TIMESTAMP))
tell("list_partition_offsets of no partition", lambda: offsets(p7=OffsetSpec.LATEST))
tell("delete_records", lambda: by_partition(admin.delete_records({T0: 2})))
tell("delete_records beyond the end", lambda: by_partition(admin.delete_records({T0: 99, T1: 1})))
tell("delete_records of none", lambda: by_partition(admin.delete_records({TopicPartition("nothing", 0): 1})))
tell("list_partition_offsets after that", lambda: offsets(p0=OffsetSpec.EARLIEST, p1=OffsetSpec.EARLIEST))


def resource(type, name, configs=None):
    return ConfigResource(ConfigResourceType[type], name, configs)


def described(type, name, **how):
    return admin.describe_configs([resource(type, name)], **how)


tell("describe_configs of a topic", lambda: described("TOPIC", "orders", include_synonyms=True, config_filter="ALL"))
tell("describe_configs of what was set", lambda: described("TOPIC", "orders"))
tell("describe_configs of no topic", lambda: described("TOPIC", "nothing"))
tell("describe_configs of a group", lambda: described("GROUP", "billing", config_filter="ALL"))
tell("describe_configs of no broker", lambda: described("BROKER", "9"))


def altered(configs, type="TOPIC", name="orders", **how):
    return admin.alter_configs([resource(type, name, configs)], **how)


tell("alter_configs", lambda: altered({"cleanup.policy": "compact"}))
tell("alter_configs to append", lambda: altered({"cleanup.policy": (AlterConfigOp.APPEND, "delete")}))
tell("alter_configs to delete", lambda: altered({"max.message.bytes": (AlterConfigOp.DELETE, None)}))
tell("alter_configs to what is wrong", lambda: altered({"cleanup.policy": "burn"}))
tell("alter_configs to validate", lambda: altered({"flush.ms": "7"}, validate_only=True))
tell("alter_configs of what is not known", lambda: altered({"nonsense": "7"}, raise_on_unknown=False))
tell("alter_configs of a broker", lambda: altered({"log.cleaner.threads": "2"}, "BROKER", "1"))
tell("alter_configs the old way", lambda: altered({"flush.ms": "9"}, name="other", incremental=False))
settle()
tell("describe_configs after that", lambda: described("TOPIC", "orders"))
tell("describe_configs of the other", lambda: described("TOPIC", "other"))
tell("reset_configs", lambda: admin.reset_configs([resource("TOPIC", "orders", ["cleanup.policy"])]))
tell("reset_configs of a broker", lambda: admin.reset_configs([resource("BROKER", "1", ["log.cleaner.threads"])]))
settle()
tell("describe_configs after reset_configs", lambda: described("TOPIC", "orders"))
tell("list_config_resources", lambda: {kind: sorted(n for n in names if not n.startswith("__")) for kind, names in admin.list_config_resources().items()})


def committed(*offsets):
    return {TopicPartition("orders", partition): OffsetAndMetadata(offset, "", -1) for partition, offset in enumerate(offsets)}


def groups(**how):
    return sorted(admin.list_groups(**how), key=lambda group: group["group_id"])


def group_of(name):
    found = admin.describe_groups([name])[name]
    for member in found["members"]:
        for unlike in ("member_metadata", "member_assignment"):
            member.pop(unlike, None)
    return found


tell("alter_group_offsets", lambda: by_partition(admin.alter_group_offsets("billing", committed(3, 4))))
tell("alter_group_offsets of no topic", lambda: by_partition(admin.alter_group_offsets("billing", {TopicPartition("nothing", 0): OffsetAndMetadata(1, "", -1)})))
tell("list_group_offsets", lambda: by_partition(admin.list_group_offsets(["billing"])["billing"]))
tell("list_group_offsets of no group", lambda: by_partition(admin.list_group_offsets(["nothing"])["nothing"]))
tell("reset_group_offsets", lambda: by_partition(admin.reset_group_offsets("billing", {T0: OffsetSpec.EARLIEST, T1: OffsetTimestamp(BEGINNING + 5500)})))
tell("delete_group_offsets", lambda: by_partition(admin.delete_group_offsets("billing", [T1, TopicPartition("nothing", 0)])))
tell("list_group_offsets after that", lambda: by_partition(admin.list_group_offsets(["billing"])["billing"]))
tell("list_groups", groups)
tell("list_groups by state", lambda: groups(states_filter=["Empty"]))
tell("list_groups by type", lambda: groups(types_filter=["consumer"]))
tell("describe_groups", lambda: group_of("billing"))
tell("describe_groups of none", lambda: group_of("nothing"))
consumer = KafkaConsumer("orders", bootstrap_servers=servers.split(","), client_id="app", group_id="live", enable_auto_commit=False)
# Or it joins before it knows the partitions, and again when it does: a join that its poll() may forget, and then it stands still
# for ever. See FORGETS_JOINS in src/foreign/clients.ts.
consumer.partitions_for_topic("orders")
while not consumer.assignment():
    consumer.poll(timeout_ms=1_000)
tell("describe_groups with a member", lambda: group_of("live"))
tell("alter_group_offsets with a member", lambda: by_partition(admin.alter_group_offsets("live", committed(1))))
tell("delete_group_offsets with a member", lambda: by_partition(admin.delete_group_offsets("live", [T0])))
tell("delete_groups with a member", lambda: admin.delete_groups(["live"]))
consumer.close()
tell("delete_groups", lambda: admin.delete_groups(["billing", "nothing"]))
tell("list_groups after that", groups)


def cluster():
    found = admin.describe_cluster()
    found["brokers"].sort(key=lambda broker: broker["broker_id"])
    return {**found, "controller_id": type(found["controller_id"]).__name__}


def log_dirs():
    found = admin.describe_log_dirs({"orders": [0, 1]})
    for broker in found:
        for dir in broker["log_dirs"]:
            # The disk is one of this machine.
            for unlike in ("log_dir", "total_bytes", "usable_bytes"):
                dir.pop(unlike, None)
    return sorted(found, key=lambda broker: broker["broker"])


tell("describe_cluster", cluster)
tell("describe_log_dirs", log_dirs)
tell(
    "describe_features",
    # The epoch counts what the controllers have written.
    lambda: {name: {**found, "finalized_epoch": None} for name, found in admin.describe_features().items()},
)
tell("elect_leaders", lambda: admin.elect_leaders("PREFERRED", {"orders": [0]}, raise_errors=False))
tell("elect_leaders of none", lambda: admin.elect_leaders("PREFERRED", {"nothing": [0]}, raise_errors=False))
tell("alter_partition_reassignments", lambda: by_partition(admin.alter_partition_reassignments({T0: [0, 2], TopicPartition("nothing", 0): [0]})))
settle()
# A replica is on its way as long as it takes.
tell("list_partition_reassignments", lambda: by_partition(until(admin.list_partition_reassignments, lambda left: not left)))


def acl(principal, operation="READ"):
    pattern = ResourcePattern(ResourceType.TOPIC, "orders", ACLResourcePatternType.LITERAL)
    return ACL(principal, "*", ACLOperation[operation], ACLPermissionType.ALLOW, pattern)


def filtered(pattern_type="ANY", principal=None, operation="ANY"):
    pattern = ResourcePatternFilter(ResourceType.TOPIC, "orders", ACLResourcePatternType[pattern_type])
    return ACLFilter(principal, None, ACLOperation[operation], ACLPermissionType.ANY, pattern)


def shown(acls):
    return sorted(str(each) for each in acls)


def created(*acls):
    found = admin.create_acls(list(acls))
    return {"succeeded": shown(found["succeeded"]), "failed": plain(found["failed"])}


def deleted(asked):
    return [[str(each), shown(acl for acl, _ in matched), plain(error)] for each, matched, error in admin.delete_acls([asked])]


tell("create_acls", lambda: created(acl("User:bob"), acl("User:bob", "WRITE")))
tell("create_acls with a wrong principal", lambda: created(acl("bob")))
settle()
tell("describe_acls", lambda: shown(admin.describe_acls(filtered())[0]))
tell("describe_acls that match", lambda: shown(admin.describe_acls(filtered("MATCH", "User:bob"))[0]))
tell("delete_acls", lambda: deleted(filtered(principal="User:bob", operation="READ")))
settle()
tell("describe_acls after that", lambda: shown(admin.describe_acls(filtered())[0]))
upsertion = UserScramCredentialUpsertion("carol", ScramMechanism.SCRAM_SHA_256, "carol-secret", iterations=8192)
tell("alter_user_scram_credentials", lambda: admin.alter_user_scram_credentials([upsertion]))
tell(
    "alter_user_scram_credentials to take away what is not there",
    lambda: admin.alter_user_scram_credentials([UserScramCredentialDeletion("nobody", ScramMechanism.SCRAM_SHA_256)]),
)
settle()
tell("describe_user_scram_credentials", lambda: admin.describe_user_scram_credentials(["carol", "nobody"]))
tell("list_transactions", admin.list_transactions)
tell("describe_transactions of none", lambda: admin.describe_transactions(["nobody"]))
tell("describe_producers", lambda: by_partition(admin.describe_producers([TopicPartition("other", 0)])))
tell("delete_topics", lambda: admin.delete_topics(["orders"]))
tell("delete_topics of none", lambda: admin.delete_topics(["nothing"]))
settle()
tell("list_topics at the end", lambda: sorted(name for name in admin.list_topics() if not name.startswith("__")))
admin.close()
