import type { Broker } from '../broker.ts';

/** What a person who started it wants to know, a line each. */
export function introduction(broker: Broker, web: string | null, version: string): string[] {
  const nodes = broker.liveNodeIds.length;
  const topics = broker.topicNames.map((name) => `${name} (${broker.topic(name)?.partitions.length ?? 0})`);
  return [
    `@k/broker ${version} is up with ${nodes} node${nodes === 1 ? '' : 's'}; Ctrl-C ends it`,
    ...broker.listenerNames.map((name) => `${name} at ${broker.bootstrapServersOf(name).join(',')}`),
    ...(web === null ? [] : [`a page that shows what is in it: ${web}`]),
    ...(topics.length === 0 ? [] : [`topics (partitions): ${topics.join(', ')}`]),
  ];
}
