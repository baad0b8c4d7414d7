import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.ConsumerGroupPartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.GroupSpec;
import org.apache.kafka.coordinator.group.api.assignor.MemberAssignment;
import org.apache.kafka.coordinator.group.api.assignor.MemberSubscription;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;
import org.apache.kafka.coordinator.group.assignor.RangeAssignor;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;

/**
 * Writes what the assignors of Kafka's group coordinator (KIP-848) give in the lives of some groups, for the tests of
 * @k/broker to compare with. See README.md.
 *
 * Java's assignors walk over maps, whose order is of chance; here it is that of the ids: of members and assignments because the
 * maps are sorted ones, of topics because their ids are small numbers, which hash maps have in order.
 */
public final class ServerAssignorFixtures {
    private static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L");
    private static final int TOPICS = 6;

    private record Member(String id, Optional<String> instance, TreeSet<Uuid> topics, TreeMap<Uuid, Set<Integer>> assigned) {}

    private final Random random;
    private final Writer out;
    private final String assignorName;
    private final long seed;
    private final boolean equal;
    private final Map<Uuid, Integer> counts = new TreeMap<>();
    private final Map<String, Member> members = new TreeMap<>();
    private int made = 0;

    private ServerAssignorFixtures(long seed, String assignorName, Writer out) {
        this.random = new Random(seed);
        this.out = out;
        this.assignorName = assignorName;
        this.seed = seed;
        this.equal = seed % 2 == 0;
    }

