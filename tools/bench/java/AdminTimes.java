import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Java's Admin, by lines: `describe TOPIC...`, `list`, `lag GROUP` answer how many milliseconds that took, `requests` how many
 * requests were sent by now.
 */
public final class AdminTimes {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Map<String, Object> config = Map.of("bootstrap.servers", args[0], "request.timeout.ms", 60000);
    try (Admin admin = Admin.create(config)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        List<String> words = List.of(line.split(" "));
        if (words.get(0).equals("requests")) {
          System.out.println(requests(admin));
          continue;
        }
        long start = System.nanoTime();
        run(admin, words);
        System.out.println((System.nanoTime() - start) / 1e6);
      }
    }
  }

  private static void run(Admin admin, List<String> words) throws Exception {
    switch (words.get(0)) {
      case "describe" -> admin.describeTopics(words.subList(1, words.size())).allTopicNames().get();
      case "list" -> admin.listGroups().all().get();
      case "lag" -> lag(admin, words.get(1));
      default -> throw new IllegalArgumentException(words.get(0));
    }
  }

  private static void lag(Admin admin, String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    committed.keySet().forEach(place -> asked.put(place, OffsetSpec.latest()));
    admin.listOffsets(asked).all().get();
  }

  /** The sum over all connections. */
  private static long requests(Admin admin) {
    return admin.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals("request-total") && entry.getKey().group().equals("admin-client-metrics"))
        .mapToLong(entry -> ((Number) entry.getValue().metricValue()).longValue())
        .sum();
  }
}
