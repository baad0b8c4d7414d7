// The ClusterAdmin of sarama: its calls, one after the other.
package main

import (
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/IBM/sarama"

	"foreign/calls"
)

const beginning = 1577836800000

func pointer[T any](value T) *T { return &value }

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// done is for calls that tell nothing.
func done(err error) (any, error) { return nil, err }

func main() {
	config := sarama.NewConfig()
	config.Version = sarama.MaxVersion
	config.ClientID = "app"
	config.Metadata.Retry.Max = 1
	config.Admin.Retry.Max = 1
	config.Producer.Return.Successes = true
	config.Producer.RequiredAcks = sarama.WaitForAll
	config.Producer.Partitioner = sarama.NewManualPartitioner
	client := must(sarama.NewClient(calls.Servers, config))
	admin := must(sarama.NewClusterAdminFromClient(client))
	defer admin.Close()
	onTopics(client, admin)
	onConfigs(admin)
	onGroups(config, admin)
	onCluster(admin)
	onAccess(admin)
	calls.Tell("DeleteTopic", func() (any, error) { return done(admin.DeleteTopic("orders")) })
	calls.Tell("DeleteTopic of none", func() (any, error) { return done(admin.DeleteTopic("nothing")) })
	calls.Settle()
	calls.Tell("ListTopics at the end", func() (any, error) { return names(admin.ListTopics()) })
}

