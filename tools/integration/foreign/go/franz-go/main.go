// franz-go, as its documentation shows it; with cooperative rebalancing, which is its default.
package main

import (
	"context"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"foreign/contract"
)

func main() {
	contract.Serve(func(servers []string) (string, contract.Client, error) {
		return "franz-go " + contract.Version("github.com/twmb/franz-go"), client{servers}, nil
	})
}

type client struct{ servers []string }

func (c client) open(options ...kgo.Opt) (*kgo.Client, error) {
	return kgo.NewClient(append([]kgo.Opt{kgo.SeedBrokers(c.servers...)}, options...)...)
}

func (c client) Topics(ctx context.Context) (map[string]int, error) {
	cl, err := c.open()
	if err != nil {
		return nil, err
	}
	defer cl.Close()
	request := kmsg.NewPtrMetadataRequest()
	request.Topics = nil
	response, err := request.RequestWith(ctx, cl)
	if err != nil {
		return nil, err
	}
	topics := map[string]int{}
	for _, topic := range response.Topics {
		if err := kerr.ErrorForCode(topic.ErrorCode); err != nil {
			return nil, err
		}
		topics[*topic.Topic] = len(topic.Partitions)
	}
	return topics, nil
}

var codecs = map[string]kgo.CompressionCodec{
	"none":   kgo.NoCompression(),
	"gzip":   kgo.GzipCompression(),
	"snappy": kgo.SnappyCompression(),
	"lz4":    kgo.Lz4Compression(),
	"zstd":   kgo.ZstdCompression(),
}

func (c client) Produce(ctx context.Context, topic, codec string, records []contract.Record) error {
	linger := kgo.ProducerLinger(100 * time.Millisecond)
	cl, err := c.open(kgo.DefaultProduceTopic(topic), kgo.ProducerBatchCompression(codecs[codec]), linger)
	if err != nil {
		return err
	}
	defer cl.Close()
	list := make([]*kgo.Record, len(records))
	for i, record := range records {
		list[i] = &kgo.Record{Key: contract.Bytes(record.Key), Value: contract.Bytes(record.Value)}
		for _, header := range record.Headers {
			list[i].Headers = append(list[i].Headers, kgo.RecordHeader{Key: header[0], Value: []byte(header[1])})
		}
	}
	return cl.ProduceSync(ctx, list...).FirstErr()
}

func seen(record *kgo.Record) contract.Seen {
	headers := [][2]string{}
	for _, header := range record.Headers {
		headers = append(headers, [2]string{header.Key, string(header.Value)})
	}
	return contract.Seen{
		Record: contract.Record{
			Key: contract.Content(record.Key), Value: contract.Content(record.Value), Headers: headers,
		},
		Topic: record.Topic, Partition: record.Partition, Offset: record.Offset, Timestamp: record.Timestamp.UnixMilli(),
	}
}

func (c client) Consume(ctx context.Context, topic string, _ int32, count int) ([]contract.Seen, error) {
	cl, err := c.open(kgo.ConsumeTopics(topic), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		return nil, err
	}
	defer cl.Close()
	records := []contract.Seen{}
	for len(records) < count {
		fetches := cl.PollRecords(ctx, count-len(records))
		if err := fetches.Err(); err != nil {
			return nil, err
		}
		fetches.EachRecord(func(record *kgo.Record) { records = append(records, seen(record)) })
	}
	return records, nil
}

type member struct {
	client *kgo.Client
	stop   context.CancelFunc
	done   chan struct{}
}

func (c client) Join(group string, topics []string, pattern string, events contract.Events) (contract.Member, error) {
	var lock sync.Mutex
	has := map[string][]int32{}
	changed := func(change func(partitions map[string][]int32)) func(context.Context, *kgo.Client, map[string][]int32) {
		return func(_ context.Context, _ *kgo.Client, partitions map[string][]int32) {
			lock.Lock()
			defer lock.Unlock()
			change(partitions)
			events.Assigned(has)
		}
	}
	lost := changed(func(partitions map[string][]int32) {
		for topic, some := range partitions {
			has[topic] = without(has[topic], some)
		}
	})
	options := []kgo.Opt{
		kgo.ConsumerGroup(group),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
		kgo.SessionTimeout(10 * time.Second),
		kgo.HeartbeatInterval(300 * time.Millisecond),
		kgo.MetadataMinAge(100 * time.Millisecond),
		kgo.MetadataMaxAge(500 * time.Millisecond),
		kgo.FetchMaxWait(100 * time.Millisecond),
		kgo.OnPartitionsAssigned(changed(func(partitions map[string][]int32) {
			for topic, some := range partitions {
				has[topic] = append(has[topic], some...)
			}
		})),
		kgo.OnPartitionsRevoked(lost),
		kgo.OnPartitionsLost(lost),
	}
	if pattern == "" {
		options = append(options, kgo.ConsumeTopics(topics...))
	} else {
		options = append(options, kgo.ConsumeRegex(), kgo.ConsumeTopics("^("+pattern+")$"))
	}
	cl, err := c.open(options...)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	m := &member{cl, stop, make(chan struct{})}
	go func() {
		defer close(m.done)
		for {
			fetches := cl.PollFetches(ctx)
			if ctx.Err() != nil {
				return
			}
			if err := fetches.Err(); err != nil {
				events.Error(err)
			}
			records := []contract.Seen{}
			fetches.EachRecord(func(record *kgo.Record) { records = append(records, seen(record)) })
			events.Records(records...)
		}
	}()
	return m, nil
}

func (m *member) Commit() error {
	return m.client.CommitUncommittedOffsets(context.Background())
}

func (m *member) Leave() error {
	m.stop()
	<-m.done
	m.client.Close()
	return nil
}

func without(all, some []int32) []int32 {
	left := []int32{}
	for _, each := range all {
		gone := false
		for _, other := range some {
			gone = gone || each == other
		}
		if !gone {
			left = append(left, each)
		}
	}
	return left
}
