import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/** Lists the settings of brokers, topics, groups and client metrics: kind, name, type, default, limits, scope, whether internal. */
public class ConfigKeys {
  private static final String[][] DEFINITIONS = {
    {"broker", "org.apache.kafka.server.config.AbstractKafkaConfig", "CONFIG_DEF"},
    {"topic", "org.apache.kafka.storage.internals.log.LogConfig", "CONFIG"},
    {"group", "org.apache.kafka.coordinator.group.GroupConfig", "CONFIG"},
    {"metrics", "org.apache.kafka.server.metrics.ClientMetricsConfigs", "CONFIG"},
  };

  public static void main(String[] args) throws Exception {
    Map<String, String> scopes = scopes();
    for (String[] definition : DEFINITIONS) {
      ConfigDef keys = definition(Class.forName(definition[1]), definition[2]);
      for (String name : new TreeSet<>(keys.names())) {
        System.out.println(definition[0] + "\t" + line(keys.configKeys().get(name), scopes.getOrDefault(name, "")));
      }
    }
  }

  private static String line(ConfigDef.ConfigKey key, String scope) {
    Object value = key.defaultValue;
    String shown = value == null || value == ConfigDef.NO_DEFAULT_VALUE ? "<null>" : ConfigDef.convertToString(value, key.type);
    String limits = key.validator == null ? "" : key.validator.toString();
    return String.join("\t", key.name, key.type.name().toLowerCase(), shown, limits, scope, String.valueOf(key.internalConfig));
  }

  private static ConfigDef definition(Class<?> type, String... names) throws Exception {
    for (Field field : type.getDeclaredFields()) {
      if (!java.util.List.of(names).contains(field.getName())) continue;
      field.setAccessible(true);
      return (ConfigDef) field.get(null);
    }
    throw new IllegalStateException(type + " has no settings");
  }

  /** cluster-wide or per-broker, of those that can be set at run time. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> scopes() throws Exception {
    Class<?> type = Class.forName("org.apache.kafka.server.config.DynamicBrokerConfig");
    for (Method method : type.getDeclaredMethods()) {
      if (!method.getName().endsWith("dynamicConfigUpdateModes")) continue;
      method.setAccessible(true);
      return (Map<String, String>) method.invoke(null);
    }
    throw new IllegalStateException("no scopes");
  }
}
