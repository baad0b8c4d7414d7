import type { EpochStart } from '../log/leader-epochs.ts';

// The small text files of a Kafka's log directory.

/** meta.properties. Kafka: MetaProperties. */
export function metaProperties(clusterId: string, directoryId: string): string {
  const lines = { 'cluster.id': clusterId, 'directory.id': directoryId, 'node.id': '0', version: '1' };
  return `#\n${Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')}`;
}

export function propertiesIn(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line.includes('=') && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
  );
}

/** partition.metadata. Kafka: PartitionMetadataFile. */
export function partitionMetadata(topicId: string): string {
  return `version: 0\ntopic_id: ${topicId}\n`;
}

export function topicIdIn(text: string): string | undefined {
  return /^topic_id: (\S+)$/m.exec(text)?.[1];
}

/** leader-epoch-checkpoint. Kafka: LeaderEpochCheckpointFile. */
export function leaderEpochCheckpoint(epochs: readonly EpochStart[]): string {
  return checkpoint(epochs.map(({ epoch, startOffset }) => `${String(epoch)} ${String(startOffset)}`));
}

/** log-start-offset-checkpoint, recovery-point-offset-checkpoint. Kafka: OffsetCheckpointFile. */
export function offsetCheckpoint(
  offsets: Iterable<readonly [topic: string, partition: number, offset: number]>,
): string {
  return checkpoint(Array.from(offsets, (each) => each.map(String).join(' ')));
}

function checkpoint(lines: readonly string[]): string {
  return ['0', String(lines.length), ...lines, ''].join('\n');
}
