// kadm, the admin client of franz-go: its calls, one after the other.
package main

import (
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"foreign/calls"
)

var ctx = context.Background()

const beginning = 1577836800000

func open(options ...kgo.Opt) *kgo.Client {
	client, err := kgo.NewClient(append([]kgo.Opt{
		kgo.SeedBrokers(calls.Servers...), kgo.ClientID("app"),
		kgo.MetadataMinAge(100 * time.Millisecond), kgo.RecordPartitioner(kgo.ManualPartitioner()),
	}, options...)...)
	if err != nil {
		panic(err)
	}
	return client
}

// Kafka chooses where to place partitions: with as many replicas as brokers only their order is of chance.
func topics(details kadm.TopicDetails, err error) (kadm.TopicDetails, error) {
	details.EachPartition(func(p kadm.PartitionDetail) { slices.Sort(p.Replicas); slices.Sort(p.ISR) })
	for name, topic := range details {
		for i, p := range topic.Partitions {
			p.Leader = -1
			topic.Partitions[i] = p
		}
		if strings.HasPrefix(name, "__") {
			delete(details, name)
		}
	}
	return details, err
}

func sorted(configs kadm.ResourceConfigs, err error) (kadm.ResourceConfigs, error) {
	for _, each := range configs {
		sort.Slice(each.Configs, func(i, j int) bool { return each.Configs[i].Key < each.Configs[j].Key })
	}
	return configs, err
}

// Of a broker's settings what both sides have.
func common(configs kadm.ResourceConfigs, err error) (kadm.ResourceConfigs, error) {
	for i, each := range configs {
		configs[i].Configs = slices.DeleteFunc(each.Configs, func(c kadm.Config) bool {
			return c.Key != "message.max.bytes" && c.Key != "num.partitions"
		})
	}
	return sorted(configs, err)
}

// Which broker coordinates is of chance.
func groups(described kadm.DescribedGroups, err error) (kadm.DescribedGroups, error) {
	for name, each := range described {
		each.Coordinator = kadm.BrokerDetail{}
		for i := range each.Members {
			each.Members[i].Join, each.Members[i].Assigned = kadm.GroupMemberMetadata{}, kadm.GroupMemberAssignment{}
		}
		described[name] = each
	}
	return described, err
}

func listed(found kadm.ListedGroups, err error) (kadm.ListedGroups, error) {
	for name, each := range found {
		each.Coordinator = -1
		found[name] = each
	}
	return found, err
}

func acls(found kadm.DescribeACLsResults, err error) (kadm.DescribeACLsResults, error) {
	for _, each := range found {
		sort.Slice(each.Described, func(i, j int) bool { return each.Described[i].Operation < each.Described[j].Operation })
	}
	return found, err
}

func created(found kadm.CreateACLsResults, err error) (kadm.CreateACLsResults, error) {
	sort.Slice(found, func(i, j int) bool { return found[i].Operation < found[j].Operation })
	return found, err
}

func alter(admin *kadm.Client, op kadm.IncrementalOp, name, value, topic string) (kadm.AlterConfigsResponses, error) {
	return admin.AlterTopicConfigs(ctx, []kadm.AlterConfig{{Op: op, Name: name, Value: kadm.StringPtr(value)}}, topic)
}

func nothing(err error) (any, error) { return nil, err }

func main() {
	client := open()
	admin := kadm.NewClient(client)
	defer admin.Close()
	onTopics(client, admin)
	onConfigs(admin)
	onGroups(client, admin)
	onCluster(admin)
	onAccess(admin)
	calls.Tell("DeleteTopics", func() (any, error) { return admin.DeleteTopics(ctx, "orders", "nothing") })
	calls.Settle()
	calls.Tell("ListTopics at the end", func() (any, error) { return topics(admin.ListTopics(ctx)) })
}

