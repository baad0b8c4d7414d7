import { ConsumerProtocolSubscription, Reader, WireError } from '@k/wire';

/**
 * The topics that consumers' metadata (a version, then a ConsumerProtocolSubscription) name; undefined when some of it is
 * something else. It is read as version 0, with which all others begin.
 */
export function subscribedTopics(metadata: readonly Uint8Array[]): ReadonlySet<string> | undefined {
  const topics = new Set<string>();
  try {
    for (const bytes of metadata) {
      const reader = new Reader(bytes);
      if (reader.int16() < 0) return undefined;
      for (const topic of ConsumerProtocolSubscription.read(reader, 0).topics) topics.add(topic);
    }
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
  return topics;
}