func names(topics map[string]sarama.TopicDetail, err error) ([]string, error) {
	all := []string{}
	for name := range topics {
		if !strings.HasPrefix(name, "__") {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all, err
}

func detail(replicas map[int32][]int32, configs map[string]*string) *sarama.TopicDetail {
	return &sarama.TopicDetail{NumPartitions: -1, ReplicationFactor: -1, ReplicaAssignment: replicas, ConfigEntries: configs}
}

func onTopics(client sarama.Client, admin sarama.ClusterAdmin) {
	orders := map[int32][]int32{0: {0, 1}, 1: {1, 2}}
	one := map[int32][]int32{0: {0}}
	retention := map[string]*string{"retention.ms": pointer("864000000000")}
	calls.Tell("CreateTopic", func() (any, error) { return done(admin.CreateTopic("orders", detail(orders, retention), false)) })
	calls.Tell("CreateTopic again", func() (any, error) { return done(admin.CreateTopic("orders", detail(orders, nil), false)) })
	calls.Tell("CreateTopic to validate", func() (any, error) { return done(admin.CreateTopic("dry", detail(one, nil), true)) })
	calls.Tell("CreateTopic with a wrong name", func() (any, error) { return done(admin.CreateTopic("bad name", detail(one, nil), false)) })
	calls.Tell("CreateTopic with too many replicas", func() (any, error) {
		return done(admin.CreateTopic("wide", &sarama.TopicDetail{NumPartitions: 1, ReplicationFactor: 4}, false))
	})
	calls.Tell("CreateTopic with a wrong setting", func() (any, error) {
		return done(admin.CreateTopic("wrong", detail(one, map[string]*string{"retention.ms": pointer("soon")}), false))
	})
	calls.Tell("CreatePartitions", func() (any, error) { return done(admin.CreatePartitions("orders", 3, [][]int32{{2, 0}}, false)) })
	calls.Tell("CreatePartitions to fewer", func() (any, error) { return done(admin.CreatePartitions("orders", 1, nil, false)) })
	calls.Settle()
	calls.Tell("ListTopics", func() (any, error) { return names(admin.ListTopics()) })
	calls.Tell("DescribeTopics", func() (any, error) {
		found, err := admin.DescribeTopics([]string{"orders"})
		for _, topic := range found {
			sort.Slice(topic.Partitions, func(i, j int) bool { return topic.Partitions[i].ID < topic.Partitions[j].ID })
		}
		return found, err
	})
	calls.Tell("DescribeTopics of none", func() (any, error) { return admin.DescribeTopics([]string{"nothing"}) })
	producer := must(sarama.NewSyncProducerFromClient(client))
	for i := range 10 {
		must(producerSends(producer, int32(i%2), time.UnixMilli(beginning+int64(i)*1000)))
	}
	offsets := func(time int64) func() (any, error) {
		return func() (any, error) {
			return admin.ListOffsets(map[string]map[int32]int64{"orders": {0: time, 1: time}}, nil)
		}
	}
	calls.Tell("ListOffsets earliest", offsets(sarama.OffsetOldest))
	calls.Tell("ListOffsets latest", offsets(sarama.OffsetNewest))
	calls.Tell("ListOffsets of a time", offsets(beginning+3500))
	calls.Tell("DeleteRecords", func() (any, error) { return done(admin.DeleteRecords("orders", map[int32]int64{0: 2})) })
	calls.Tell("DeleteRecords beyond the end", func() (any, error) { return done(admin.DeleteRecords("orders", map[int32]int64{0: 99})) })
	calls.Tell("ListOffsets after that", offsets(sarama.OffsetOldest))
}

func producerSends(producer sarama.SyncProducer, partition int32, at time.Time) (int64, error) {
	_, offset, err := producer.SendMessage(&sarama.ProducerMessage{
		Topic: "orders", Partition: partition, Value: sarama.StringEncoder("some"), Timestamp: at,
	})
	return offset, err
}

func onConfigs(admin sarama.ClusterAdmin) {
	topic := func(name string, configs ...string) sarama.ConfigResource {
		return sarama.ConfigResource{Type: sarama.TopicResource, Name: name, ConfigNames: configs}
	}
	sorted := func(entries []sarama.ConfigEntry, err error) (any, error) {
		sort.Slice(entries, func(i, j int) bool { return entries[i].Name < entries[j].Name })
		return entries, err
	}
	calls.Tell("DescribeConfig of a topic", func() (any, error) { return sorted(admin.DescribeConfig(topic("orders"))) })
	calls.Tell("DescribeConfig of two names", func() (any, error) {
		return sorted(admin.DescribeConfig(topic("orders", "retention.ms", "cleanup.policy")))
	})
	calls.Tell("DescribeConfig of none", func() (any, error) { return sorted(admin.DescribeConfig(topic("nothing"))) })
	calls.Tell("DescribeConfig of a broker", func() (any, error) {
		return sorted(admin.DescribeConfig(sarama.ConfigResource{Type: sarama.BrokerResource, Name: "1", ConfigNames: []string{"message.max.bytes"}}))
	})
	incremental := func(op sarama.IncrementalAlterConfigsOperation, name, value string) func() (any, error) {
		return func() (any, error) {
			entries := map[string]sarama.IncrementalAlterConfigsEntry{name: {Operation: op, Value: &value}}
			return done(admin.IncrementalAlterConfig(sarama.TopicResource, "orders", entries, false))
		}
	}
	calls.Tell("IncrementalAlterConfig", incremental(sarama.IncrementalAlterConfigsOperationSet, "cleanup.policy", "compact"))
	calls.Tell("IncrementalAlterConfig to append", incremental(sarama.IncrementalAlterConfigsOperationAppend, "cleanup.policy", "delete"))
	calls.Tell("IncrementalAlterConfig to what is wrong", incremental(sarama.IncrementalAlterConfigsOperationSet, "cleanup.policy", "burn"))
	calls.Tell("AlterConfig", func() (any, error) {
		all := map[string]*string{"flush.ms": pointer("9"), "retention.ms": pointer("864000000000")}
		return done(admin.AlterConfig(sarama.TopicResource, "orders", all, false))
	})
	calls.Tell("AlterConfig of none", func() (any, error) {
		return done(admin.AlterConfig(sarama.TopicResource, "nothing", map[string]*string{"flush.ms": pointer("9")}, false))
	})
	calls.Settle()
	calls.Tell("DescribeConfig after that", func() (any, error) {
		found, err := admin.DescribeConfig(topic("orders"))
		return sorted(slices.DeleteFunc(found, func(each sarama.ConfigEntry) bool { return each.Source != sarama.SourceTopic }), err)
	})
}

func onGroups(config *sarama.Config, admin sarama.ClusterAdmin) {
	described := func(groups ...string) func() (any, error) {
		return func() (any, error) {
			found, err := admin.DescribeConsumerGroups(groups)
			for _, group := range found {
				members := map[string]*sarama.GroupMemberDescription{}
				for _, member := range group.Members {
					member.MemberMetadata, member.MemberAssignment = nil, nil
					members[member.ClientId] = member
				}
				group.Members = members
			}
			return found, err
		}
	}
	moves := func(group string, offset int64) func() (any, error) {
		return func() (any, error) {
			found, err := admin.AlterConsumerGroupOffsets(group, map[string]map[int32]sarama.OffsetAndMetadata{"orders": {0: {Offset: offset, LeaderEpoch: -1}}}, nil)
			if found == nil {
				return nil, err
			}
			return found.Errors, err
		}
	}
	offsets := func(group string) func() (any, error) {
		return func() (any, error) {
			found, err := admin.ListConsumerGroupOffsets(group, map[string][]int32{"orders": {0, 1}})
			if found == nil {
				return nil, err
			}
			return found.Blocks, err
		}
	}
	calls.Tell("AlterConsumerGroupOffsets", moves("billing", 3))
	calls.Tell("ListConsumerGroupOffsets", offsets("billing"))
	calls.Tell("ListConsumerGroupOffsets of no group", offsets("nothing"))
	calls.Tell("ListConsumerGroups", func() (any, error) { return admin.ListConsumerGroups() })
	calls.Tell("DescribeConsumerGroups", described("billing"))
	calls.Tell("DescribeConsumerGroups of none", described("nothing"))
	member := must(sarama.NewConsumerGroup(calls.Servers, "live", config))
	joined := make(chan struct{})
	go func() { _ = member.Consume(calls.Context, []string{"orders"}, handler{joined}) }()
	<-joined
	calls.Tell("DescribeConsumerGroups with a member", described("live"))
	calls.Tell("AlterConsumerGroupOffsets with a member", moves("live", 1))
	calls.Tell("DeleteConsumerGroup with a member", func() (any, error) { return done(admin.DeleteConsumerGroup("live")) })
	calls.Tell("DeleteConsumerGroupOffset with a member", func() (any, error) { return done(admin.DeleteConsumerGroupOffset("live", "orders", 0)) })
	_ = member.Close()
	calls.Tell("DeleteConsumerGroupOffset", func() (any, error) { return done(admin.DeleteConsumerGroupOffset("billing", "orders", 0)) })
	calls.Tell("DeleteConsumerGroup", func() (any, error) { return done(admin.DeleteConsumerGroup("billing")) })
	calls.Tell("DeleteConsumerGroup of none", func() (any, error) { return done(admin.DeleteConsumerGroup("nothing")) })
	calls.Tell("ListConsumerGroups after that", func() (any, error) { return admin.ListConsumerGroups() })
}

type handler struct{ joined chan struct{} }

func (h handler) Setup(sarama.ConsumerGroupSession) error   { close(h.joined); return nil }
func (h handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }
func (h handler) ConsumeClaim(_ sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for range claim.Messages() {
	}
	return nil
}

func onCluster(admin sarama.ClusterAdmin) {
	calls.Tell("DescribeCluster", func() (any, error) {
		brokers, _, err := admin.DescribeCluster()
		all := []string{}
		for _, broker := range brokers {
			all = append(all, broker.Addr())
		}
		slices.Sort(all)
		return len(all), err
	})
	calls.Tell("ElectLeaders", func() (any, error) {
		return admin.ElectLeaders(sarama.PreferredElection, map[string][]int32{"orders": {0}})
	})
	calls.Tell("AlterPartitionReassignments", func() (any, error) {
		return done(admin.AlterPartitionReassignments("orders", [][]int32{{0, 2}, {1, 2}, {2, 0}}))
	})
	calls.Tell("AlterPartitionReassignments to no broker", func() (any, error) {
		return done(admin.AlterPartitionReassignments("orders", [][]int32{{0, 9}}))
	})
	calls.Settle()
	// A replica is on its way as long as it takes.
	type onTheirWay = map[string]map[int32]*sarama.PartitionReplicaReassignmentsStatus
	calls.Tell("ListPartitionReassignments", func() (onTheirWay, error) {
		list := func() (onTheirWay, error) { return admin.ListPartitionReassignments("orders", []int32{0}) }
		return calls.Until(list, func(left onTheirWay) bool { return len(left) == 0 })
	})
	calls.Tell("DescribeLogDirs", func() (any, error) {
		found, err := admin.DescribeLogDirs([]int32{1})
		sizes := map[string]int64{}
		for _, dir := range found[1] {
			for _, topic := range dir.Topics {
				if topic.Topic == "orders" {
					for _, partition := range topic.Partitions {
						sizes[topic.Topic] += partition.Size
					}
				}
			}
		}
		return sizes, err
	})
	calls.Tell("UpdateFeatures", func() (any, error) {
		return admin.UpdateFeatures([]sarama.FeatureUpdate{{Feature: "nonsense", MaxVersionLevel: 1}})
	})
}

func onAccess(admin sarama.ClusterAdmin) {
	orders := sarama.Resource{ResourceType: sarama.AclResourceTopic, ResourceName: "orders", ResourcePatternType: sarama.AclPatternLiteral}
	acl := func(operation sarama.AclOperation) *sarama.Acl {
		return &sarama.Acl{Principal: "User:bob", Host: "*", Operation: operation, PermissionType: sarama.AclPermissionAllow}
	}
	anyone := sarama.AclFilter{
		ResourceType: sarama.AclResourceAny, ResourcePatternTypeFilter: sarama.AclPatternAny,
		Operation: sarama.AclOperationAny, PermissionType: sarama.AclPermissionAny,
	}
	listed := func() (any, error) {
		found, err := admin.ListAcls(anyone)
		for _, each := range found {
			sort.Slice(each.Acls, func(i, j int) bool { return each.Acls[i].Operation < each.Acls[j].Operation })
		}
		return found, err
	}
	calls.Tell("CreateACL", func() (any, error) { return done(admin.CreateACL(orders, *acl(sarama.AclOperationRead))) })
	calls.Tell("CreateACLs", func() (any, error) {
		return done(admin.CreateACLs([]*sarama.ResourceAcls{{Resource: orders, Acls: []*sarama.Acl{acl(sarama.AclOperationWrite)}}}))
	})
	calls.Settle()
	calls.Tell("ListAcls", listed)
	calls.Tell("DeleteACL", func() (any, error) {
		filter := anyone
		filter.Operation = sarama.AclOperationRead
		return admin.DeleteACL(filter, false)
	})
	calls.Settle()
	calls.Tell("ListAcls after that", listed)
	upsert := func(iterations int32) func() (any, error) {
		return func() (any, error) {
			return admin.UpsertUserScramCredentials([]sarama.AlterUserScramCredentialsUpsert{{
				Name: "carol", Mechanism: sarama.SCRAM_MECHANISM_SHA_256, Iterations: iterations, Salt: []byte("salt"), Password: []byte("carol-secret"),
			}})
		}
	}
	calls.Tell("UpsertUserScramCredentials", upsert(8192))
	calls.Tell("UpsertUserScramCredentials with few iterations", upsert(5))
	calls.Settle()
	calls.Tell("DescribeUserScramCredentials", func() (any, error) { return admin.DescribeUserScramCredentials([]string{"carol", "nobody"}) })
	calls.Tell("DeleteUserScramCredentials", func() (any, error) {
		return admin.DeleteUserScramCredentials([]sarama.AlterUserScramCredentialsDelete{{Name: "nobody", Mechanism: sarama.SCRAM_MECHANISM_SHA_256}})
	})
	erin := []sarama.QuotaEntityComponent{{EntityType: sarama.QuotaEntityUser, MatchType: sarama.QuotaMatchExact, Name: "erin"}}
	calls.Tell("AlterClientQuotas", func() (any, error) {
		return done(admin.AlterClientQuotas(erin, sarama.ClientQuotasOp{Key: "producer_byte_rate", Value: 1024}, false))
	})
	calls.Settle()
	calls.Tell("DescribeClientQuotas", func() (any, error) {
		return admin.DescribeClientQuotas([]sarama.QuotaFilterComponent{{EntityType: sarama.QuotaEntityUser, MatchType: sarama.QuotaMatchExact, Match: "erin"}}, true)
	})
}
