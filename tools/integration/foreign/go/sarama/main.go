// sarama, as its documentation shows it.
package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/IBM/sarama"

	"foreign/contract"
)

func main() {
	contract.Serve(func(servers []string) (string, contract.Client, error) {
		return "sarama " + contract.Version("github.com/IBM/sarama"), client{servers}, nil
	})
}

type client struct{ servers []string }

func config() *sarama.Config {
	config := sarama.NewConfig()
	config.Version = sarama.MaxVersion
	config.Consumer.Return.Errors = true
	config.Consumer.MaxWaitTime = 100 * time.Millisecond
	return config
}

func (c client) Topics(context.Context) (map[string]int, error) {
	cl, err := sarama.NewClient(c.servers, config())
	if err != nil {
		return nil, err
	}
	defer cl.Close()
	names, err := cl.Topics()
	if err != nil {
		return nil, err
	}
	topics := map[string]int{}
	for _, name := range names {
		partitions, err := cl.Partitions(name)
		if err != nil {
			return nil, err
		}
		topics[name] = len(partitions)
	}
	return topics, nil
}

var codecs = map[string]sarama.CompressionCodec{
	"none":   sarama.CompressionNone,
	"gzip":   sarama.CompressionGZIP,
	"snappy": sarama.CompressionSnappy,
	"lz4":    sarama.CompressionLZ4,
	"zstd":   sarama.CompressionZSTD,
}

func (c client) Produce(_ context.Context, topic, codec string, records []contract.Record) error {
	config := config()
	config.Producer.RequiredAcks = sarama.WaitForAll
	config.Producer.Compression = codecs[codec]
	config.Producer.Flush.Frequency = 100 * time.Millisecond
	config.Producer.Return.Successes = true
	producer, err := sarama.NewSyncProducer(c.servers, config)
	if err != nil {
		return err
	}
	return errors.Join(producer.SendMessages(messagesOf(topic, records)), producer.Close())
}

func messagesOf(topic string, records []contract.Record) []*sarama.ProducerMessage {
	messages := make([]*sarama.ProducerMessage, len(records))
	for i, record := range records {
		messages[i] = &sarama.ProducerMessage{Topic: topic}
		if record.Key != nil {
			messages[i].Key = sarama.StringEncoder(*record.Key)
		}
		if record.Value != nil {
			messages[i].Value = sarama.StringEncoder(*record.Value)
		}
		for _, header := range record.Headers {
			pair := sarama.RecordHeader{Key: []byte(header[0]), Value: []byte(header[1])}
			messages[i].Headers = append(messages[i].Headers, pair)
		}
	}
	return messages
}

func (c client) transactional(id string) (sarama.SyncProducer, error) {
	config := config()
	config.Producer.RequiredAcks = sarama.WaitForAll
	config.Producer.Return.Successes = true
	config.Producer.Idempotent = true
	config.Producer.Transaction.ID = id
	config.Net.MaxOpenRequests = 1
	return sarama.NewSyncProducer(c.servers, config)
}

func (c client) Transact(_ context.Context, id, topic, group, source string, steps []contract.Step) error {
	producer, err := c.transactional(id)
	if err != nil {
		return err
	}
	defer producer.Close()
	for _, step := range steps {
		if err := producer.BeginTxn(); err != nil {
			return err
		}
		if err := producer.SendMessages(messagesOf(topic, step.Records)); err != nil {
			return err
		}
		offset := &sarama.PartitionOffsetMetadata{Partition: 0, Offset: step.Offset}
		offsets := map[string][]*sarama.PartitionOffsetMetadata{source: {offset}}
		if err := producer.AddOffsetsToTxn(offsets, group); err != nil {
			return err
		}
		end := producer.AbortTxn
		if step.Commit {
			end = producer.CommitTxn
		}
		if err := end(); err != nil {
			return err
		}
	}
	return nil
}

