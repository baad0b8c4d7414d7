// Kafka's own client. java -cp CLASSPATH Driver.java BOOTSTRAP_SERVERS: commands from stdin and replies to stdout, in lines
// of JSON (../README.md). Jackson comes with the class path of a Kafka.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

public class Driver {
    static final ObjectMapper JSON = new ObjectMapper();
    /** What a library prints by itself is no line of JSON. */
    static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    static final Map<String, Member> MEMBERS = new ConcurrentHashMap<>();
    static String servers;

    public static void main(String[] args) throws Exception {
        System.setOut(System.err);
        servers = args[args.length - 1];
        tell(Map.of("client", "Java client " + version()));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            JsonNode request = JSON.readTree(line);
            new Thread(() -> {
                var reply = new HashMap<String, Object>();
                reply.put("id", request.get("id").asInt());
                try {
                    reply.put("ok", run(request));
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

    static Object run(JsonNode request) throws Exception {
        switch (request.get("do").asText()) {
            case "topics":
                return topics();
            case "produce":
                produce(request);
                return null;
            case "consume":
                return consume(request);
            case "transact":
                transact(request);
                return null;
            case "fence":
                return fence(request);
            case "join":
                var member = new Member(request);
                MEMBERS.put(request.get("member").asText(), member);
                member.start();
                return null;
            case "commit":
                MEMBERS.get(request.get("member").asText()).ask(KafkaConsumer::commitSync).get();
                return null;
            case "leave":
                MEMBERS.get(request.get("member").asText()).leave();
                return null;
            default:
                throw new IllegalArgumentException(request.get("do") + " is not a command");
        }
    }

    static Map<String, Integer> topics() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            var counts = new HashMap<String, Integer>();
            var names = admin.listTopics().names().get();
            admin.describeTopics(names).allTopicNames().get()
                .forEach((name, topic) -> counts.put(name, topic.partitions().size()));
            return counts;
        }
    }

    static void produce(JsonNode request) throws Exception {
        Map<String, Object> settings = Map.of(
            "bootstrap.servers", servers,
            "compression.type", request.get("codec").asText(),
            "acks", "all",
            "linger.ms", 100);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (JsonNode each : request.get("records")) {
                String topic = request.get("topic").asText();
                var record = new ProducerRecord<>(topic, each.get("key").textValue(), each.get("value").textValue());
                for (JsonNode header : each.get("headers")) {
                    record.headers().add(header.get(0).asText(), header.get(1).asText().getBytes(StandardCharsets.UTF_8));
                }
                sent.add(producer.send(record));
            }
            producer.flush();
            for (var each : sent) each.get();
        }
    }

    static KafkaProducer<String, String> transactional(JsonNode request) {
        Map<String, Object> settings = Map.of(
            "bootstrap.servers", servers,
            "transactional.id", request.get("transactionalId").asText(),
            "linger.ms", 5);
        var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    static void send(KafkaProducer<String, String> producer, String topic, JsonNode each) {
        producer.send(new ProducerRecord<>(topic, each.get("key").textValue(), each.get("value").textValue()));
    }

    static void transact(JsonNode request) {
        String topic = request.get("topic").asText();
        var source = new TopicPartition(request.get("source").asText(), 0);
        var group = new ConsumerGroupMetadata(request.get("group").asText());
        try (var producer = transactional(request)) {
            for (JsonNode step : request.get("steps")) {
                producer.beginTransaction();
                for (JsonNode each : step.get("records")) send(producer, topic, each);
                // What is not sent yet when a transaction is aborted never will be.
                producer.flush();
                var offset = new OffsetAndMetadata(step.get("offset").asLong());
                producer.sendOffsetsToTransaction(Map.of(source, offset), group);
                if (step.get("commit").asBoolean()) producer.commitTransaction();
                else producer.abortTransaction();
            }
        }
    }

    static String fence(JsonNode request) {
        try (var first = transactional(request)) {
            first.beginTransaction();
            send(first, request.get("topic").asText(), request.get("record"));
            first.flush();
            try (var second = transactional(request)) {
                first.commitTransaction();
                return "nothing went wrong";
            } catch (KafkaException error) {
                return error.toString();
            }
        }
    }

    static List<Object> consume(JsonNode request) {
        var partitions = new ArrayList<TopicPartition>();
        for (int i = 0; i < request.get("partitions").asInt(); i++) {
            partitions.add(new TopicPartition(request.get("topic").asText(), i));
        }
        int count = request.get("count").asInt();
        String isolation = request.get("committedOnly").asBoolean() ? "read_committed" : "read_uncommitted";
        try (var consumer = newConsumer(Map.of("isolation.level", isolation))) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var records = new ArrayList<Object>();
            while (records.size() < count) records.addAll(seen(consumer.poll(Duration.ofSeconds(1)), Map.of()));
            return records.subList(0, count);
        }
    }

    static KafkaConsumer<String, String> newConsumer(Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("bootstrap.servers", servers);
        settings.put("enable.auto.commit", false);
        settings.put("fetch.max.wait.ms", 100);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    static List<Object> seen(ConsumerRecords<String, String> records, Map<String, Object> more) {
        var list = new ArrayList<Object>();
        for (ConsumerRecord<String, String> record : records) {
            var headers = new ArrayList<List<String>>();
            for (Header header : record.headers()) {
                headers.add(List.of(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            }
            var seen = new HashMap<String, Object>(more);
            seen.put("topic", record.topic());
            seen.put("partition", record.partition());
            seen.put("offset", record.offset());
            seen.put("timestamp", record.timestamp());
            seen.put("key", record.key());
            seen.put("value", record.value());
            seen.put("headers", headers);
            list.add(seen);
        }
        return list;
    }

    /** A member of a group in a thread of its own, as its consumer demands. */
    static class Member extends Thread implements ConsumerRebalanceListener {
        interface Work {
            void on(KafkaConsumer<String, String> consumer);
        }

        record Task(Work work, CompletableFuture<Void> done) {}

        final String member;
        final KafkaConsumer<String, String> consumer;
        final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
        volatile boolean leaving;

        Member(JsonNode request) {
            setDaemon(true);
            member = request.get("member").asText();
            var settings = new HashMap<String, Object>(Map.of(
                "group.id", request.get("group").asText(),
                "auto.offset.reset", "earliest",
                "metadata.max.age.ms", 500));
            boolean byBroker = request.path("protocol").asText().equals("consumer");
            if (byBroker) {
                settings.put("group.protocol", "consumer");
            } else {
                settings.put("session.timeout.ms", 10000);
                settings.put("heartbeat.interval.ms", 300);
            }
            if (request.has("instance")) settings.put("group.instance.id", request.get("instance").asText());
            if (request.path("cooperative").asBoolean()) {
                settings.put("partition.assignment.strategy", List.of(CooperativeStickyAssignor.class));
            }
            consumer = newConsumer(settings);
            if (request.has("pattern") && byBroker) {
                subscribe(request.get("pattern").asText());
            } else if (request.has("pattern")) {
                consumer.subscribe(Pattern.compile(request.get("pattern").asText()), this);
            } else {
                var topics = new ArrayList<String>();
                for (JsonNode topic : request.get("topics")) topics.add(topic.asText());
                consumer.subscribe(topics, this);
            }
        }

        /** The broker matches the pattern. A 3.9 does not have this, and compiles this file, too. */
        void subscribe(String pattern) {
            try {
                var type = Class.forName("org.apache.kafka.clients.consumer.SubscriptionPattern");
                KafkaConsumer.class.getMethod("subscribe", type, ConsumerRebalanceListener.class)
                    .invoke(consumer, type.getConstructor(String.class).newInstance(pattern), this);
            } catch (ReflectiveOperationException error) {
                throw new IllegalStateException(error);
            }
        }

        @Override
        public void run() {
            try (consumer) {
                while (!leaving) {
                    var polled = consumer.poll(Duration.ofMillis(50));
                    var records = seen(polled, Map.of("generation", consumer.groupMetadata().generationId()));
                    if (!records.isEmpty()) tell(Map.of("member", member, "records", records));
                    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
                        try {
                            task.work.on(consumer);
                            task.done.complete(null);
                        } catch (Exception error) {
                            task.done.completeExceptionally(error);
                        }
                    }
                }
            } catch (Exception error) {
                tell(Map.of("member", member, "error", textOf(error)));
            }
        }

        Future<Void> ask(Work work) {
            var done = new CompletableFuture<Void>();
            tasks.add(new Task(work, done));
            return done;
        }

        void leave() throws InterruptedException {
            leaving = true;
            join(TimeUnit.SECONDS.toMillis(50));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            var left = new ArrayList<>(consumer.assignment());
            left.removeAll(partitions);
            tellAssigned(left);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            tellAssigned(consumer.assignment());
        }

        void tellAssigned(Collection<TopicPartition> partitions) {
            var list = partitions.stream().map(each -> List.of(each.topic(), each.partition())).toList();
            tell(Map.of("member", member, "assigned", list));
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
