/** What can have settings, as requests number it. Kafka: ConfigResource.Type. */
export const CONFIG_RESOURCES = {
  topic: 2,
  broker: 4,
  brokerLogger: 8,
  clientMetrics: 16,
  group: 32,
} as const;
