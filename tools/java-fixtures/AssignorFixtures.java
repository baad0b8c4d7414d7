import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes what Java's assignors give in the lives of some hundred groups, for the tests of @k/group to compare with. See
 * README.md. With the words "bench PARTITIONS MEMBERS" it tells how long they take instead.
 *
 * Members are named A to O, so that the hash maps which Java's assignors walk over have them in order.
 */
public final class AssignorFixtures {
    private static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O");
    private static final List<String> RACKS = List.of("r1", "r2", "r3");

    /** A member, its assignor, and what it remembers. */
    private static final class Member {
        final String id;
        final Optional<String> instance;
        final Optional<String> rack;
        final ConsumerPartitionAssignor assignor;
        List<String> topics;
        List<TopicPartition> owned = new ArrayList<>();
        int generation = -1;
        /** What its assignor remembers, also of what it has lost. */
        List<TopicPartition> last = new ArrayList<>();
        int lastGeneration = -1;

        Member(String id, Optional<String> instance, Optional<String> rack, ConsumerPartitionAssignor assignor, List<String> topics) {
            this.id = id;
            this.instance = instance;
            this.rack = rack;
            this.assignor = assignor;
            this.topics = topics;
        }

        boolean isCooperative() {
            return assignor.supportedProtocols().contains(ConsumerPartitionAssignor.RebalanceProtocol.COOPERATIVE);
        }

        Subscription subscription() {
            ByteBuffer userData = assignor.subscriptionUserData(new TreeSet<>(topics));
            Subscription subscription = isCooperative()
                ? new Subscription(topics, userData, owned, generation, rack)
                : new Subscription(topics, userData, List.of(), -1, rack);
            subscription.setGroupInstanceId(instance);
            return subscription;
        }
    }

    private final Random random;
    private final Writer out;
    private final String group;
    private final String assignorName;
    private final boolean racks;
    private final boolean equal;
    private final boolean statics;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Member> members = new TreeMap<>();
    /** Members that were away for a rebalance, or for many, with what they remember. */
    private final List<Member> away = new ArrayList<>();
    /** Of groups whose racks are drawn: the nodes that have each partition, by topic. */
    private final Map<String, List<Node[]>> drawn = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private int generation = 0;

    private AssignorFixtures(long seed, String assignorName, Writer out) {
        this(assignorName + "-" + seed, new Random(seed), assignorName, out, seed % 5 == 4, seed % 2 == 0, seed % 7 == 3);
        for (int i = 0; i < 3; i++) nodes.add(new Node(i, "host", 9092, racks ? RACKS.get(i) : null));
    }

    private AssignorFixtures(
        String group, Random random, String assignorName, Writer out, boolean racks, boolean equal, boolean statics
    ) {
        this.random = random;
        this.out = out;
        this.assignorName = assignorName;
        this.group = group;
        this.equal = equal;
        this.racks = racks;
        this.statics = statics;
    }

