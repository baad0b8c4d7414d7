import { CodecError, readBatches, type KafkaRecord } from '@k/codec';
import { BadQuery } from './bad-query.ts';
import type { Broker } from '../broker.ts';
import { shownBytes, type ShownBytes } from './shown-bytes.ts';

/** A record, or what is in its place. */
export interface ShownRecord {
  readonly partition: number;
  readonly offset: number;
  /** ms since the epoch; -1: none. */
  readonly timestamp: number;
  readonly key: ShownBytes | null;
  readonly value: ShownBytes | null;
  readonly headers: readonly { readonly key: string; readonly value: ShownBytes | null }[];
  /** Of an idempotent or transactional producer; -1: none. */
  readonly producerId: number;
  /** A marker of a transaction; a batch that cannot be read. */
  readonly note?: string;
}

/** Where to begin, and how much. */
export interface RecordsAsked {
  readonly topic: string;
  /** Undefined: of all. */
  readonly partition: number | undefined;
  /** Undefined: the newest. */
  readonly from: number | undefined;
  readonly limit: number;
}

const READ_BYTES = 1024 * 1024;

/** Records of one partition, by offsets; of all partitions the newest, by time. Newest first. @throws BadQuery */
export function recordsView(broker: Broker, asked: RecordsAsked): ShownRecord[] {
  const { limit } = asked;
  const chosen = partitionsOf(broker, asked);
  const found = chosen.flatMap((partition) => recordsOf(broker, { ...asked, partition }));
  if (chosen.length > 1) found.sort((a, b) => a.timestamp - b.timestamp || a.offset - b.offset);
  return (asked.from === undefined ? found.slice(-limit) : found.slice(0, limit)).reverse();
}

function partitionsOf(broker: Broker, { topic, partition }: RecordsAsked): readonly number[] {
  const found = broker.topic(topic);
  if (found === undefined) throw new BadQuery(`topic: there is no topic ${JSON.stringify(topic)}`, 404);
  const { length } = found.partitions;
  if (partition === undefined) return found.partitions.map((each) => each.partition);
  if (partition < length) return [partition];
  throw new BadQuery(`partition: ${topic} has ${String(length)}, from 0 on, and none is ${String(partition)}`, 404);
}

function recordsOf(broker: Broker, asked: RecordsAsked & { readonly partition: number }): ShownRecord[] {
  const { topic, partition, limit } = asked;
  const log = broker.log(topic, partition);
  const from = Math.max(log.startOffset, asked.from ?? log.endOffset - limit);
  const found: ShownRecord[] = [];
  for (let at = from; at < log.endOffset && found.length < limit;) {
    const bytes = log.read(at, READ_BYTES, true);
    if (bytes.length === 0) break;
    const { records, next } = recordsIn(bytes, partition);
    found.push(...records.filter(({ offset }) => offset >= from));
    // A batch that cannot be read says where it ends; without that there is nothing behind it.
    if (next <= at) break;
    at = next;
  }
  return found.slice(0, limit);
}

function recordsIn(bytes: Buffer, partition: number): { records: ShownRecord[]; next: number } {
  const records: ShownRecord[] = [];
  let next = -1;
  for (const batch of readBatches(bytes, { checkCrcs: false })) {
    next = batch.lastOffset + 1;
    const { producerId, isControl } = batch;
    const facts = { partition, producerId: Number(producerId) };
    try {
      for (const record of batch) {
        const shown = isControl ? { ...NOTHING, note: markerOf(record.key) } : contentOf(record);
        records.push({ ...facts, ...shown, offset: record.offset, timestamp: record.timestamp });
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      const note = `unreadable batch: ${error.message}`;
      records.push({ ...facts, ...NOTHING, note, offset: batch.baseOffset, timestamp: -1 });
    }
  }
  return { records, next };
}

const NOTHING = { key: null, value: null, headers: [] };

function contentOf({ key, value, headers }: KafkaRecord): Pick<ShownRecord, 'key' | 'value' | 'headers'> {
  const shownHeaders = headers.map((header) => ({ key: header.key, value: shownBytes(header.value) }));
  return { key: shownBytes(key), value: shownBytes(value), headers: shownHeaders };
}

/** The key of a control record is a version and a type, both int16: 0 is the end of an aborted transaction, 1 of another. */
function markerOf(key: Uint8Array | null): string {
  const type = key?.[3];
  return type === 0 ? 'transaction aborted' : type === 1 ? 'transaction committed' : 'control record';
}
