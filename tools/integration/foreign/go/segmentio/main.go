// segmentio/kafka-go: its Writer, its Reader, and its ConsumerGroup, which unlike a Reader in a group tells what it got.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"

	"foreign/contract"
)

func main() {
	contract.Serve(func(servers []string) (string, contract.Client, error) {
		return "segmentio/kafka-go " + contract.Version("github.com/segmentio/kafka-go"), client{servers}, nil
	})
}

type client struct{ servers []string }

func (c client) Topics(ctx context.Context) (map[string]int, error) {
	cl := kafka.Client{Addr: kafka.TCP(c.servers...)}
	response, err := cl.Metadata(ctx, &kafka.MetadataRequest{})
	if err != nil {
		return nil, err
	}
	topics := map[string]int{}
	for _, topic := range response.Topics {
		if topic.Error != nil {
			return nil, topic.Error
		}
		topics[topic.Name] = len(topic.Partitions)
	}
	return topics, nil
}

var codecs = map[string]kafka.Compression{
	"none": 0, "gzip": kafka.Gzip, "snappy": kafka.Snappy, "lz4": kafka.Lz4, "zstd": kafka.Zstd,
}

func (c client) Produce(ctx context.Context, topic, codec string, records []contract.Record) error {
	writer := &kafka.Writer{
		Addr:         kafka.TCP(c.servers...),
		Topic:        topic,
		Balancer:     &kafka.Hash{},
		BatchTimeout: 100 * time.Millisecond,
		RequiredAcks: kafka.RequireAll,
		Compression:  codecs[codec],
	}
	messages := make([]kafka.Message, len(records))
	for i, record := range records {
		messages[i] = kafka.Message{Key: contract.Bytes(record.Key), Value: contract.Bytes(record.Value)}
		for _, header := range record.Headers {
			pair := kafka.Header{Key: header[0], Value: []byte(header[1])}
			messages[i].Headers = append(messages[i].Headers, pair)
		}
	}
	return errors.Join(writer.WriteMessages(ctx, messages...), writer.Close())
}

func seen(message kafka.Message) contract.Seen {
	headers := [][2]string{}
	for _, header := range message.Headers {
		headers = append(headers, [2]string{header.Key, string(header.Value)})
	}
	return contract.Seen{
		Record: contract.Record{
			Key: contract.Content(message.Key), Value: contract.Content(message.Value), Headers: headers,
		},
		Topic: message.Topic, Partition: int32(message.Partition), Offset: message.Offset,
		Timestamp: message.Time.UnixMilli(),
	}
}

// read reads one partition until the context is done or the callback has enough.
func (c client) read(ctx context.Context, topic string, partition int, offset int64, on func(contract.Seen) bool) error {
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: c.servers, Topic: topic, Partition: partition, MinBytes: 1, MaxBytes: 10 << 20,
		MaxWait: 100 * time.Millisecond,
	})
	defer reader.Close()
	if err := reader.SetOffset(offset); err != nil {
		return err
	}
	for {
		message, err := reader.ReadMessage(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s-%d: %w", topic, partition, err)
		}
		if on(seen(message)) {
			return nil
		}
	}
}

func (c client) Consume(
	ctx context.Context, topic string, partitions int32, count int, _ bool,
) ([]contract.Seen, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var lock sync.Mutex
	records := []contract.Seen{}
	failures := make(chan error, partitions)
	for partition := range int(partitions) {
		go func() {
			failures <- c.read(ctx, topic, partition, kafka.FirstOffset, func(record contract.Seen) bool {
				lock.Lock()
				defer lock.Unlock()
				records = append(records, record)
				if len(records) == count {
					stop()
				}
				return len(records) >= count
			})
		}()
	}
	var err error
	for range partitions {
		err = errors.Join(err, <-failures)
	}
	if err != nil {
		return nil, err
	}
	return records[:count], nil
}

type member struct {
	group *kafka.ConsumerGroup
	stop  context.CancelFunc
	done  chan struct{}
	lock  sync.Mutex
	// Of the generation that runs.
	generation *kafka.Generation
	positions  map[string]map[int]int64
}

func (c client) Join(group string, topics []string, _ string, events contract.Events) (contract.Member, error) {
	cg, err := kafka.NewConsumerGroup(kafka.ConsumerGroupConfig{
		ID: group, Brokers: c.servers, Topics: topics, StartOffset: kafka.FirstOffset,
		SessionTimeout: 10 * time.Second, HeartbeatInterval: 300 * time.Millisecond,
	})
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	m := &member{group: cg, stop: stop, done: make(chan struct{})}
	go func() {
		defer close(m.done)
		for {
			generation, err := cg.Next(ctx)
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				events.Error(err)
				return
			}
			m.run(c, generation, events)
		}
	}()
	return m, nil
}

func (m *member) run(c client, generation *kafka.Generation, events contract.Events) {
	m.lock.Lock()
	m.generation, m.positions = generation, map[string]map[int]int64{}
	m.lock.Unlock()
	has := map[string][]int32{}
	for topic, assignments := range generation.Assignments {
		for _, assignment := range assignments {
			has[topic] = append(has[topic], int32(assignment.ID))
			generation.Start(func(ctx context.Context) {
				err := c.read(ctx, topic, assignment.ID, assignment.Offset, func(record contract.Seen) bool {
					m.lock.Lock()
					defer m.lock.Unlock()
					events.Records(record)
					if m.positions[topic] == nil {
						m.positions[topic] = map[int]int64{}
					}
					m.positions[topic][assignment.ID] = record.Offset + 1
					return false
				})
				if err != nil {
					events.Error(err)
				}
			})
		}
	}
	events.Assigned(has)
}

func (m *member) Commit() error {
	m.lock.Lock()
	defer m.lock.Unlock()
	return m.generation.CommitOffsets(m.positions)
}

func (m *member) Leave() error {
	m.stop()
	<-m.done
	return m.group.Close()
}