func onTopics(client *kgo.Client, admin *kadm.Client) {
	retention := map[string]*string{"retention.ms": kadm.StringPtr("864000000000")}
	calls.Tell("CreateTopics", func() (any, error) { return admin.CreateTopics(ctx, 2, 3, retention, "orders") })
	calls.Tell("CreateTopics again", func() (any, error) { return admin.CreateTopics(ctx, 2, 3, nil, "orders", "other") })
	calls.Tell("ValidateCreateTopics", func() (any, error) { return admin.ValidateCreateTopics(ctx, 2, 3, nil, "dry") })
	calls.Tell("CreateTopics with a wrong name", func() (any, error) { return admin.CreateTopics(ctx, 1, 1, nil, "bad name") })
	calls.Tell("CreateTopics with too many replicas", func() (any, error) { return admin.CreateTopics(ctx, 1, 4, nil, "wide") })
	calls.Tell("CreateTopics with no partition", func() (any, error) { return admin.CreateTopics(ctx, 0, 1, nil, "none") })
	calls.Tell("CreateTopics with a wrong setting", func() (any, error) {
		return admin.CreateTopics(ctx, 1, 1, map[string]*string{"retention.ms": kadm.StringPtr("soon")}, "wrong")
	})
	calls.Tell("CreatePartitions", func() (any, error) { return admin.CreatePartitions(ctx, 1, "orders") })
	calls.Settle()
	calls.Tell("UpdatePartitions to fewer", func() (any, error) { return admin.UpdatePartitions(ctx, 1, "orders", "nothing") })
	calls.Tell("ListTopics", func() (any, error) { return topics(admin.ListTopics(ctx)) })
	calls.Tell("ListTopics of none", func() (any, error) { return topics(admin.ListTopics(ctx, "nothing")) })
	for i := range 10 {
		record := &kgo.Record{Topic: "orders", Partition: int32(i % 2), Value: []byte{byte('0' + i)}, Timestamp: time.UnixMilli(beginning + int64(i)*1000)}
		if err := client.ProduceSync(ctx, record).FirstErr(); err != nil {
			panic(err)
		}
	}
	calls.Tell("ListStartOffsets", func() (any, error) { return admin.ListStartOffsets(ctx, "orders") })
	calls.Tell("ListEndOffsets", func() (any, error) { return admin.ListEndOffsets(ctx, "orders") })
	calls.Tell("ListEndOffsets of none", func() (any, error) { return admin.ListEndOffsets(ctx, "nothing") })
	calls.Tell("ListCommittedOffsets", func() (any, error) { return admin.ListCommittedOffsets(ctx, "orders") })
	calls.Tell("ListMaxTimestampOffsets", func() (any, error) { return admin.ListMaxTimestampOffsets(ctx, "orders") })
	calls.Tell("ListLocalLogStartOffsets", func() (any, error) { return admin.ListLocalLogStartOffsets(ctx, "orders") })
	calls.Tell("ListLatestRemoteOffsets", func() (any, error) { return admin.ListLatestRemoteOffsets(ctx, "orders") })
	calls.Tell("ListOffsetsAfterMilli", func() (any, error) { return admin.ListOffsetsAfterMilli(ctx, beginning+3500, "orders") })
	deletes := kadm.Offsets{}
	deletes.AddOffset("orders", 0, 2, -1)
	deletes.AddOffset("orders", 1, 99, -1)
	deletes.AddOffset("nothing", 0, 1, -1)
	calls.Tell("DeleteRecords", func() (any, error) { return admin.DeleteRecords(ctx, deletes) })
	calls.Tell("ListStartOffsets after that", func() (any, error) { return admin.ListStartOffsets(ctx, "orders") })
	set := kadm.TopicsSet{}
	set.Add("orders", 0)
	calls.Tell("DescribeProducers", func() (any, error) {
		found, err := admin.DescribeProducers(ctx, set)
		count := 0
		found.EachProducer(func(kadm.DescribedProducer) { count++ })
		return count, err
	})
}

