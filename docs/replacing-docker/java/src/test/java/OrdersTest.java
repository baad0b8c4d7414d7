import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Kafka for the tests of a Java project, without Docker: npx @k/broker in a process of its own. */
class OrdersTest {
  private static Process broker;
  private static BufferedReader output;
  private static String bootstrapServers;

  @BeforeAll
  static void startKafka() throws IOException, InterruptedException {
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    List<String> command = new ArrayList<>(List.of(isWindows ? "npx.cmd" : "npx", "@k/broker"));
    command.addAll(List.of("--port", "0", "--exit-with-stdin", "--quiet", "--topic", "orders:3"));
    // It ends with its standard input: when stopKafka closes it, and when this process dies in whatever way.
    broker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output = broker.inputReader();
    String line = output.readLine();
    if (line == null) throw new IOException("the broker did not start, it ended with " + broker.waitFor());
    bootstrapServers = line.substring("ready ".length());
  }

  @AfterAll
  static void stopKafka() throws IOException, InterruptedException {
    broker.outputWriter().close();
    if (!broker.waitFor(30, TimeUnit.SECONDS)) broker.destroyForcibly();
    assertEquals(0, broker.exitValue());
  }

  @Test
  void anOrderIsBilled() throws Exception {
    Map<String, Object> producing = Map.of("bootstrap.servers", bootstrapServers);
    try (var producer = new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("orders", "alice", "a pound of tea")).get(30, TimeUnit.SECONDS);
    }
    Map<String, Object> consuming =
        Map.of("bootstrap.servers", bootstrapServers, "group.id", "billing", "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(consuming, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("orders"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (values.isEmpty() && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) values.add(record.value());
      }
    }
    assertEquals(List.of("a pound of tea"), values);
  }
}
