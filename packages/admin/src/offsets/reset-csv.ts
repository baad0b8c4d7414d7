import { wrongArgument, type TopicPartition } from '@k/wire';
import { ResourceMap } from '../resource-map.ts';

/**
 * Offsets as a file that `resetConsumerGroupOffsets(groupId, { csv })` takes, and Java's
 * `kafka-consumer-groups --reset-offsets --from-file` too: lines of topic, partition and offset.
 */
export function offsetsToCsv(offsets: ReadonlyMap<TopicPartition, { readonly offset: number }>): string {
  return Array.from(
    offsets,
    ([{ topic, partition }, { offset }]) => `${topic},${String(partition)},${String(offset)}\n`,
  ).join('');
}

/** Names of topics have no commas. Of Java's tool, they may be in quotes. */
const LINE = /^(?:"?([^",]*)"?,)?"?([\w.-]+)"?,"?(\d+)"?,"?(\d+)"?$/;

/**
 * What a file says of a group: `topic,partition,offset`, or with the group before it, as Java's tool writes them for several.
 * @throws ConfigError that names the line which says something else, or says it of a partition again
 */
export function offsetsIn(call: string, csv: string, groupId: string): ResourceMap<TopicPartition, number> {
  const offsets = new ResourceMap<TopicPartition, number>();
  for (const [i, text] of csv.split(/\r?\n/).entries()) {
    if (text.trim() === '') continue;
    const wrong = (expected: string): Error =>
      wrongArgument(`KafkaAdmin: ${call}`, `csv, line ${String(i + 1)}`, expected, text);
    const [, group = groupId, topic = '', partition = '', offset = ''] = LINE.exec(text.trim()) ?? [];
    if (topic === '' || !Number.isSafeInteger(Number(offset))) throw wrong('topic,partition,offset');
    if (group !== groupId) continue;
    const place = { topic, partition: Number(partition) };
    if (offsets.has(place)) throw wrong('each partition once');
    offsets.set(place, Number(offset));
  }
  if (offsets.size === 0) throw wrongArgument(`KafkaAdmin: ${call}`, 'csv', `lines for group '${groupId}'`, csv);
  return offsets;
}