    /** A small group whose brokers may have racks or not, those of its members, or others; partitions are anywhere. */
    private static AssignorFixtures withDrawnRacks(long seed, String assignorName, Writer out) {
        Random random = new Random(1000 + seed);
        boolean equal = seed % 3 != 0;
        AssignorFixtures group =
            new AssignorFixtures(assignorName + "-racks-" + seed, random, assignorName, out, true, equal, seed % 7 == 3);
        for (int i = 0; i < 4; i++) {
            String rack = seed % 11 == 5 || random.nextInt(9) == 0 ? null : "r" + (seed % 13 == 6 ? 7 : 1 + random.nextInt(4));
            group.nodes.add(new Node(i, "host", 9092, rack));
        }
        return group;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("bench")) {
            bench(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            return;
        }
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(Path.of(args[0])));
             Writer out = new OutputStreamWriter(gzip, StandardCharsets.UTF_8)) {
            for (String name : List.of("range", "roundrobin", "sticky", "cooperative-sticky")) {
                for (long seed = 0; seed < 40; seed++) new AssignorFixtures(seed, name, out).run();
                if (name.equals("roundrobin")) continue;
                for (long seed = 0; seed < 80; seed++) withDrawnRacks(seed, name, out).runBriefly();
            }
        }
    }

    private static ConsumerPartitionAssignor assignor(String name) {
        return switch (name) {
            case "range" -> new RangeAssignor();
            case "roundrobin" -> new RoundRobinAssignor();
            case "sticky" -> new StickyAssignor();
            default -> new CooperativeStickyAssignor();
        };
    }

    private void run() throws Exception {
        int topics = 1 + random.nextInt(5);
        for (int i = 0; i < topics; i++) counts.put("t" + i, 1 + random.nextInt(12));
        int first = 1 + random.nextInt(6);
        for (int i = 0; i < first; i++) join();
        rebalance("the first");
        for (int step = 0; step < 7; step++) {
            String what = change();
            rebalance(what);
            // The members that gave something back join again.
            if (assignorName.equals("cooperative-sticky")) rebalance("again");
        }
    }

    private void runBriefly() throws Exception {
        int topics = 1 + random.nextInt(3);
        // Topics that go together have as many partitions.
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < topics; i++) counts.put("t" + i, random.nextInt(3) == 0 ? 1 + random.nextInt(6) : size);
        int first = 1 + random.nextInt(5);
        for (int i = 0; i < first; i++) join();
        rebalance("the first");
        for (int step = 0; step < 2; step++) rebalance(change());
    }

    private String change() {
        switch (random.nextInt(6)) {
            case 0:
            case 1:
                if (!away.isEmpty() && random.nextBoolean()) {
                    comeBack(away.remove(random.nextInt(away.size())));
                    return "a member comes back";
                }
                if (members.size() < NAMES.size()) {
                    join();
                    return "a member joins";
                }
            case 2:
                if (members.size() > 1) {
                    away.add(members.remove(any(new ArrayList<>(members.keySet()))));
                    return "a member leaves";
                }
            case 3: {
                String topic = any(new ArrayList<>(counts.keySet()));
                counts.put(topic, counts.get(topic) + 1 + random.nextInt(3));
                return "a topic grows";
            }
            case 4:
                if (!equal) {
                    members.get(any(new ArrayList<>(members.keySet()))).topics = someTopics();
                    return "a subscription changes";
                }
                join();
                join();
                return "two members join";
            default:
                counts.put("t" + counts.size(), 1 + random.nextInt(9));
                if (equal) for (Member member : members.values()) member.topics = new ArrayList<>(counts.keySet());
                return "a topic is made";
        }
    }

    private void join() {
        List<String> free = new ArrayList<>(NAMES);
        free.removeAll(members.keySet());
        if (free.isEmpty()) return;
        String id = any(free);
        // Static ones are named against the order of their ids.
        Optional<String> instance = statics && random.nextBoolean() ? Optional.of("i" + (90 - id.charAt(0))) : Optional.empty();
        Optional<String> rack = racks && random.nextInt(5) > 0 ? Optional.of(any(RACKS)) : Optional.empty();
        members.put(id, new Member(id, instance, rack, assignor(assignorName), someTopics()));
    }

    /** Of what it had it knows when it is eager; a cooperative member has been told that it lost it. */
    private void comeBack(Member member) {
        if (members.containsKey(member.id)) return;
        if (equal) member.topics = new ArrayList<>(counts.keySet());
        if (member.isCooperative()) {
            member.owned = new ArrayList<>();
            member.generation = -1;
        }
        members.put(member.id, member);
    }

    private List<String> someTopics() {
        List<String> all = new ArrayList<>(counts.keySet());
        if (equal) return all;
        Collections.shuffle(all, random);
        List<String> some = new ArrayList<>(all.subList(0, 1 + random.nextInt(all.size())));
        Collections.sort(some);
        return some;
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Cluster cluster() {
        List<PartitionInfo> partitions = new ArrayList<>();
        counts.forEach((topic, count) -> {
            for (int i = 0; i < count; i++) {
                Node[] replicas = replicas(topic, i);
                partitions.add(new PartitionInfo(topic, i, replicas[0], replicas, replicas));
            }
        });
        return new Cluster("cluster", nodes, partitions, new HashSet<>(), new HashSet<>());
    }

    private Node[] replicas(String topic, int partition) {
        if (nodes.size() == 3) {
            int at = (partition + topic.charAt(1)) % 3;
            return partition % 2 == 0
                ? new Node[] {nodes.get(at)}
                : new Node[] {nodes.get(at), nodes.get((at + 1) % 3)};
        }
        List<Node[]> ofTopic = drawn.computeIfAbsent(topic, name -> new ArrayList<>());
        while (ofTopic.size() <= partition) {
            List<Node> some = new ArrayList<>(nodes);
            Collections.shuffle(some, random);
            ofTopic.add(some.subList(0, 1 + random.nextInt(3)).toArray(new Node[0]));
        }
        return ofTopic.get(partition);
    }

    private void rebalance(String what) throws Exception {
        Map<String, Subscription> subscriptions = new HashMap<>();
        members.forEach((id, member) -> subscriptions.put(id, member.subscription()));
        List<String> told = members.values().stream()
            .map(member -> memberJson(member, subscriptions.get(member.id)))
            .collect(Collectors.toList());
        Cluster cluster = cluster();
        Map<String, Assignment> given =
            assignor(assignorName).assign(cluster, new GroupSubscription(subscriptions)).groupAssignment();
        List<String> assignments = members.keySet().stream()
            .map(id -> quote(id) + ":" + partitionsJson(given.get(id).partitions()))
            .collect(Collectors.toList());
        List<String> topics = counts.entrySet().stream()
            .map(entry -> quote(entry.getKey()) + ":" + racksJson(cluster, entry.getKey()))
            .collect(Collectors.toList());
        List<String> sizes = counts.entrySet().stream()
            .map(entry -> quote(entry.getKey()) + ":" + entry.getValue())
            .collect(Collectors.toList());
        out.write("{\"assignor\":" + quote(assignorName) + ",\"group\":" + quote(group) + ",\"what\":" + quote(what)
            + ",\"counts\":{" + String.join(",", sizes) + "}"
            + (racks ? ",\"racks\":{" + String.join(",", topics) + "}" : "")
            + ",\"members\":[" + String.join(",", told) + "]"
            + ",\"assignment\":{" + String.join(",", assignments) + "}}\n");
        generation++;
        members.forEach((id, member) -> {
            Assignment assignment = given.get(id);
            member.assignor.onAssignment(assignment, new ConsumerGroupMetadata(group, generation, id, member.instance));
            member.owned = new ArrayList<>(assignment.partitions());
            member.generation = generation;
            member.last = member.owned;
            member.lastGeneration = generation;
        });
    }

    private static String memberJson(Member member, Subscription subscription) {
        ByteBuffer userData = subscription.userData();
        String hex = userData == null ? "null" : quote(HexFormat.of().formatHex(userData.array(), 0, userData.limit()));
        return "{\"memberId\":" + quote(member.id)
            + ",\"groupInstanceId\":" + member.instance.map(AssignorFixtures::quote).orElse("null")
            + ",\"rackId\":" + member.rack.map(AssignorFixtures::quote).orElse("null")
            + ",\"topics\":[" + subscription.topics().stream().map(AssignorFixtures::quote).collect(Collectors.joining(",")) + "]"
            + ",\"ownedPartitions\":" + partitionsJson(subscription.ownedPartitions())
            + ",\"generationId\":" + subscription.generationId().orElse(-1)
            + ",\"lastAssignment\":" + (member.lastGeneration < 0 ? "null"
                : "{\"generationId\":" + member.lastGeneration + ",\"partitions\":" + partitionsJson(member.last) + "}")
            + ",\"userData\":" + hex + "}";
    }

    /** In their order, which is that of the user data. */
    private static String partitionsJson(List<TopicPartition> partitions) {
        return partitions.stream()
            .map(partition -> "[" + quote(partition.topic()) + "," + partition.partition() + "]")
            .collect(Collectors.joining(",", "[", "]"));
    }

    private static String racksJson(Cluster cluster, String topic) {
        return cluster.partitionsForTopic(topic).stream()
            .map(partition -> java.util.Arrays.stream(partition.replicas())
                .filter(node -> node.rack() != null)
                .map(node -> quote(node.rack()))
                .collect(Collectors.joining(",", "[", "]")))
            .collect(Collectors.joining(",", "[", "]"));
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** CPU milliseconds of a first sharing out and of one after a tenth of the members left, the best of some. */
    private static void bench(int partitions, int size) {
        for (String name : List.of("range", "roundrobin", "sticky", "cooperative-sticky")) {
            for (boolean equal : List.of(true, false)) {
                double fresh = Double.MAX_VALUE;
                double after = Double.MAX_VALUE;
                for (int round = 0; round < (equal ? 7 : 3); round++) {
                    Map<String, Member> members = new TreeMap<>();
                    List<PartitionInfo> infos = new ArrayList<>();
                    int topics = 100;
                    List<String> names = new ArrayList<>();
                    for (int t = 0; t < topics; t++) {
                        names.add("t" + t);
                        for (int p = 0; p < partitions / topics; p++) infos.add(new PartitionInfo("t" + t, p, null, new Node[0], new Node[0]));
                    }
                    for (int i = 0; i < size; i++) {
                        List<String> subscribed = new ArrayList<>();
                        for (int t = 0; t < topics; t++) if (equal || (t + i) % 3 != 0) subscribed.add(names.get(t));
                        String id = "member-" + i;
                        members.put(id, new Member(id, Optional.empty(), Optional.empty(), assignor(name), subscribed));
                    }
                    Cluster cluster = new Cluster("cluster", List.of(), infos, new HashSet<>(), new HashSet<>());
                    fresh = Math.min(fresh, timed(name, cluster, members));
                    for (int i = 0; i < size; i += 10) members.remove("member-" + i);
                    after = Math.min(after, timed(name, cluster, members));
                }
                System.out.printf("%-20s %-9s first %8.1f ms   after a tenth left %8.1f ms%n",
                    name, equal ? "equal" : "differing", fresh, after);
            }
        }
    }

    private static double timed(String name, Cluster cluster, Map<String, Member> members) {
        Map<String, Subscription> subscriptions = new HashMap<>();
        members.forEach((id, member) -> subscriptions.put(id, member.subscription()));
        ConsumerPartitionAssignor leader = assignor(name);
        long start = THREADS.getCurrentThreadCpuTime();
        Map<String, Assignment> given = leader.assign(cluster, new GroupSubscription(subscriptions)).groupAssignment();
        double ms = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        members.forEach((id, member) -> {
            member.assignor.onAssignment(given.get(id), new ConsumerGroupMetadata("group", 1, id, Optional.empty()));
            member.owned = given.get(id).partitions();
            member.generation = 1;
        });
        return ms;
    }
}
