import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.*;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;

/**
 * Writes message sets (formats 0 and 1) with Java's own builders, has Java convert newer record sets down to them, and
 * records what Java reads from both, or how it refuses damaged ones. kafka-clients 3.9 is the last with the conversion.
 * See README.md beside this file.
 */
public class LegacyRecordFixtures {
    static final long T = 1_700_000_000_000L;
    static final List<String> cases = new ArrayList<>();
    static final Header[] NONE = new Header[0];
    static final Compression[] OLD = {Compression.NONE, Compression.gzip().build(), Compression.snappy().build(), Compression.lz4().build()};

    interface Body { void append(MemoryRecordsBuilder builder) throws Exception; }

    interface Change { void apply(ByteBuffer set); }

    public static void main(String[] args) throws Exception {
        for (byte magic : new byte[] {0, 1}) {
            for (Compression compression : OLD) {
                for (TimestampType type : magic == 0 ? new TimestampType[] {TimestampType.NO_TIMESTAMP_TYPE}
                        : new TimestampType[] {TimestampType.CREATE_TIME, TimestampType.LOG_APPEND_TIME}) {
                    String name = "format " + magic + ", " + compression.type().name + (magic == 0 ? "" : ", " + type.name);
                    add(name + ": a few messages", build(magic, compression, type, 7, LegacyRecordFixtures::few));
                    add(name + ": offset 0", build(magic, compression, type, 0, b -> put(b, T, "k", "v")));
                    add(name + ": gaps", build(magic, compression, type, 50, b -> {
                        for (int offset : new int[] {51, 55, 190}) b.appendWithOffset(offset, time(b, T + offset), bytes("k"), bytes("v" + offset));
                    }));
                    add(name + ": many", build(magic, compression, type, 4_294_967_290L, b -> {
                        for (int i = 0; i < 60; i++) put(b, T + (i * 37) % 100, i % 3 == 0 ? null : "key-" + i % 7, "{\"number\": " + i + ", \"text\": \"text that repeats, größe\"}");
                    }));
                }
                damaged(magic, compression);
            }
        }
        for (Compression compression : new Compression[] {OLD[0], OLD[1], OLD[2], OLD[3], Compression.zstd().build()}) {
            for (TimestampType type : new TimestampType[] {TimestampType.CREATE_TIME, TimestampType.LOG_APPEND_TIME}) {
                String name = compression.type().name + ", " + type.name;
                for (byte magic : new byte[] {0, 1}) convert("format 2, " + name, build((byte) 2, compression, type, 7, b -> {
                    few(b);
                    b.append(T, bytes("k"), bytes("headers"), new Header[] {new RecordHeader("a", bytes("1")), new RecordHeader("b", null)});
                }), magic, 0);
                if (compression.type() != CompressionType.ZSTD)
                    convert("format 1, " + name, build((byte) 1, compression, type, 7, LegacyRecordFixtures::few), (byte) 0, 0);
            }
        }
        ByteBuffer gaps = build((byte) 2, OLD[0], TimestampType.CREATE_TIME, 50, b -> {
            for (int offset : new int[] {51, 55, 190}) b.appendWithOffset(offset, T + offset, bytes("k"), bytes("v" + offset), NONE);
            b.overrideLastOffset(199);
        });
        ByteBuffer empty = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        DefaultRecordBatch.writeEmptyHeader(empty, (byte) 2, 7L, (short) 1, 12, 200, 209, 5, TimestampType.CREATE_TIME, T, false, false);
        empty.flip();
        ByteBuffer marker = MemoryRecords.withEndTransactionMarker(210, T, 4, 42L, (short) 3, new EndTransactionMarker(ControlRecordType.COMMIT, 15)).buffer();
        ByteBuffer packed = build((byte) 2, OLD[1], TimestampType.CREATE_TIME, 211, LegacyRecordFixtures::few);
        ByteBuffer old = build((byte) 0, OLD[0], TimestampType.NO_TIMESTAMP_TYPE, 10, LegacyRecordFixtures::few);
        ByteBuffer newer = build((byte) 1, OLD[1], TimestampType.CREATE_TIME, 20, LegacyRecordFixtures::few);
        ByteBuffer all = join(old, newer, gaps, empty, marker, packed);
        add("every format in one set", all);
        for (byte magic : new byte[] {0, 1}) {
            convert("every format in one set", all, magic, 0);
            convert("gaps", gaps, magic, 55);
        }
        for (byte magic : new byte[] {0, 1}) {
            String of = "format " + magic + ": ";
            TimestampType type = magic == 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME;
            ByteBuffer plain = build(magic, OLD[0], type, 0, LegacyRecordFixtures::few);
            ByteBuffer wrapper = build(magic, OLD[1], type, 0, LegacyRecordFixtures::few);
            ByteBuffer wrapped = join(wrapper);
            wrapped.putLong(0, 0);
            add(of + "a wrapper as librdkafka sends it, its offset 0", wrapped);
            wrapped = join(wrapper);
            wrapped.putLong(0, 1);
            add(of + "a wrapper that ends before its last message", wrapped);
            add(of + "a wrapper in a wrapper", wrap(magic, 9, bytes(wrapper)));
            add(of + "a wrapper of nothing", wrap(magic, 9, new byte[0]));
            add(of + "a wrapper that is cut off within", wrap(magic, 9, bytes(cut(plain, 5))));
            add(of + "a wrapper of messages of the other format", wrap(magic, 9,
                bytes(build((byte) (1 - magic), OLD[0], magic == 1 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME, 0, LegacyRecordFixtures::few))));
            ByteBuffer flipped = join(plain);
            flipped.put(flipped.limit() - 1, (byte) 'x');
            flipped.put(plain.remaining() - 1, (byte) (plain.get(plain.remaining() - 1) ^ 1));
            add(of + "a wrapper around a wrong checksum", wrap(magic, 9, bytes(flipped)));
        }
        String json = "{\n  \"madeBy\": \"tools/java-fixtures/LegacyRecordFixtures.java with kafka-clients " + AppInfoParser.getVersion() + "\",\n  \"cases\": [\n"
            + String.join(",\n", cases) + "\n  ]\n}\n";
        Files.writeString(Path.of(args[0]), json);
        System.out.println(cases.size() + " cases");
    }

