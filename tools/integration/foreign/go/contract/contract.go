// Package contract is what the drivers in Go share: commands from stdin and replies to stdout, in lines of JSON
// (../../README.md).
package contract

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// Record is what is written.
type Record struct {
	Key     *string     `json:"key"`
	Value   *string     `json:"value"`
	Headers [][2]string `json:"headers"`
}

// Seen is a record as the client got it.
type Seen struct {
	Record
	Topic     string `json:"topic"`
	Partition int32  `json:"partition"`
	Offset    int64  `json:"offset"`
	Timestamp int64  `json:"timestamp"`
}

// Client does what a driver is told.
type Client interface {
	Topics(ctx context.Context) (map[string]int, error)
	Produce(ctx context.Context, topic, codec string, records []Record) error
	Consume(ctx context.Context, topic string, partitions int32, count int, committedOnly bool) ([]Seen, error)
	// Join gives a member, which calls back from wherever it likes. One of topics and pattern is given.
	Join(group string, topics []string, pattern string, events Events) (Member, error)
}

// Transactor is a client that has transactions.
type Transactor interface {
	Transact(ctx context.Context, id, topic, group, source string, steps []Step) error
	// Fence tells the error that a producer gets when another one has taken its id.
	Fence(ctx context.Context, id, topic string, record Record) (string, error)
}

// Step is a transaction: what is written, and the offset of the source's partition 0 that is committed.
type Step struct {
	Records []Record `json:"records"`
	Offset  int64    `json:"offset"`
	Commit  bool     `json:"commit"`
}

// Member of a group.
type Member interface {
	Commit() error
	Leave() error
}

// Events are what a member tells of itself.
type Events struct{ member string }

// Records tells what it got.
func (e Events) Records(records ...Seen) {
	if len(records) > 0 {
		tell(map[string]any{"member": e.member, "records": records})
	}
}

// Assigned tells all that it has now.
func (e Events) Assigned(partitions map[string][]int32) {
	list := [][2]any{}
	for topic, some := range partitions {
		for _, partition := range some {
			list = append(list, [2]any{topic, partition})
		}
	}
	tell(map[string]any{"member": e.member, "assigned": list})
}

// Error tells that it cannot go on.
func (e Events) Error(err error) {
	tell(map[string]any{"member": e.member, "error": err.Error()})
}

// Content is the text of a key or a value; nil when it has none.
func Content(bytes []byte) *string {
	if bytes == nil {
		return nil
	}
	text := string(bytes)
	return &text
}

// Bytes of a key or a value; nil when it is none.
func Bytes(text *string) []byte {
	if text == nil {
		return nil
	}
	return []byte(*text)
}

// OwnGroup is one of no other.
func OwnGroup() string {
	return fmt.Sprintf("alone-%d-%d", os.Getpid(), time.Now().UnixNano())
}

// Version of a module in this program.
func Version(module string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return dependency.Version
			}
		}
	}
	return "of no version"
}

var out sync.Mutex

func tell(line any) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	out.Lock()
	defer out.Unlock()
	_, _ = os.Stdout.Write(append(text, '\n'))
}

// Serve does what it is told until its input ends.
func Serve(start func(servers []string) (string, Client, error)) {
	name, client, err := start(strings.Split(os.Args[len(os.Args)-1], ","))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	members := &sync.Map{}
	tell(map[string]any{"client": name})
	input := bufio.NewReader(os.Stdin)
	for {
		line, err := input.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return
		}
		var request command
		if err == nil {
			err = json.Unmarshal(line, &request)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		go func() {
			ok, err := request.run(client, members)
			if err != nil {
				tell(map[string]any{"id": request.ID, "error": err.Error()})
			} else {
				tell(map[string]any{"id": request.ID, "ok": ok})
			}
		}()
	}
}

type command struct {
	ID         int      `json:"id"`
	Do         string   `json:"do"`
	Topic      string   `json:"topic"`
	Codec      string   `json:"codec"`
	Records    []Record `json:"records"`
	Partitions int32    `json:"partitions"`
	Count      int      `json:"count"`
	Member     string   `json:"member"`
	Group      string   `json:"group"`
	Topics     []string `json:"topics"`
	Pattern    string   `json:"pattern"`

	CommittedOnly   bool   `json:"committedOnly"`
	TransactionalID string `json:"transactionalId"`
	Source          string `json:"source"`
	Steps           []Step `json:"steps"`
	Record          Record `json:"record"`
}

func (c command) run(client Client, members *sync.Map) (any, error) {
	ctx := context.Background()
	switch c.Do {
	case "topics":
		return client.Topics(ctx)
	case "produce":
		return nil, client.Produce(ctx, c.Topic, c.Codec, c.Records)
	case "consume":
		return client.Consume(ctx, c.Topic, c.Partitions, c.Count, c.CommittedOnly)
	case "transact", "fence":
		transactor, ok := client.(Transactor)
		if !ok {
			return nil, errors.New("it has no transactions")
		}
		if c.Do == "fence" {
			return transactor.Fence(ctx, c.TransactionalID, c.Topic, c.Record)
		}
		return nil, transactor.Transact(ctx, c.TransactionalID, c.Topic, c.Group, c.Source, c.Steps)
	case "join":
		member, err := client.Join(c.Group, c.Topics, c.Pattern, Events{c.Member})
		if err == nil {
			members.Store(c.Member, member)
		}
		return nil, err
	case "commit", "leave":
		member, ok := members.Load(c.Member)
		if !ok {
			return nil, fmt.Errorf("%s has not joined", c.Member)
		}
		if c.Do == "commit" {
			return nil, member.(Member).Commit()
		}
		return nil, member.(Member).Leave()
	}
	return nil, fmt.Errorf("%s is not a command", c.Do)
}
