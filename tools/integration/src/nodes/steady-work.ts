import type { KafkaProducer } from '@k/producer';
import { atLeast } from '@k/tool-kafka';
import { writeLogs } from '../history/final-logs.ts';
import { GroupReader } from '../history/group-reader.ts';
import { HistoryWriter } from '../history/history-writer.ts';
import { type Lab, PATIENCE_MS } from '../lab.ts';

/** How many sends to one partition wait for their answers at a time. */
const WAITING = 5;

/**
 * Whether brokers forget to answer what waits for replicas that leave (KAFKA-13091), until the producer sends it again: after
 * 30 s by default.
 */
export function forgetsAnswers(version: string): boolean {
  return atLeast(version, '2.7') && !atLeast(version, '3.1');
}

/** Resolves when so many more records are acknowledged than now. */
export type AcknowledgedMore = (count: number) => Promise<void>;

/**
 * Sends to every partition of a topic in order, and reads it with a group of two, while `work` goes on. What the clients did
 * and saw is a history, which must keep every promise: nothing lost, doubled or out of order, and nothing missed by the group.
 * @param producer waits for all replicas
 */
export async function workingOn(
  lab: Lab,
  { topic, partitions, producer }: Ground,
  work: (acknowledgedMore: AcknowledgedMore) => Promise<void>,
): Promise<void> {
  const history = new HistoryWriter();
  history.write({ type: 'fault', what: 'brokers come and go' });
  const sending = new Sending(history, producer, topic, partitions);
  const group = lab.name('group');
  await using one = lab.consumer({ groupId: group });
  await using another = lab.consumer({ groupId: group });
  const seen = new Set<string>();
  const allRead = (): boolean => sending.isOver && seen.size >= sending.sent;
  const reading = [one, another].map((consumer, i) => {
    const reader = new GroupReader(`reader-${String(i)}`, group, consumer, history);
    reader.subscribe([topic]);
    const read = readAll(reader, seen, allRead);
    // Should something fail before it is awaited, that error is the one to see.
    read.catch(() => undefined);
    return read;
  });
  await Promise.all([sending.run(), work((count) => sending.acknowledgedMore(count)).finally(() => sending.stop())]);
  history.write({ type: 'healed', what: 'all brokers are there' });
  await Promise.all(reading);
  for (const name of ['reader-0', 'reader-1']) history.write({ type: 'process', process: name, state: 'closing' });
  await writeLogs(lab, history, topic);
  history.check();
}

interface Ground {
  readonly topic: string;
  readonly partitions: number;
  readonly producer: KafkaProducer;
}

/** Numbered records into each partition, in order, until it is stopped. */
class Sending {
  isOver = false;
  sent = 0;
  readonly #history: HistoryWriter;
  readonly #producer: KafkaProducer;
  readonly #topic: string;
  readonly #partitions: number;
  #acknowledged = 0;
  readonly #progress = new Set<() => void>();

  constructor(history: HistoryWriter, producer: KafkaProducer, topic: string, partitions: number) {
    this.#history = history;
    this.#producer = producer;
    this.#topic = topic;
    this.#partitions = partitions;
  }

  stop(): void {
    this.isOver = true;
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#partitions }, (_, partition) => this.#sendTo(partition)));
  }

  readonly acknowledgedMore: AcknowledgedMore = async (count) => {
    const wanted = this.#acknowledged + count;
    while (this.#acknowledged < wanted) await new Promise<void>((resolve) => this.#progress.add(resolve));
  };

  async #sendTo(partition: number): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (let order = 0; !this.isOver; order++) {
      const acknowledgement = this.#send(partition, `${partition}.${order}`);
      acknowledgement.catch(() => undefined);
      waiting.push(acknowledgement);
      if (waiting.length >= WAITING) await waiting.shift();
    }
    await Promise.all(waiting);
  }

  async #send(partition: number, id: string): Promise<void> {
    const topic = this.#topic;
    const sent = { topic, partition, id, key: null, idempotent: true };
    this.#history.write({ type: 'sent', producer: 'producer', ...sent });
    this.sent += 1;
    await this.#history.ended(id, this.#producer.send({ topic, partition, value: id }));
    this.#acknowledged += 1;
    for (const told of this.#progress) told();
    this.#progress.clear();
  }
}

/** Polls until all is read; fails when nothing has come for longer than anything may take. */
async function readAll(reader: GroupReader, seen: Set<string>, allRead: () => boolean): Promise<void> {
  let deadline = Date.now() + PATIENCE_MS;
  while (!allRead()) {
    const { size } = seen;
    for (const value of await reader.poll(200)) seen.add(value);
    if (seen.size > size) deadline = Date.now() + PATIENCE_MS;
    if (Date.now() > deadline) throw new Error(`nothing came for ${PATIENCE_MS / 1000} s after ${seen.size} records`);
  }
}
