import java.io.File;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Writes the bytes and the contents of Kafka's own messages, for the tests of @k/wire to compare with. See README.md.
 *
 * Fills each message by the schema that the generated class has for each version, has Kafka write it, reads it back,
 * and writes what was read as JSON: one line for each message, version and case, gzipped.
 */
public final class Fixtures {
    /** How the fields are filled. */
    enum Case { DEFAULTS, POPULATED, NULLS, EXTREMES, TAGS }

    private final Case kind;
    private int counter = 0;

    /** Whether records may be null: their type says so always, but not every message can write it. */
    private final boolean nullRecords;

    private Fixtures(Case kind, boolean nullRecords) {
        this.kind = kind;
        this.nullRecords = nullRecords;
    }

    /** Arguments: the file to write, then the messages wanted; none for all. */
    public static void main(String[] args) throws Exception {
        List<String> wanted = Arrays.asList(args).subList(1, args.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(Path.of(args[0])));
             Writer out = new OutputStreamWriter(gzip, StandardCharsets.UTF_8)) {
            for (Class<?> type : messageClasses()) {
                String name = type.getSimpleName().replaceAll("(Request|Response|Header)Data$", "$1");
                if (!wanted.isEmpty() && !wanted.contains(name)) continue;
                Schema[] schemas = (Schema[]) type.getField("SCHEMAS").get(null);
                short first = type.getField("LOWEST_SUPPORTED_VERSION").getShort(null);
                short last = type.getField("HIGHEST_SUPPORTED_VERSION").getShort(null);
                for (short version = first; version <= last; version++) {
                    for (Case kind : Case.values()) {
                        String line = line(name, type, version, kind, schemas[version], true);
                        if (line != null) out.write(line + "\n");
                    }
                }
            }
        }
    }

    private static String line(String name, Class<?> type, short version, Case kind, Schema schema, boolean nullRecords)
        throws Exception {
        Message message = (Message) type.getConstructor().newInstance();
        if (kind != Case.DEFAULTS) new Fixtures(kind, nullRecords).fill(message, schema);
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.allocate(message.size(cache, version));
            message.write(new ByteBufferAccessor(bytes), cache, version);
        } catch (NullPointerException | org.apache.kafka.common.errors.UnsupportedVersionException e) {
            // Defaults that cannot be written as they are.
            if (kind == Case.DEFAULTS) return null;
            if (kind == Case.NULLS && nullRecords) return line(name, type, version, kind, schema, false);
            throw new IllegalStateException(name + " v" + version + " " + kind, e);
        }
        bytes.flip();
        Message read = (Message) type.getConstructor().newInstance();
        read.read(new ByteBufferAccessor(bytes.duplicate()), version);
        return "{\"message\":" + quote(name) + ",\"version\":" + version + ",\"case\":" + quote(kind.name().toLowerCase())
            + ",\"hex\":" + quote(HexFormat.of().formatHex(bytes.array(), 0, bytes.limit())) + ",\"value\":" + json(read) + "}";
    }

    /** Generated messages stand in these packages: those of the protocol, and the records that the coordinators keep. */
    private static final List<String> PACKAGES = List.of("org/apache/kafka/common/message/",
        "org/apache/kafka/coordinator/group/generated/", "org/apache/kafka/coordinator/transaction/generated/");

    private static List<Class<?>> messageClasses() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.endsWith(".jar")) continue;
            try (JarFile jar = new JarFile(entry)) {
                jar.stream().map(file -> file.getName())
                    .filter(n -> n.endsWith(".class") && !n.contains("$") && !n.endsWith("JsonConverter.class"))
                    .filter(n -> PACKAGES.contains(n.substring(0, n.lastIndexOf('/') + 1)))
                    .forEach(n -> names.add(n.replace('/', '.').replaceAll("\\.class$", "")));
            }
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (Message.class.isAssignableFrom(type)) classes.add(type);
        }
        return classes;
    }

    /** Sets every field that the schema has. */
    private void fill(Object target, Schema schema) throws Exception {
        for (BoundField bound : schema.fields()) {
            if (bound.def.type instanceof TaggedFields tagged) {
                for (org.apache.kafka.common.protocol.types.Field field : fieldsOf(tagged).values()) set(target, field);
                if (kind == Case.TAGS) {
                    List<RawTaggedField> unknown = ((Message) target).unknownTaggedFields();
                    unknown.add(new RawTaggedField(100 + counter++ % 20, new byte[] {1, 2, 3}));
                    unknown.add(new RawTaggedField(20000, new byte[counter++ % 200]));
                }
            } else {
                set(target, bound.def);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, org.apache.kafka.common.protocol.types.Field> fieldsOf(TaggedFields tagged) throws Exception {
        Field field = TaggedFields.class.getDeclaredField("fields");
        field.setAccessible(true);
        return new TreeMap<>((Map<Integer, org.apache.kafka.common.protocol.types.Field>) field.get(tagged));
    }

    private void set(Object target, org.apache.kafka.common.protocol.types.Field def) throws Exception {
        Field field = javaField(target.getClass(), def.name);
        field.setAccessible(true);
        field.set(target, value(def.type, field.getType(), field.getGenericType()));
    }

    /** Schemas have names like topic_data, classes have topicData. */
    private static Field javaField(Class<?> type, String snake) {
        String plain = snake.replace("_", "");
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equalsIgnoreCase(plain)) return field;
        }
        throw new IllegalStateException(type + " has no field " + snake);
    }

    private Object value(Type type, Class<?> javaType, java.lang.reflect.Type generic) throws Exception {
        boolean records = javaType.getSimpleName().equals("BaseRecords");
        if (kind == Case.NULLS && type.isNullable() && (nullRecords || !records)) return null;
        boolean extreme = kind == Case.EXTREMES;
        int n = ++counter;
        if (type.isArray()) return array(type, javaType, generic);
        if (type instanceof Schema schema) {
            Object struct = javaType.getConstructor().newInstance();
            fill(struct, schema);
            return struct;
        }
        if (javaType == boolean.class) return n % 3 != 0;
        if (javaType == byte.class) return extreme ? (n % 2 == 0 ? Byte.MIN_VALUE : Byte.MAX_VALUE) : (byte) (n % 100 + 1);
        if (javaType == short.class) return extreme ? (n % 2 == 0 ? Short.MIN_VALUE : Short.MAX_VALUE) : (short) (n + 300);
        if (javaType == int.class && type.toString().contains("UINT16")) return extreme ? (n % 2 == 0 ? 0 : 65535) : 40000 + n;
        if (javaType == int.class) return extreme ? (n % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE) : n + 70000;
        if (javaType == long.class) return extreme ? (n % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : n + 5_000_000_000L;
        if (javaType == double.class) return extreme ? Double.MIN_VALUE : n + 0.5;
        if (javaType == String.class) return extreme ? (n % 2 == 0 ? "" : "äß→𝄞" + "x".repeat(200)) : "text-" + n;
        if (javaType == Uuid.class) return extreme ? new Uuid(-1L, Long.MIN_VALUE) : new Uuid(0x1122334455667700L + n, n);
        byte[] bytes = new byte[extreme ? (n % 2 == 0 ? 0 : 300) : n % 5 + 1];
        Arrays.fill(bytes, (byte) n);
        if (javaType == byte[].class) return bytes;
        if (javaType == ByteBuffer.class) return ByteBuffer.wrap(bytes);
        if (records) {
            return memoryRecords(javaType).getMethod("readableRecords", ByteBuffer.class).invoke(null, ByteBuffer.wrap(bytes));
        }
        throw new IllegalStateException("cannot fill " + javaType);
    }

    /** The class has moved to another package between releases, together with BaseRecords. */
    private static Class<?> memoryRecords(Class<?> baseRecords) throws Exception {
        return Class.forName(baseRecords.getPackageName() + ".MemoryRecords");
    }

    @SuppressWarnings("unchecked")
    private Object array(Type type, Class<?> javaType, java.lang.reflect.Type generic) throws Exception {
        Type elementType = type.arrayElementType().orElseThrow();
        java.lang.reflect.Type holder = generic instanceof ParameterizedType ? generic : javaType.getGenericSuperclass();
        Class<?> element = (Class<?>) ((ParameterizedType) holder).getActualTypeArguments()[0];
        Class<?> unboxed = Map.<Class<?>, Class<?>>of(Byte.class, byte.class, Short.class, short.class, Integer.class,
            int.class, Long.class, long.class).getOrDefault(element, element);
        Collection<Object> out = javaType == List.class ? new ArrayList<>() : (Collection<Object>) javaType.getConstructor().newInstance();
        int size = kind == Case.EXTREMES ? 1 : 2;
        for (int i = 0; i < size; i++) out.add(value(elementType, unboxed, unboxed));
        return out;
    }

    /** int64 as "5n", byte strings as "hex:05", so that they cannot be taken for numbers and texts. */
    private static String json(Object value) throws Exception {
        if (value == null) return "null";
        if (value instanceof Boolean || value instanceof Byte || value instanceof Short || value instanceof Integer) return value.toString();
        if (value instanceof Double) return value.toString();
        if (value instanceof Long) return quote(value + "n");
        if (value instanceof String text) return quote(text);
        if (value instanceof Uuid) return quote(value.toString());
        if (value instanceof byte[] bytes) return quote("hex:" + HexFormat.of().formatHex(bytes));
        if (value instanceof ByteBuffer buffer) return bytes(buffer);
        if (value.getClass().getSimpleName().equals("MemoryRecords")) {
            return bytes((ByteBuffer) value.getClass().getMethod("buffer").invoke(value));
        }
        if (value instanceof RawTaggedField field) return "{\"tag\":" + field.tag() + ",\"data\":" + json(field.data()) + "}";
        if (value instanceof Collection<?> list) {
            List<String> parts = new ArrayList<>();
            for (Object element : list) parts.add(json(element));
            return "[" + String.join(",", parts) + "]";
        }
        List<String> parts = new ArrayList<>();
        for (Field field : value.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            if (Modifier.isStatic(field.getModifiers()) || field.getName().equals("next") || field.getName().equals("prev")) continue;
            Object inner = field.get(value);
            if (field.getName().equals("_unknownTaggedFields")) {
                if (inner != null && !((List<?>) inner).isEmpty()) parts.add("\"unknownTags\":" + json(inner));
            } else {
                parts.add(quote(field.getName()) + ":" + json(inner));
            }
        }
        return "{" + String.join(",", parts) + "}";
    }

    private static String bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return quote("hex:" + HexFormat.of().formatHex(bytes));
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