// Fence takes the id of one producer by another.
func (c client) Fence(_ context.Context, id, topic string, record contract.Record) (string, error) {
	first, err := c.transactional(id)
	if err != nil {
		return "", err
	}
	defer first.Close()
	err = errors.Join(first.BeginTxn(), first.SendMessages(messagesOf(topic, []contract.Record{record})))
	if err != nil {
		return "", err
	}
	second, err := c.transactional(id)
	if err != nil {
		return "", err
	}
	defer second.Close()
	if err := first.CommitTxn(); err != nil {
		return err.Error(), nil
	}
	return "nothing went wrong", nil
}

func seen(message *sarama.ConsumerMessage) contract.Seen {
	headers := [][2]string{}
	for _, header := range message.Headers {
		headers = append(headers, [2]string{string(header.Key), string(header.Value)})
	}
	return contract.Seen{
		Record: contract.Record{
			Key: contract.Content(message.Key), Value: contract.Content(message.Value), Headers: headers,
		},
		Topic: message.Topic, Partition: message.Partition, Offset: message.Offset,
		Timestamp: message.Timestamp.UnixMilli(),
	}
}

func (c client) Consume(
	_ context.Context, topic string, partitions int32, count int, committedOnly bool,
) ([]contract.Seen, error) {
	config := config()
	if committedOnly {
		config.Consumer.IsolationLevel = sarama.ReadCommitted
	}
	consumer, err := sarama.NewConsumer(c.servers, config)
	if err != nil {
		return nil, err
	}
	defer consumer.Close()
	messages := make(chan *sarama.ConsumerMessage)
	failures := make(chan error)
	stop := make(chan struct{})
	defer close(stop)
	for partition := range partitions {
		part, err := consumer.ConsumePartition(topic, partition, sarama.OffsetOldest)
		if err != nil {
			return nil, err
		}
		defer part.AsyncClose()
		go func() {
			for {
				select {
				case message := <-part.Messages():
					select {
					case messages <- message:
					case <-stop:
						return
					}
				case err := <-part.Errors():
					select {
					case failures <- err:
					case <-stop:
						return
					}
				case <-stop:
					return
				}
			}
		}()
	}
	records := []contract.Seen{}
	for len(records) < count {
		select {
		case message := <-messages:
			records = append(records, seen(message))
		case err := <-failures:
			return nil, err
		}
	}
	return records, nil
}

// member is the handler of its group, which calls it for each generation anew.
type member struct {
	group   sarama.ConsumerGroup
	events  contract.Events
	stop    context.CancelFunc
	done    chan struct{}
	lock    sync.Mutex
	session sarama.ConsumerGroupSession
}

func (c client) Join(group string, topics []string, _ string, events contract.Events) (contract.Member, error) {
	config := config()
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	config.Consumer.Offsets.AutoCommit.Enable = false
	config.Consumer.Group.Session.Timeout = 10 * time.Second
	config.Consumer.Group.Heartbeat.Interval = 300 * time.Millisecond
	cg, err := sarama.NewConsumerGroup(c.servers, group, config)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	m := &member{group: cg, events: events, stop: stop, done: make(chan struct{})}
	go func() {
		for err := range cg.Errors() {
			events.Error(err)
		}
	}()
	go func() {
		defer close(m.done)
		for ctx.Err() == nil {
			if err := cg.Consume(ctx, topics, m); err != nil {
				events.Error(err)
				return
			}
		}
	}()
	return m, nil
}

func (m *member) Setup(session sarama.ConsumerGroupSession) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.session = session
	m.events.Assigned(session.Claims())
	return nil
}

func (m *member) Cleanup(sarama.ConsumerGroupSession) error {
	m.events.Assigned(nil)
	return nil
}

func (m *member) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case message, ok := <-claim.Messages():
			if !ok {
				return nil
			}
			m.events.Records(seen(message))
			session.MarkMessage(message, "")
		case <-session.Context().Done():
			return nil
		}
	}
}

func (m *member) Commit() error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.session.Commit()
	return nil
}

func (m *member) Leave() error {
	m.stop()
	<-m.done
	return m.group.Close()
}
