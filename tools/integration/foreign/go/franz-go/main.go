// franz-go, as its documentation shows it; with cooperative rebalancing, which is its default.
package main

import (
	"context"
	"errors"
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
	return cl.ProduceSync(ctx, recordsOf(records)...).FirstErr()
}

func recordsOf(records []contract.Record) []*kgo.Record {
	list := make([]*kgo.Record, len(records))
	for i, record := range records {
		list[i] = &kgo.Record{Key: contract.Bytes(record.Key), Value: contract.Bytes(record.Value)}
		for _, header := range record.Headers {
			list[i].Headers = append(list[i].Headers, kgo.RecordHeader{Key: header[0], Value: []byte(header[1])})
		}
	}
	return list
}

// Transact reads the source in the group: what its session commits is where it has come to.
func (c client) Transact(ctx context.Context, id, topic, group, source string, steps []contract.Step) error {
	session, err := kgo.NewGroupTransactSession(
		kgo.SeedBrokers(c.servers...),
		kgo.TransactionalID(id),
		kgo.DefaultProduceTopic(topic),
		kgo.ProducerBatchCompression(kgo.NoCompression()),
		kgo.ConsumerGroup(group),
		kgo.ConsumeTopics(source),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.RequireStableFetchOffsets(),
	)
	if err != nil {
		return err
	}
	defer session.Close()
	position := int64(0)
	for _, step := range steps {
		for next := position; next < step.Offset; {
			fetches := session.PollRecords(ctx, int(step.Offset-next))
			if err := fetches.Err(); err != nil {
				return err
			}
			fetches.EachRecord(func(record *kgo.Record) { next = record.Offset + 1 })
		}
		if err := session.Begin(); err != nil {
			return err
		}
		if err := session.ProduceSync(ctx, recordsOf(step.Records)...).FirstErr(); err != nil {
			return err
		}
		committed, err := session.End(ctx, kgo.TransactionEndTry(step.Commit))
		if err != nil {
			return err
		}
		if committed != step.Commit {
			return errors.New("the session was not committed")
		}
		if committed {
			position = step.Offset
		}
	}
	return nil
}

// Fence takes the id of one producer by another.
func (c client) Fence(ctx context.Context, id, topic string, record contract.Record) (string, error) {
	open := func() (*kgo.Client, error) {
		plain := kgo.ProducerBatchCompression(kgo.NoCompression())
		return c.open(kgo.DefaultProduceTopic(topic), kgo.TransactionalID(id), plain)
	}
	first, err := open()
	if err != nil {
		return "", err
	}
	defer first.Close()
	if err := first.BeginTransaction(); err != nil {
		return "", err
	}
	if err := first.ProduceSync(ctx, recordsOf([]contract.Record{record})...).FirstErr(); err != nil {
		return "", err
	}
	second, err := open()
	if err != nil {
		return "", err
	}
	defer second.Close()
	if _, _, err := second.ProducerID(ctx); err != nil {
		return "", err
	}
	if err := first.EndTransaction(ctx, kgo.TryCommit); err != nil {
		return err.Error(), nil
	}
	return "nothing went wrong", nil
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

func (c client) Consume(
	ctx context.Context, topic string, _ int32, count int, committedOnly bool,
) ([]contract.Seen, error) {
	isolation := kgo.ReadUncommitted()
	if committedOnly {
		isolation = kgo.ReadCommitted()
	}
	start := kgo.ConsumeResetOffset(kgo.NewOffset().AtStart())
	cl, err := c.open(kgo.ConsumeTopics(topic), start, kgo.FetchIsolationLevel(isolation))
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