    /** The same set with one field changed: where the change is covered by the checksum, that is made right again. */
    static void damaged(byte magic, Compression compression) throws Exception {
        TimestampType type = magic == 0 ? TimestampType.NO_TIMESTAMP_TYPE : TimestampType.CREATE_TIME;
        ByteBuffer good = build(magic, compression, type, 3, b -> { put(b, T, "good", "before"); put(b, T, "k", "v"); });
        ByteBuffer bad = build(magic, compression, type, 5, b -> put(b, T, "key", "a value that is damaged"));
        String of = "format " + magic + ", " + compression.type().name + ", damaged: ";
        int key = magic == 0 ? 18 : 26;
        add(of + "cut off", cut(join(good, bad), 1));
        add(of + "a flipped bit", join(good, change(bad, false, b -> b.put(b.limit() - 1, (byte) (b.get(b.limit() - 1) ^ 4)))));
        add(of + "a size that is too small", join(good, change(bad, false, b -> b.putInt(8, 13))));
        add(of + "a negative size", join(good, change(bad, false, b -> b.putInt(8, -1))));
        add(of + "an unknown magic", join(good, change(bad, true, b -> b.put(16, (byte) 9))));
        add(of + "a key past the end", join(good, change(bad, true, b -> b.putInt(key, 1 << 30))));
        add(of + "a value past the end", join(good, change(bad, true, b -> b.putInt(compression == Compression.NONE ? key + 7 : key + 4, 1 << 30))));
        if (compression != Compression.NONE) add(of + "compressed data", join(good, change(bad, true, b -> b.putLong(key + 8 + 20, 0x1234567812345678L))));
    }

    static ByteBuffer change(ByteBuffer set, boolean fixCrc, Change change) {
        ByteBuffer copy = join(set);
        change.apply(copy);
        if (fixCrc) fix(copy);
        return copy;
    }

    static void fix(ByteBuffer message) {
        CRC32 crc = new CRC32();
        crc.update(message.array(), 16, message.limit() - 16);
        message.putInt(12, (int) crc.getValue());
    }

    static ByteBuffer wrap(byte magic, long offset, byte[] messages) throws Exception {
        byte[] value = gzip(messages);
        int key = magic == 0 ? 18 : 26;
        ByteBuffer wrapper = ByteBuffer.allocate(key + 8 + value.length);
        wrapper.putLong(offset).putInt(wrapper.capacity() - 12).putInt(0).put(magic).put((byte) 1);
        if (magic == 1) wrapper.putLong(T);
        wrapper.putInt(-1).putInt(value.length).put(value).flip();
        fix(wrapper);
        return wrapper;
    }

    static byte[] gzip(byte[] plain) throws Exception {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (java.util.zip.GZIPOutputStream zip = new java.util.zip.GZIPOutputStream(out)) { zip.write(plain); }
        return out.toByteArray();
    }