    public static void main(String[] args) throws Exception {
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(Path.of(args[0])));
             Writer out = new OutputStreamWriter(gzip, StandardCharsets.UTF_8)) {
            for (String name : List.of("uniform", "range")) {
                for (long seed = 0; seed < 40; seed++) new ServerAssignorFixtures(seed, name, out).run();
            }
        }
    }

    private void run() throws Exception {
        int topics = 1 + random.nextInt(4);
        for (int i = 0; i < topics; i++) addTopic();
        int first = 1 + random.nextInt(5);
        for (int i = 0; i < first; i++) join();
        assign();
        for (int step = 0; step < 9; step++) {
            change();
            assign();
        }
    }

    private void addTopic() {
        counts.put(new Uuid(0, ++made), 1 + random.nextInt(16));
    }

    private void change() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> join();
            case 3, 4 -> {
                if (members.size() > 1) members.remove(any(members.keySet()));
            }
            case 5 -> {
                Uuid topic = any(counts.keySet());
                counts.put(topic, Math.min(16, counts.get(topic) + 1 + random.nextInt(4)));
            }
            case 6 -> {
                if (made < TOPICS) {
                    addTopic();
                    if (equal) members.values().forEach(member -> member.topics.addAll(counts.keySet()));
                    else members.get(any(members.keySet())).topics.add(new Uuid(0, made));
                } else if (counts.size() > 1) {
                    Uuid gone = any(counts.keySet());
                    counts.remove(gone);
                    members.values().forEach(member -> member.topics.remove(gone));
                }
            }
            default -> {
                if (equal) return;
                Member member = members.get(any(members.keySet()));
                member.topics.clear();
                member.topics.addAll(someTopics());
            }
        }
    }

    private void join() {
        List<String> free = NAMES.stream().filter(name -> !members.containsKey(name)).toList();
        if (free.isEmpty()) return;
        String id = free.get(random.nextInt(free.size()));
        Optional<String> instance = random.nextInt(3) == 0 ? Optional.of("i" + (char) ('Z' - id.charAt(0) + 'A')) : Optional.empty();
        TreeSet<Uuid> topics = equal ? new TreeSet<>(counts.keySet()) : someTopics();
        members.put(id, new Member(id, instance, topics, new TreeMap<>()));
    }

    private TreeSet<Uuid> someTopics() {
        return counts.keySet().stream().filter(topic -> random.nextInt(3) > 0).collect(Collectors.toCollection(TreeSet::new));
    }

    private <T> T any(Collection<T> all) {
        return all.stream().skip(random.nextInt(all.size())).findFirst().get();
    }

    private void assign() throws Exception {
        ConsumerGroupPartitionAssignor assignor = assignorName.equals("range") ? new RangeAssignor() : new UniformAssignor();
        Set<Uuid> first = members.values().iterator().next().topics;
        boolean homogeneous = members.values().stream().allMatch(member -> member.topics.equals(first));
        String told = members.values().stream().map(this::memberJson).collect(Collectors.joining(","));
        Map<String, MemberAssignment> given = assignor.assign(spec(homogeneous), new SubscribedTopicDescriber() {
            public int numPartitions(Uuid topicId) {
                return counts.getOrDefault(topicId, -1);
            }

            public Set<String> racksForPartition(Uuid topicId, int partition) {
                return Set.of();
            }
        }).members();
        String sizes = counts.entrySet().stream().map(entry -> key(entry.getKey()) + entry.getValue()).collect(Collectors.joining(","));
        String result = members.keySet().stream()
            .map(id -> "\"" + id + "\":" + partitionsJson(given.containsKey(id) ? given.get(id).partitions() : Map.of()))
            .collect(Collectors.joining(","));
        out.write("{\"assignor\":\"" + assignorName + "\",\"group\":" + seed + ",\"homogeneous\":" + homogeneous + ",\"counts\":{" + sizes
            + "},\"members\":[" + told + "],\"assignment\":{" + result + "}}\n");
        members.forEach((id, member) -> {
            member.assigned.clear();
            if (given.containsKey(id)) given.get(id).partitions().forEach((topic, each) -> member.assigned.put(topic, new TreeSet<>(each)));
        });
    }

    private GroupSpec spec(boolean homogeneous) {
        Map<Uuid, Set<Integer>> assigned = new HashMap<>();
        members.values().forEach(member -> member.assigned.forEach((topic, each) ->
            assigned.computeIfAbsent(topic, __ -> new TreeSet<>()).addAll(each)));
        return new GroupSpec() {
            public Collection<String> memberIds() {
                return members.keySet();
            }

            public SubscriptionType subscriptionType() {
                return homogeneous ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS;
            }

            public boolean isPartitionAssigned(Uuid topicId, int partition) {
                return assigned.getOrDefault(topicId, Set.of()).contains(partition);
            }

            public boolean isPartitionAssignable(Uuid topicId, int partition) {
                return true;
            }

            public MemberSubscription memberSubscription(String memberId) {
                Member member = members.get(memberId);
                return new MemberSubscription() {
                    public Optional<String> rackId() {
                        return Optional.empty();
                    }

                    public Optional<String> instanceId() {
                        return member.instance;
                    }

                    public Set<Uuid> subscribedTopicIds() {
                        return member.topics;
                    }
                };
            }

            public MemberAssignment memberAssignment(String memberId) {
                // Uniform keeps what it may, and takes only what cannot change under its hands.
                Map<Uuid, Set<Integer>> partitions = Collections.unmodifiableMap(members.get(memberId).assigned);
                return () -> partitions;
            }
        };
    }

    private String memberJson(Member member) {
        String instance = member.instance.map(each -> ",\"instance\":\"" + each + "\"").orElse("");
        String topics = member.topics.stream().map(topic -> "\"" + topic + "\"").collect(Collectors.joining(","));
        return "{\"id\":\"" + member.id + "\"" + instance + ",\"topics\":[" + topics + "],\"assigned\":" + partitionsJson(member.assigned) + "}";
    }

    private static String partitionsJson(Map<Uuid, Set<Integer>> partitions) {
        return new TreeMap<>(partitions).entrySet().stream()
            .map(entry -> key(entry.getKey()) + new TreeSet<>(entry.getValue()).toString().replace(" ", ""))
            .collect(Collectors.joining(",", "{", "}"));
    }

    private static String key(Uuid topic) {
        return "\"" + topic + "\":";
    }
}
