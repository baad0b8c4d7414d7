import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.apache.kafka.common.utils.internals.Crc32C;

// Java-internal classes of kafka-clients 4.4; in older versions they are in packages without "internal".
import org.apache.kafka.common.record.internal.*;
import org.apache.kafka.common.record.internal.Record;

/**
 * Writes record sets with Java's own builders, and what Java reads back from them, as one JSON file.
 * See README.md beside this file.
 */
public class RecordFixtures {
    static final long T = 1_700_000_000_000L;
    static final List<String> cases = new ArrayList<>();
    static final Header[] NONE = new Header[0];

    interface Body { void append(MemoryRecordsBuilder builder) throws Exception; }

    public static void main(String[] args) throws Exception {
        add("one record", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> put(b, T, "key", "value")));
        add("null and empty", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> {
            put(b, T, null, null); put(b, T, "", ""); put(b, T, null, "v"); put(b, T, "k", null);
        }));
        add("utf-8", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> {
            put(b, T, "clé", "größe"); put(b, T, "鍵", "値 of 記録"); put(b, T, "🔑", "📦📦📦");
            for (int n : new int[] {20, 21, 22, 31, 32, 33, 63, 64, 65, 2731, 4096}) put(b, T, "é".repeat(n), "€".repeat(n / 2));
        }));
        add("lengths at the edges of a varint", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> {
            for (int n : new int[] {1, 7, 8, 9, 24, 25, 56, 57, 58, 63, 64, 65, 127, 128, 8183, 8184, 8192}) put(b, T, null, "x".repeat(n));
        }));
        add("offset deltas of one and two bytes", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> {
            for (int i = 0; i < 130; i++) put(b, T, null, Integer.toString(i));
        }));
        add("timestamps in any order", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> {
            long[] deltas = {0, 1, -1, 63, 64, -64, -65, 8191, 8192, -8193, 1 << 20, 134217727, 134217728, -134217728, -134217729,
                (1L << 30) - 1, 1L << 30, -(1L << 30), -(1L << 30) - 1, (1L << 31) - 1, 1L << 31, 1L << 35, -(1L << 40), 7_000_000_000_000_000L};
            for (long delta : deltas) put(b, Math.max(T + delta, 0), null, "t");
            put(b, -1, null, "none");
        }));
        add("no timestamp first", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> { put(b, -1, null, "a"); put(b, T, null, "b"); }));
        add("headers", build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> {
            put(b, T, "k", "v", header("a", "1"), header("a", "2"), header("a", "1"));
            put(b, T, "k", "v", header("", ""), header("nothing", null), header("größe", "語"));
            Header[] many = new Header[70];
            for (int i = 0; i < many.length; i++) many[i] = header("header-" + i, "v".repeat(i * 2));
            put(b, T, null, null, many);
        }));
        add("log append time", build(Compression.NONE, TimestampType.LOG_APPEND_TIME, 1000, b -> { put(b, T + 1, "a", "1"); put(b, T + 2, "b", "2"); }));
        add("idempotent", build(Compression.NONE, 42L, (short) 3, 17, false, 0, b -> { put(b, T, "a", "1"); put(b, T + 5, "b", "2"); }));
        add("transactional, large producer id", build(Compression.NONE, Long.MAX_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE, true, 4_294_967_296L, b -> put(b, T, "a", "1")));
        add("large offset", build(Compression.NONE, TimestampType.CREATE_TIME, 9_007_199_254_740_000L, b -> { put(b, T, "a", "1"); put(b, T, "b", "2"); }));
        for (Compression compression : new Compression[] {Compression.gzip().build(), Compression.snappy().build(), Compression.lz4().build(), Compression.zstd().build()}) {
            add(compression.type().name, build(compression, TimestampType.CREATE_TIME, 100, b -> {
                for (int i = 0; i < 40; i++) put(b, T + i, "key-" + i % 10, "{\"number\": " + i + ", \"text\": \"some text that repeats\"}", header("i", "" + i));
            }));
        }
        for (Compression compression : new Compression[] {Compression.gzip().build(), Compression.snappy().build(), Compression.lz4().build(), Compression.zstd().build()}) {
            Body few = b -> { put(b, T, "key", "value", header("a", "1"), header("b", null)); put(b, T + 5, null, "größe"); put(b, T - 3, "k", null); put(b, T, "", ""); };
            String name = compression.type().name;
            add(name + ", log append time", build(compression, TimestampType.LOG_APPEND_TIME, 7, few));
            add(name + ", transactional", build(compression, 42L, (short) 3, 17, true, 7, few));
            add(name + ", gaps", build(compression, TimestampType.CREATE_TIME, 50, b -> {
                for (int offset : new int[] {51, 55, 190}) b.appendWithOffset(offset, T + offset, bytes("k"), bytes("v" + offset), NONE);
                b.overrideLastOffset(199);
            }));
        }
        for (Compression compression : new Compression[] {Compression.NONE, Compression.gzip().build(), Compression.snappy().build(), Compression.lz4().build(), Compression.zstd().build()}) {
            ByteBuffer good = build(compression, TimestampType.CREATE_TIME, 0, b -> { put(b, T, "good", "before"); put(b, T, "k", "v"); });
            ByteBuffer bad = build(compression, TimestampType.CREATE_TIME, 2, b -> { put(b, T, "key", "a value that is damaged", header("a", "1")); put(b, T, "k", "v"); });
            String name = "damaged, " + compression.type().name + ": ";
            add(name + "a flipped bit", join(good, change(bad, false, b -> b.put(b.limit() - 1, (byte) (b.get(b.limit() - 1) ^ 4)))));
            add(name + "a length that is too small", join(good, change(bad, false, b -> b.putInt(8, 40))));
            add(name + "an unknown magic", join(good, change(bad, false, b -> b.put(16, (byte) 3))));
            add(name + "a count too large", join(good, change(bad, true, b -> b.putInt(57, 3))));
            add(name + "a count too small", join(good, change(bad, true, b -> b.putInt(57, 1))));
            add(name + "a negative count", join(good, change(bad, true, b -> b.putInt(57, -1))));
            if (compression == Compression.NONE) {
                add(name + "a record length past the end", join(good, change(bad, true, b -> b.put(61, (byte) 0x7e))));
                add(name + "compression 5", join(good, change(bad, true, b -> b.putShort(21, (short) 5))));
            } else add(name + "compressed data", join(good, change(bad, true, b -> b.putLong(70, 0x1234567812345678L))));
        }
        add("abort marker", marker(ControlRecordType.ABORT));
        add("commit marker", marker(ControlRecordType.COMMIT));
        add("gaps left by compaction", build(Compression.NONE, TimestampType.CREATE_TIME, 50, b -> {
            for (int offset : new int[] {51, 55, 190}) b.appendWithOffset(offset, T + offset, bytes("k"), bytes("v" + offset), NONE);
            b.overrideLastOffset(199);
        }));
        ByteBuffer empty = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(empty, RecordBatch.MAGIC_VALUE_V2, 7L, (short) 1, 12, 300, 309, 5, TimestampType.CREATE_TIME, T, true, false);
        empty.flip();
        add("empty batch left by compaction", empty);
        ByteBuffer horizon = ByteBuffer.allocate(1024);
        try (MemoryRecordsBuilder b = new MemoryRecordsBuilder(new org.apache.kafka.common.utils.internals.ByteBufferOutputStream(horizon), RecordBatch.MAGIC_VALUE_V2,
                Compression.NONE, TimestampType.CREATE_TIME, 10, RecordBatch.NO_TIMESTAMP, -1, (short) -1, -1, false, false, 2, 1024, T + 86_400_000L)) {
            put(b, T, "tombstone", null); put(b, T + 1, "other", null);
            b.close();
            add("delete horizon", b.build().buffer());
        }
        ByteBuffer first = build(Compression.NONE, TimestampType.CREATE_TIME, 0, b -> { put(b, T, "a", "1"); put(b, T, "b", "2"); });
        ByteBuffer second = build(Compression.gzip().build(), TimestampType.CREATE_TIME, 2, b -> put(b, T, "c", "3"));
        ByteBuffer third = build(Compression.NONE, TimestampType.CREATE_TIME, 3, b -> put(b, T, "d", "4"));
        ByteBuffer several = ByteBuffer.allocate(first.remaining() + second.remaining() + third.remaining());
        several.put(first.duplicate()).put(second.duplicate()).put(third.duplicate()).flip();
        add("several batches", several.duplicate());
        several.limit(several.limit() - 1);
        add("several batches, the last one cut off", several);
        for (byte magic : new byte[] {RecordBatch.MAGIC_VALUE_V0, RecordBatch.MAGIC_VALUE_V1}) {
            String format = "format " + magic + ", ";
            TimestampType type = magic == 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME;
            Body mixed = b -> {
                put(b, magic == 0 ? -1 : T, "key", "value"); put(b, magic == 0 ? -1 : T + 5, null, "größe"); put(b, magic == 0 ? -1 : T + 3, "k", null);
                put(b, magic == 0 ? -1 : T + 1, "", "");
            };
            add(format + "messages", build(magic, Compression.NONE, type, 7, mixed));
            for (Compression compression : new Compression[] {Compression.gzip().build(), Compression.snappy().build(), Compression.lz4().build()}) {
                add(format + compression.type().name, build(magic, compression, type, 100, mixed));
            }
            add(format + "gaps in a wrapper", build(magic, Compression.gzip().build(), type, 50, b -> {
                for (int offset : new int[] {51, 55, 190}) b.appendWithOffset(offset, magic == 0 ? -1 : T + offset, bytes("k"), bytes("v" + offset));
            }));
            if (magic == 1) {
                add(format + "log append time", build(magic, Compression.NONE, TimestampType.LOG_APPEND_TIME, 7, mixed));
                add(format + "log append time, gzip", build(magic, Compression.gzip().build(), TimestampType.LOG_APPEND_TIME, 7, mixed));
            }
        }
        ByteBuffer old = build((byte) 0, Compression.NONE, TimestampType.NO_TIMESTAMP_TYPE, 0, b -> put(b, -1, "a", "1"));
        ByteBuffer newer = build((byte) 1, Compression.gzip().build(), TimestampType.CREATE_TIME, 1, b -> { put(b, T, "b", "2"); put(b, T, "c", "3"); });
        ByteBuffer all = ByteBuffer.allocate(old.remaining() + newer.remaining() + third.remaining());
        all.put(old).put(newer).put(third.duplicate()).flip();
        add("all formats in one set", all);
        String json = "{\n  \"madeBy\": \"tools/java-fixtures/RecordFixtures.java with kafka-clients " + AppInfoParser.getVersion() + "\",\n  \"cases\": [\n"
            + String.join(",\n", cases) + "\n  ]\n}\n";
        Files.writeString(Path.of(args[0]), json);
        System.out.println(cases.size() + " cases");
    }

    interface Change { void apply(ByteBuffer batch); }

    /** A copy, changed; its checksum is made right again when it is not to be the reason of the refusal. */
    static ByteBuffer change(ByteBuffer batch, boolean fixCrc, Change change) {
        ByteBuffer copy = join(batch);
        change.apply(copy);
        if (fixCrc) copy.putInt(17, (int) Crc32C.compute(copy, 21, copy.limit() - 21));
        return copy;
    }

    static ByteBuffer join(ByteBuffer... sets) {
        int size = 0;
        for (ByteBuffer set : sets) size += set.remaining();
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer set : sets) all.put(set.duplicate());
        all.flip();
        return all;
    }

    static ByteBuffer build(Compression compression, TimestampType type, long baseOffset, Body body) throws Exception {
        return build(RecordBatch.MAGIC_VALUE_V2, compression, type, baseOffset, body);
    }

    static ByteBuffer build(byte magic, Compression compression, TimestampType type, long baseOffset, Body body) throws Exception {
        long logAppendTime = type == TimestampType.LOG_APPEND_TIME ? T + 777 : RecordBatch.NO_TIMESTAMP;
        try (MemoryRecordsBuilder b = MemoryRecords.builder(ByteBuffer.allocate(1 << 16), magic, compression, type, baseOffset, logAppendTime,
                RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH, RecordBatch.NO_SEQUENCE, false, RecordBatch.NO_PARTITION_LEADER_EPOCH)) {
            body.append(b);
            return b.build().buffer();
        }
    }

    static ByteBuffer build(Compression compression, long producerId, short epoch, int sequence, boolean transactional, long baseOffset, Body body) throws Exception {
        try (MemoryRecordsBuilder b = MemoryRecords.builder(ByteBuffer.allocate(1 << 16), RecordBatch.MAGIC_VALUE_V2, compression, TimestampType.CREATE_TIME, baseOffset,
                RecordBatch.NO_TIMESTAMP, producerId, epoch, sequence, transactional, 9)) {
            body.append(b);
            return b.build().buffer();
        }
    }

    static ByteBuffer marker(ControlRecordType type) {
        return MemoryRecords.withEndTransactionMarker(123, T, 4, 42L, (short) 3, new EndTransactionMarker(type, 15)).buffer();
    }

    static void put(MemoryRecordsBuilder b, long timestamp, String key, String value, Header... headers) {
        b.append(timestamp, bytes(key), bytes(value), headers);
    }

    static Header header(String key, String value) { return new RecordHeader(key, bytes(value)); }

    static byte[] bytes(String text) { return text == null ? null : text.getBytes(StandardCharsets.UTF_8); }

    static void add(String name, ByteBuffer buffer) {
        byte[] raw = new byte[buffer.remaining()];
        buffer.duplicate().get(raw);
        List<String> batches = new ArrayList<>();
        String error = "null";
        try {
            for (MutableRecordBatch batch : MemoryRecords.readableRecords(ByteBuffer.wrap(raw)).batches()) {
                batch.ensureValid();
                List<String> records = new ArrayList<>();
                for (Record record : batch) {
                    List<String> headers = new ArrayList<>();
                    for (Header header : record.headers()) headers.add("[" + quote(header.key()) + ", " + data(header.value() == null ? null : ByteBuffer.wrap(header.value())) + "]");
                    records.add("            { \"offset\": " + record.offset() + ", \"timestamp\": " + record.timestamp() + ", \"key\": " + data(record.key())
                        + ", \"value\": " + data(record.value()) + ", \"headers\": [" + String.join(", ", headers) + "] }");
                }
                batches.add("        { \"byteLength\": " + batch.sizeInBytes() + ", \"magic\": " + batch.magic() + ", \"baseOffset\": " + batch.baseOffset() + ", \"lastOffset\": " + batch.lastOffset()
                    + ", \"nextOffset\": " + batch.nextOffset() + ", \"count\": " + batch.countOrNull() + ", \"compression\": \"" + batch.compressionType().name + "\", \"timestampType\": \"" + batch.timestampType().name
                    + "\", \"maxTimestamp\": " + batch.maxTimestamp() + ", \"partitionLeaderEpoch\": " + batch.partitionLeaderEpoch() + ", \"producerId\": \"" + batch.producerId() + "\", \"producerEpoch\": " + batch.producerEpoch()
                    + ", \"baseSequence\": " + batch.baseSequence() + ", \"isTransactional\": " + batch.isTransactional() + ", \"isControl\": " + batch.isControlBatch()
                    + ", \"deleteHorizonMs\": " + (batch.deleteHorizonMs().isPresent() ? batch.deleteHorizonMs().getAsLong() : "null")
                    + ",\n          \"records\": [" + (records.isEmpty() ? "" : "\n" + String.join(",\n", records) + "\n          ") + "] }");
            }
        } catch (RuntimeException | Error e) {
            error = quote(e.toString());
        }
        if (!error.equals("null") && !name.startsWith("damaged")) throw new IllegalStateException(name + ": " + error);
        cases.add("    { \"name\": " + quote(name) + ",\n      \"bytes\": \"" + Base64.getEncoder().encodeToString(raw) + "\",\n      \"error\": " + error + ",\n      \"batches\": [" + (batches.isEmpty() ? "" : "\n" + String.join(",\n", batches) + "\n      ") + "] }");
    }

    static String data(ByteBuffer buffer) {
        if (buffer == null) return "null";
        byte[] raw = new byte[buffer.remaining()];
        buffer.duplicate().get(raw);
        return "\"" + Base64.getEncoder().encodeToString(raw) + "\"";
    }

    static String quote(String text) { return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""; }
}