func onConfigs(admin *kadm.Client) {
	calls.Tell("DescribeTopicConfigs", func() (any, error) { return sorted(admin.DescribeTopicConfigs(ctx, "orders", "nothing")) })
	calls.Tell("DescribeBrokerConfigs", func() (any, error) { return common(admin.DescribeBrokerConfigs(ctx, 1)) })
	calls.Tell("AlterTopicConfigs", func() (any, error) { return alter(admin, kadm.SetConfig, "cleanup.policy", "compact", "orders") })
	calls.Tell("AlterTopicConfigs to append", func() (any, error) { return alter(admin, kadm.AppendConfig, "cleanup.policy", "delete", "orders") })
	calls.Tell("AlterTopicConfigs to append to no list", func() (any, error) { return alter(admin, kadm.AppendConfig, "retention.ms", "5", "orders") })
	calls.Tell("AlterTopicConfigs to subtract", func() (any, error) { return alter(admin, kadm.SubtractConfig, "cleanup.policy", "compact", "orders") })
	calls.Tell("AlterTopicConfigs to what is wrong", func() (any, error) { return alter(admin, kadm.SetConfig, "cleanup.policy", "burn", "orders") })
	calls.Tell("AlterTopicConfigs of none", func() (any, error) { return alter(admin, kadm.SetConfig, "cleanup.policy", "compact", "nothing") })
	state := []kadm.AlterConfig{{Name: "flush.ms", Value: kadm.StringPtr("9")}}
	calls.Tell("ValidateAlterTopicConfigs", func() (any, error) { return admin.ValidateAlterTopicConfigs(ctx, state, "orders") })
	calls.Tell("AlterTopicConfigsState", func() (any, error) { return admin.AlterTopicConfigsState(ctx, state, "other") })
	calls.Settle()
	calls.Tell("DescribeTopicConfigs after that", func() (any, error) {
		found, err := sorted(admin.DescribeTopicConfigs(ctx, "orders", "other"))
		for i, each := range found {
			found[i].Configs = slices.DeleteFunc(each.Configs, func(c kadm.Config) bool { return c.Source == kmsg.ConfigSourceDefaultConfig })
		}
		return found, err
	})
	threads := []kadm.AlterConfig{{Name: "log.cleaner.threads", Value: kadm.StringPtr("2")}}
	calls.Tell("AlterBrokerConfigs", func() (any, error) { return admin.AlterBrokerConfigs(ctx, threads, 1) })
	calls.Tell("AlterBrokerConfigs of all", func() (any, error) { return admin.AlterBrokerConfigs(ctx, threads) })
}

