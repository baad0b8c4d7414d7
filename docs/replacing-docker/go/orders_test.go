// A Kafka for the tests of a Go package, without Docker: npx @k/broker in a process of its own.
package orders

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

var bootstrapServers []string

// One broker serves all tests of the package; each test uses topics and groups of its own.
func TestMain(m *testing.M) {
	servers, stop, err := startKafka("--topic", "orders:3")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	bootstrapServers = servers
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, "the broker:", err)
		code = 1
	}
	os.Exit(code)
}

// startKafka starts a broker on free ports and waits until clients may come. It ends with its standard input: when stop
// closes it, and when this process dies in whatever way.
func startKafka(args ...string) (servers []string, stop func() error, err error) {
	broker := exec.Command("npx", append([]string{"@k/broker", "--port", "0", "--exit-with-stdin", "--quiet"}, args...)...)
	broker.Stderr = os.Stderr
	stdin, err := broker.StdinPipe()
	if err != nil {
		return nil, nil, err
	}
	stdout, err := broker.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := broker.Start(); err != nil {
		return nil, nil, err
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return nil, nil, fmt.Errorf("the broker did not start: %w", broker.Wait())
	}
	servers = strings.Split(strings.TrimPrefix(strings.TrimSpace(line), "ready "), ",")
	stop = func() error {
		if err := stdin.Close(); err != nil {
			return err
		}
		return broker.Wait()
	}
	return servers, stop, nil
}

func TestAnOrderIsBilled(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client, err := kgo.NewClient(
		kgo.SeedBrokers(bootstrapServers...),
		kgo.ConsumeTopics("orders"),
		kgo.ConsumerGroup("billing"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
	)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()

	order := &kgo.Record{Topic: "orders", Key: []byte("alice"), Value: []byte("a pound of tea")}
	if err := client.ProduceSync(ctx, order).FirstErr(); err != nil {
		t.Fatal(err)
	}
	fetches := client.PollFetches(ctx)
	if err := fetches.Err(); err != nil {
		t.Fatal(err)
	}
	records := fetches.Records()
	if len(records) != 1 || string(records[0].Value) != "a pound of tea" {
		t.Fatalf("got %d records: %v", len(records), records)
	}
	if err := client.CommitUncommittedOffsets(ctx); err != nil {
		t.Fatal(err)
	}
}