    static ByteBuffer cut(ByteBuffer set, int bytes) {
        ByteBuffer copy = join(set);
        copy.limit(copy.limit() - bytes);
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

    static void few(MemoryRecordsBuilder b) {
        put(b, T, "key", "value"); put(b, T + 5, null, "größe"); put(b, T + 3, "k", null); put(b, T + 1, "", ""); put(b, T + 2, null, null);
    }

    static ByteBuffer build(byte magic, Compression compression, TimestampType type, long baseOffset, Body body) throws Exception {
        long logAppendTime = type == TimestampType.LOG_APPEND_TIME ? T + 777 : RecordBatch.NO_TIMESTAMP;
        try (MemoryRecordsBuilder b = MemoryRecords.builder(ByteBuffer.allocate(1 << 16), magic, compression, type, baseOffset, logAppendTime,
                RecordBatch.NO_PRODUCER_ID, RecordBatch.NO_PRODUCER_EPOCH, RecordBatch.NO_SEQUENCE, false, RecordBatch.NO_PARTITION_LEADER_EPOCH)) {
            body.append(b);
            return b.build().buffer();
        }
    }

    static long time(MemoryRecordsBuilder b, long timestamp) { return b.magic() == 0 ? RecordBatch.NO_TIMESTAMP : timestamp; }

    static void put(MemoryRecordsBuilder b, long timestamp, String key, String value) {
        b.append(time(b, timestamp), bytes(key), bytes(value), NONE);
    }

    static byte[] bytes(String text) { return text == null ? null : text.getBytes(StandardCharsets.UTF_8); }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] raw = new byte[buffer.remaining()];
        buffer.duplicate().get(raw);
        return raw;
    }

    static void add(String name, ByteBuffer set) {
        cases.add("    { \"name\": " + quote(name) + ",\n      \"bytes\": \"" + base64(bytes(set)) + "\",\n      " + read(set) + " }");
    }

    /** What Java makes of a set for a client that knows only an older format. */
    static void convert(String name, ByteBuffer set, byte magic, long fromOffset) {
        String converted;
        try {
            ByteBuffer result = ((MemoryRecords) MemoryRecords.readableRecords(join(set)).downConvert(magic, fromOffset, Time.SYSTEM).records()).buffer();
            converted = "\"converted\": \"" + base64(bytes(result)) + "\",\n      " + read(result);
        } catch (RuntimeException e) {
            converted = "\"converted\": null, \"error\": " + quote(e.toString()) + ", \"batches\": []";
        }
        cases.add("    { \"name\": " + quote(name + " to format " + magic + (fromOffset == 0 ? "" : " from offset " + fromOffset)) + ", \"magic\": " + magic + ", \"fromOffset\": " + fromOffset
            + ",\n      \"bytes\": \"" + base64(bytes(set)) + "\",\n      " + converted + " }");
    }

    static String read(ByteBuffer set) {
        List<String> batches = new ArrayList<>();
        String error = "null";
        try {
            for (MutableRecordBatch batch : MemoryRecords.readableRecords(ByteBuffer.wrap(bytes(set))).batches()) {
                batch.ensureValid();
                List<String> records = new ArrayList<>();
                for (Record record : batch) {
                    record.ensureValid();
                    List<String> headers = new ArrayList<>();
                    for (Header header : record.headers()) headers.add("[" + quote(header.key()) + ", " + data(header.value() == null ? null : ByteBuffer.wrap(header.value())) + "]");
                    records.add("            { \"offset\": " + record.offset() + ", \"timestamp\": " + record.timestamp() + ", \"key\": " + data(record.key())
                        + ", \"value\": " + data(record.value()) + ", \"headers\": [" + String.join(", ", headers) + "] }");
                }
                batches.add("        { \"byteLength\": " + batch.sizeInBytes() + ", \"magic\": " + batch.magic() + ", \"lastOffset\": " + batch.lastOffset()
                    + ", \"nextOffset\": " + batch.nextOffset() + ", \"compression\": \"" + batch.compressionType().name + "\", \"timestampType\": \"" + batch.timestampType().name
                    + "\", \"maxTimestamp\": " + batch.maxTimestamp()
                    + ",\n          \"records\": [" + (records.isEmpty() ? "" : "\n" + String.join(",\n", records) + "\n          ") + "] }");
            }
        } catch (RuntimeException e) {
            error = quote(e.toString());
        }
        return "\"error\": " + error + ",\n      \"batches\": [" + (batches.isEmpty() ? "" : "\n" + String.join(",\n", batches) + "\n      ") + "]";
    }

    static String base64(byte[] raw) { return Base64.getEncoder().encodeToString(raw); }

    static String data(ByteBuffer buffer) { return buffer == null ? "null" : "\"" + base64(bytes(buffer)) + "\""; }

    static String quote(String text) { return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""; }
}