func onGroups(client *kgo.Client, admin *kadm.Client) {
	offsets := kadm.Offsets{}
	offsets.AddOffset("orders", 0, 3, -1)
	offsets.AddOffset("orders", 1, 4, -1)
	calls.Tell("CommitOffsets", func() (any, error) { return admin.CommitOffsets(ctx, "billing", offsets) })
	calls.Tell("FetchOffsets", func() (any, error) { return admin.FetchOffsets(ctx, "billing") })
	calls.Tell("FetchOffsets of no group", func() (any, error) { return admin.FetchOffsets(ctx, "nothing") })
	calls.Tell("FetchOffsetsForTopics", func() (any, error) { return admin.FetchOffsetsForTopics(ctx, "billing", "orders", "other") })
	calls.Tell("ListGroups", func() (any, error) { return listed(admin.ListGroups(ctx)) })
	calls.Tell("ListGroups by state", func() (any, error) { return listed(admin.ListGroups(ctx, "Stable")) })
	calls.Tell("ListGroupsByType", func() (any, error) { return listed(admin.ListGroupsByType(ctx, []string{"classic"})) })
	calls.Tell("DescribeGroups", func() (any, error) { return groups(admin.DescribeGroups(ctx, "billing", "nothing")) })
	calls.Tell("DescribeConsumerGroups of a classic one", func() (any, error) {
		found, err := admin.DescribeConsumerGroups(ctx, "billing")
		return found["billing"].Err, err
	})
	calls.Tell("Lag", func() (any, error) {
		found, err := admin.Lag(ctx, "billing")
		lags := map[int32]int64{}
		for partition, each := range found["billing"].Lag["orders"] {
			lags[partition] = each.Lag
		}
		return lags, err
	})
	member := open(kgo.ConsumerGroup("live"), kgo.ConsumeTopics("orders"), kgo.DisableAutoCommit())
	for len(member.UncommittedOffsets()) == 0 {
		fetches := member.PollFetches(ctx)
		if fetches.NumRecords() > 0 {
			break
		}
	}
	calls.Tell("DescribeGroups with a member", func() (any, error) { return groups(admin.DescribeGroups(ctx, "live")) })
	calls.Tell("CommitOffsets with a member", func() (any, error) { return admin.CommitOffsets(ctx, "live", offsets) })
	calls.Tell("DeleteOffsets with a member", func() (any, error) { return admin.DeleteOffsets(ctx, "live", offsets.TopicsSet()) })
	calls.Tell("DeleteGroups with a member", func() (any, error) { return admin.DeleteGroups(ctx, "live") })
	member.Close()
	calls.Tell("DeleteOffsets", func() (any, error) { return admin.DeleteOffsets(ctx, "billing", offsets.TopicsSet()) })
	calls.Tell("DeleteGroups", func() (any, error) { return admin.DeleteGroups(ctx, "billing", "nothing") })
	calls.Tell("ListGroups after that", func() (any, error) { return listed(admin.ListGroups(ctx)) })
}

func onCluster(admin *kadm.Client) {
	set := kadm.TopicsSet{}
	set.Add("orders", 0)
	calls.Tell("BrokerMetadata", func() (any, error) {
		found, err := admin.BrokerMetadata(ctx)
		found.Controller = -1
		return found, err
	})
	calls.Tell("ElectLeaders", func() (any, error) {
		found, err := admin.ElectLeaders(ctx, kadm.ElectPreferredReplica, set)
		return found, err
	})
	calls.Tell("AlterPartitionAssignments", func() (any, error) {
		return admin.AlterPartitionAssignments(ctx, kadm.AlterPartitionAssignmentsReq{
			"orders": {0: {0, 1}, 9: {0}}, "other": {0: {0, 9}}, "nothing": {0: {0}},
		})
	})
	calls.Settle()
	// A replica is on its way as long as it takes.
	calls.Tell("ListPartitionReassignments", func() (kadm.ListPartitionReassignmentsResponses, error) {
		list := func() (kadm.ListPartitionReassignmentsResponses, error) {
			return admin.ListPartitionReassignments(ctx, set)
		}
		return calls.Until(list, func(left kadm.ListPartitionReassignmentsResponses) bool { return len(left) == 0 })
	})
	calls.Tell("DescribeAllLogDirs", func() (any, error) {
		found, err := admin.DescribeAllLogDirs(ctx, set)
		sizes := map[int32]int64{}
		found.Each(func(dir kadm.DescribedLogDir) { sizes[dir.Broker] += dir.Size() })
		return sizes, err
	})
	calls.Tell("UpdateFeatures to validate", func() (any, error) {
		return admin.UpdateFeatures(ctx, true, kadm.FeatureUpdate{Feature: "transaction.version", MaxVersionLevel: 9, UpgradeType: 1})
	})
	calls.Tell("ApiVersions", func() (any, error) {
		found, err := admin.ApiVersions(ctx)
		ranges := map[int32]map[int16][2]int16{}
		found.Each(func(of kadm.BrokerApiVersions) {
			ranges[of.NodeID] = map[int16][2]int16{}
			of.EachKeySorted(func(key, min, max int16) { ranges[of.NodeID][key] = [2]int16{min, max} })
		})
		return ranges, err
	})
	calls.Tell("DescribeTransactions of none", func() (any, error) {
		found, err := admin.DescribeTransactions(ctx, "nobody")
		return found["nobody"].Err, err
	})
	calls.Tell("ListTransactions", func() (any, error) { return admin.ListTransactions(ctx, nil, nil) })
}

