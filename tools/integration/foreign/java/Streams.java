// Kafka Streams. java -cp CLASSPATH Streams.java BOOTSTRAP_SERVERS: commands from stdin and replies to stdout, in lines of
// JSON (../README.md).

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

public class Streams {
    static final ObjectMapper JSON = new ObjectMapper();
    /** What a library prints by itself is no line of JSON. */
    static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    static final Map<String, Application> APPLICATIONS = new ConcurrentHashMap<>();
    static String servers;

    public static void main(String[] args) throws Exception {
        System.setOut(System.err);
        servers = args[args.length - 1];
        tell(Map.of("client", "Kafka Streams " + version()));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            JsonNode request = JSON.readTree(line);
            new Thread(() -> {
                var reply = new HashMap<String, Object>();
                reply.put("id", request.get("id").asInt());
                try {
                    run(request);
                    reply.put("ok", null);
                } catch (Exception error) {
                    reply.put("error", textOf(error));
                }
                tell(reply);
            }).start();
        }
        System.exit(0);
    }

    static String version() throws IOException {
        var properties = new Properties();
        properties.load(KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties"));
        return properties.getProperty("version");
    }

    static void run(JsonNode request) throws Exception {
        String name = request.get("application").asText();
        switch (request.get("do").asText()) {
            case "count":
                APPLICATIONS.put(name, new Application(name, request.get("from").asText(), request.get("to").asText()));
                break;
            case "stop":
                APPLICATIONS.get(name).stop();
                break;
            default:
                throw new IllegalArgumentException(request.get("do") + " is not a command");
        }
    }

    /** Counts records by their values, by way of a topic to bring the same ones together and a store with a topic of changes. */
    static class Application {
        final KafkaStreams streams;
        final CompletableFuture<Void> runs = new CompletableFuture<>();
        volatile Throwable failure;

        Application(String name, String from, String to) throws Exception {
            var settings = new Properties();
            settings.put("application.id", name);
            settings.put("bootstrap.servers", servers);
            settings.put("processing.guarantee", "exactly_once_v2");
            settings.put("commit.interval.ms", 100);
            settings.put("num.stream.threads", 2);
            settings.put("auto.offset.reset", "earliest");
            settings.put("default.key.serde", Serdes.StringSerde.class);
            settings.put("default.value.serde", Serdes.StringSerde.class);
            settings.put("session.timeout.ms", 10000);
            settings.put("heartbeat.interval.ms", 300);
            // Without what an earlier instance left on the disk, the store is made anew from the topic of its changes.
            settings.put("state.dir", Files.createTempDirectory("streams").toString());
            var builder = new StreamsBuilder();
            builder.<String, String>stream(from)
                .groupBy((key, value) -> value)
                .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("counts"))
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Serdes.Long()))
                .toStream()
                .mapValues(count -> String.valueOf(count))
                .to(to);
            streams = new KafkaStreams(builder.build(), settings);
            streams.setUncaughtExceptionHandler(error -> {
                failure = error;
                runs.completeExceptionally(error);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((state, before) -> {
                if (state == KafkaStreams.State.RUNNING) runs.complete(null);
            });
            streams.start();
            runs.get(50, TimeUnit.SECONDS);
        }

        void stop() throws Exception {
            if (!streams.close(Duration.ofSeconds(50))) throw new IllegalStateException("it did not stop");
            if (failure != null) throw new IllegalStateException(failure);
        }
    }

    static synchronized void tell(Map<String, ?> line) {
        try {
            OUT.println(JSON.writeValueAsString(line));
            OUT.flush();
        } catch (Exception error) {
            error.printStackTrace();
            System.exit(1);
        }
    }

    static String textOf(Exception error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