func onAccess(admin *kadm.Client) {
	bob := func() *kadm.ACLBuilder {
		return kadm.NewACLs().Topics("orders").ResourcePatternType(kadm.ACLPatternLiteral).Allow("User:bob").AllowHosts("*")
	}
	anyone := func() *kadm.ACLBuilder {
		return kadm.NewACLs().AnyResource().ResourcePatternType(kadm.ACLPatternAny).Operations().Allow().AllowHosts().Deny().DenyHosts()
	}
	calls.Tell("CreateACLs", func() (any, error) {
		return created(admin.CreateACLs(ctx, bob().Operations(kadm.OpRead, kadm.OpWrite)))
	})
	calls.Settle()
	calls.Tell("DescribeACLs", func() (any, error) { return acls(admin.DescribeACLs(ctx, anyone())) })
	calls.Tell("DeleteACLs", func() (any, error) { return admin.DeleteACLs(ctx, bob().Operations(kadm.OpRead)) })
	calls.Settle()
	calls.Tell("DescribeACLs after that", func() (any, error) { return acls(admin.DescribeACLs(ctx, anyone())) })

	carol := kadm.UpsertSCRAM{User: "carol", Mechanism: kadm.ScramSha256, Iterations: 8192, Password: "carol-secret"}
	weak := kadm.UpsertSCRAM{User: "dave", Mechanism: kadm.ScramSha256, Iterations: 5, Password: "dave-secret"}
	nobody := []kadm.DeleteSCRAM{{User: "nobody", Mechanism: kadm.ScramSha256}}
	calls.Tell("AlterUserSCRAMs", func() (any, error) { return admin.AlterUserSCRAMs(ctx, nobody, []kadm.UpsertSCRAM{carol, weak}) })
	calls.Settle()
	calls.Tell("DescribeUserSCRAMs", func() (any, error) { return admin.DescribeUserSCRAMs(ctx, "carol", "nobody") })

	entity := kadm.ClientQuotaEntity{{Type: "user", Name: kadm.StringPtr("erin")}}
	quota := func(key string, value float64) []kadm.AlterClientQuotaEntry {
		return []kadm.AlterClientQuotaEntry{{Entity: entity, Ops: []kadm.AlterClientQuotaOp{{Key: key, Value: value}}}}
	}
	erin := []kadm.DescribeClientQuotaComponent{{Type: "user", MatchName: kadm.StringPtr("erin"), MatchType: 0}}
	calls.Tell("AlterClientQuotas", func() (any, error) { return admin.AlterClientQuotas(ctx, quota("producer_byte_rate", 1024)) })
	calls.Tell("AlterClientQuotas to what is not known", func() (any, error) { return admin.AlterClientQuotas(ctx, quota("nonsense", 1)) })
	calls.Tell("ValidateAlterClientQuotas", func() (any, error) { return admin.ValidateAlterClientQuotas(ctx, quota("request_percentage", 50)) })
	calls.Settle()
	calls.Tell("DescribeClientQuotas", func() (any, error) { return admin.DescribeClientQuotas(ctx, true, erin) })
	calls.Tell("CreateDelegationToken", func() (any, error) {
		return nothing(func() error { _, err := admin.CreateDelegationToken(ctx, kadm.CreateDelegationToken{}); return err }())
	})
	calls.Tell("DescribeDelegationTokens", func() (any, error) { return admin.DescribeDelegationTokens(ctx) })
}
